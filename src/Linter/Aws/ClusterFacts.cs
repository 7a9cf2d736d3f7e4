using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What is known of a cluster: the ClusterConfig that is nearest to a file. Several that are equally near mean that nothing is known.</summary>
public sealed class ClusterFacts
{
    private static readonly ClusterFacts Unknown = new(null);

    private ClusterFacts(ClusterConfig? config) => Config = config;

    /// <summary>The ClusterConfig; null where the cluster is unknown.</summary>
    public ClusterConfig? Config { get; }

    /// <summary>The Kubernetes version that the ClusterConfig states; null where it states none, or <c>latest</c>.</summary>
    public KubernetesVersion? KubernetesVersion =>
        Config is { } config && Values.KubernetesVersion.TryParse(config.Metadata.Version.Text, out var version) ? version : null;

    /// <summary>The cluster of a file.</summary>
    public static ClusterFacts Near(SourceFile file, ManifestSet manifests)
    {
        var nearest = manifests.FindNearest(ClusterConfig.ApiVersion, ClusterConfig.Kind, file);
        return nearest.Count == 1 ? new ClusterFacts(ClusterConfig.From(nearest[0])) : Unknown;
    }
}
