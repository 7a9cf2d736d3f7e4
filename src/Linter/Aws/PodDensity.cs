namespace EksLint.Aws;

/// <summary>How the VPC CNI gives addresses to pods.</summary>
/// <param name="PrefixDelegation">Prefixes of 16 addresses in place of single ones; a type that cannot use them falls back to single ones.</param>
/// <param name="CustomNetworking">Pods live in other subnets than their node: its primary interface carries none.</param>
/// <param name="PodEni">Pods can have security groups of their own: one interface becomes the trunk of theirs.</param>
public readonly record struct CniMode(bool PrefixDelegation = false, bool CustomNetworking = false, bool PodEni = false);

/// <summary>How many pods a node can hold. Addresses and the kubelet's maximum are two limits: pods on the host's network count for the second only.</summary>
/// <remarks>aws/amazon-vpc-cni-k8s: scripts/gen_vpc_ip_limits.go, misc/eni-max-pods.txt, pkg/ipamd/ipamd.go (isConfigValid, hasRoomForEni),
/// pkg/ipamd/datastore/data_store.go (GetAllocatableENIs). awslabs/amazon-eks-ami: nodeadm/internal/kubelet/eni_max_pods.go and, before that,
/// templates/al2/runtime/max-pods-calculator.sh.</remarks>
public static class PodDensity
{
    /// <summary>Pods that every node has on the host's network: aws-node and kube-proxy.</summary>
    public const int HostPods = 2;

    /// <summary>Addresses of a prefix: a /28.</summary>
    public const int PrefixSize = 16;

    private const int SmallNodeCeiling = 110;
    private const int LargeNodeCeiling = 250;
    private const int LargestSmallNode = 30;

    /// <summary>The interfaces that carry ordinary pods.</summary>
    public static int PodInterfaces(InstanceLimits type, CniMode mode)
    {
        ArgumentNullException.ThrowIfNull(type);
        var taken = (mode.CustomNetworking ? 1 : 0) + (mode.PodEni && type.BranchInterfaces is not null ? 1 : 0);
        return Math.Max(0, type.Interfaces - taken);
    }

    /// <summary>The addresses that pods without a security group of their own can have, with IPv4.</summary>
    public static int Addresses(InstanceLimits type, CniMode mode)
    {
        ArgumentNullException.ThrowIfNull(type);
        var slots = PodInterfaces(type, mode) * (type.AddressesPerInterface - 1);
        return mode.PrefixDelegation && type.CanUsePrefixes ? slots * PrefixSize : slots;
    }

    /// <summary>The pods that can have security groups of their own.</summary>
    public static int BranchPods(InstanceLimits type, CniMode mode)
    {
        ArgumentNullException.ThrowIfNull(type);
        return mode.PodEni ? type.BranchInterfaces ?? 0 : 0;
    }

    /// <summary>The kubelet's maximum by the formula that AWS publishes. IPv6 clusters use that of prefix delegation, though one prefix would do for any number.</summary>
    public static int MaxPods(InstanceLimits type, CniMode mode) => Addresses(type, mode) + HostPods;

    /// <summary>The most that is recommended, and that managed node groups get: 110, or 250 above 30 virtual CPUs; null where these are not known.</summary>
    public static int? Ceiling(InstanceLimits type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.VirtualCpus is { } cpus ? cpus > LargestSmallNode ? LargeNodeCeiling : SmallNodeCeiling : null;
    }

    /// <summary>The kubelet's maximum under the recommended ceiling.</summary>
    public static int RecommendedMaxPods(InstanceLimits type, CniMode mode) => Math.Min(MaxPods(type, mode), Ceiling(type) ?? int.MaxValue);

    /// <summary>The arithmetic behind <see cref="Addresses"/> for messages: <c>3 interfaces x (6 - 1) addresses = 15</c>.</summary>
    public static string Explain(InstanceLimits type, CniMode mode)
    {
        ArgumentNullException.ThrowIfNull(type);
        var taken = (mode.CustomNetworking ? " - 1 for custom networking" : "") + (mode.PodEni && type.BranchInterfaces is not null ? " - 1 for the trunk" : "");
        var interfaces = taken.Length == 0 ? $"{type.Interfaces}" : $"({type.Interfaces}{taken})";
        var prefixes = !mode.PrefixDelegation ? "" : type.CanUsePrefixes ? $" x {PrefixSize}" : " (the type takes no prefixes)";
        return $"{interfaces} interfaces x ({type.AddressesPerInterface} - 1) addresses{prefixes} = {Addresses(type, mode)}";
    }
}
