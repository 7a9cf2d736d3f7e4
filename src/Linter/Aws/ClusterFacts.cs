using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What is known of a cluster: the ClusterConfig that is nearest to a file. Several that are equally near mean that nothing is known.</summary>
public sealed class ClusterFacts
{
    private readonly bool _holdsAutoModeObjects;

    private ClusterFacts(ClusterConfig? config, bool holdsAutoModeObjects)
    {
        Config = config;
        _holdsAutoModeObjects = holdsAutoModeObjects;
    }

    /// <summary>The ClusterConfig; null where the cluster is unknown.</summary>
    public ClusterConfig? Config { get; }

    /// <summary>The Kubernetes version that the ClusterConfig states; null where it states none, or <c>latest</c>.</summary>
    public KubernetesVersion? KubernetesVersion =>
        Config is { } config && Values.KubernetesVersion.TryParse(config.Metadata.Version.Text, out var version) ? version : null;

    /// <summary>
    /// Whether EKS Auto Mode is on: as the ClusterConfig says, or as objects show that only Auto Mode reads. Null where neither is in the set, or they
    /// contradict each other.
    /// </summary>
    public bool? UsesAutoMode
    {
        get
        {
            if (Config is not { } config)
                return _holdsAutoModeObjects ? true : null;
            if (config.AutoModeConfig.Enabled.IsTrue)
                return true;
            return _holdsAutoModeObjects ? null : false;
        }
    }

    /// <summary>The cluster of a file.</summary>
    public static ClusterFacts Near(SourceFile file, ManifestSet manifests)
    {
        var nearest = manifests.FindNearest(ClusterConfig.ApiVersion, ClusterConfig.Kind, file);
        return new ClusterFacts(nearest.Count == 1 ? ClusterConfig.From(nearest[0]) : null, HoldsAutoModeObjects(manifests));
    }

    private static bool HoldsAutoModeObjects(ManifestSet manifests) =>
        manifests.FindAll("eks.amazonaws.com", "NodeClass", "").Count > 0
        || manifests.FindAll("eks.amazonaws.com", "IngressClassParams", "").Count > 0
        || manifests.FindAll("networking.k8s.io", "IngressClass", "")
            .Any(static manifest => manifest.Root["spec"u8]["controller"u8].TextEquals("eks.amazonaws.com/alb"u8));
}
