using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What the configuration says of the cluster because no manifest says it; null where it says nothing either.</summary>
public sealed record ClusterSettings
{
    /// <summary>Nothing is said.</summary>
    public static ClusterSettings None { get; } = new();

    /// <summary>The addresses of Services.</summary>
    public Cidr? ServiceCidr { get; init; }

    /// <summary>The ports that Services may open on nodes.</summary>
    public PortRange? NodePortRange { get; init; }

    /// <summary>Whether the AWS Load Balancer Controller's webhook is installed that takes Services over when they are created.</summary>
    public bool? ServiceMutatorWebhook { get; init; }

    /// <summary>Whether the VPC CNI gives pods addresses from prefixes.</summary>
    public bool? PrefixDelegation { get; init; }

    /// <summary>Whether the VPC CNI puts pods into other subnets than their nodes.</summary>
    public bool? CustomNetworking { get; init; }

    /// <summary>Whether the VPC CNI gives pods security groups of their own.</summary>
    public bool? PodEni { get; init; }
}
