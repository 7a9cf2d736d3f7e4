using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What is known of a cluster: the ClusterConfig that is nearest to a file. Several that are equally near mean that nothing is known.</summary>
public sealed class ClusterFacts
{
    private static readonly ClusterFacts Unknown = new(null);
    private static readonly ClusterFacts Ambiguous = new(null) { IsAmbiguous = true };

    private ClusterFacts(ClusterConfig? config) => Config = config;

    /// <summary>The ClusterConfig; null where the cluster is unknown.</summary>
    public ClusterConfig? Config { get; }

    /// <summary>Whether there are ClusterConfigs, but several are equally near.</summary>
    public bool IsAmbiguous { get; private init; }

    /// <summary>The Kubernetes version that the ClusterConfig states; null where it states none, or <c>latest</c>.</summary>
    public KubernetesVersion? KubernetesVersion =>
        Config is { } config && Values.KubernetesVersion.TryParse(config.Metadata.Version.Text, out var version) ? version : null;

    /// <summary>Whether EKS Auto Mode runs the cluster's nodes and load balancers.</summary>
    public bool IsAutoMode => Config?.AutoModeConfig.Enabled.IsTrue == true;

    /// <summary>Whether eksctl creates the VPC of the cluster: the ClusterConfig names neither a VPC nor a subnet that is there already.</summary>
    public bool CreatesVpc => Config is { } config && !config.Vpc.Id.IsSet && !NamesSubnet(config.Vpc.Subnets);

    /// <summary>Whether the pods of a cluster have IPv6 addresses, or a placeholder may say so. eksctl compares the family without case.</summary>
    public static bool MayBeIPv6(ClusterConfig cluster)
    {
        var family = cluster.KubernetesNetworkConfig.IpFamily;
        return family.IsUnknown || family.Text.Equals("IPv6", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The cluster of a file.</summary>
    public static ClusterFacts Near(SourceFile file, ManifestSet manifests)
    {
        var nearest = manifests.FindNearest(ClusterConfig.ApiVersion, ClusterConfig.Kind, file);
        return nearest.Count switch
        {
            0 => Unknown,
            1 => new ClusterFacts(ClusterConfig.From(nearest[0])),
            _ => Ambiguous,
        };
    }

    private static bool NamesSubnet(ClusterSubnets subnets)
    {
        foreach (var (_, subnet) in subnets.Private)
        {
            if (subnet.Id.IsSet)
                return true;
        }

        foreach (var (_, subnet) in subnets.Public)
        {
            if (subnet.Id.IsSet)
                return true;
        }

        return false;
    }
}
