using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What is known of a cluster: the ClusterConfig that is nearest to a file. Several that are equally near mean that nothing is known.</summary>
public sealed class ClusterFacts
{
    private const string AutoModeGroup = "eks.amazonaws.com";

    private readonly bool _holdsAutoModeObjects;

    private ClusterFacts(ClusterConfig? config, bool holdsAutoModeObjects, ClusterSettings settings)
    {
        Config = config;
        Settings = settings;
        _holdsAutoModeObjects = holdsAutoModeObjects;
    }

    /// <summary>The ClusterConfig; null where the cluster is unknown.</summary>
    public ClusterConfig? Config { get; }

    /// <summary>Whether there are ClusterConfigs, but several are equally near.</summary>
    public bool IsAmbiguous { get; private init; }

    /// <summary>The Kubernetes version that the ClusterConfig states; null where it states none, or <c>latest</c>.</summary>
    public KubernetesVersion? KubernetesVersion =>
        Config is { } config && Values.KubernetesVersion.TryParse(config.Metadata.Version.Text, out var version) ? version : null;

    /// <summary>What the configuration says of the cluster.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>Whether the AWS Load Balancer Controller's webhook may be installed that takes Services over when they are created.</summary>
    /// <remarks>The controller's chart installs it unless <c>enableServiceMutatorWebhook</c> is false.</remarks>
    public bool MayHaveServiceMutatorWebhook => Settings.ServiceMutatorWebhook ?? true;

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

    /// <summary>The block of which Services get their addresses, as the ClusterConfig says, else the configuration; null where neither does.</summary>
    /// <remarks>EKS takes 10.100.0.0/16 or 172.20.0.0/16 where the ClusterConfig states none, whichever the VPC does not use, and no file tells which:
    /// Amazon EKS API reference, KubernetesNetworkConfigRequest.</remarks>
    public Cidr? ServiceCidr
    {
        get
        {
            if (Config is not { } config || !config.KubernetesNetworkConfig.ServiceIPv4CIDR.IsSet)
                return Settings.ServiceCidr;
            return Cidr.TryParse(config.KubernetesNetworkConfig.ServiceIPv4CIDR.Text, out var block) ? block : null;
        }
    }

    /// <summary>Whether Services get IPv6 addresses; null where the cluster is unknown. A cluster has one family, which is IPv4 unless stated.</summary>
    /// <remarks>eksctl-io/eksctl, pkg/apis/eksctl.io/v1alpha5/defaults.go; Amazon EKS user guide, "Learn about IPv6 addresses to clusters, Pods, and
    /// Services" (cni-ipv6): EKS has no dual-stack Services.</remarks>
    public bool? HasIPv6Services =>
        Config is not { } config || config.KubernetesNetworkConfig.IpFamily.IsUnknown ? null : MayBeIPv6(config);

    /// <summary>The node ports that the API server hands out: as the configuration says, else Kubernetes' own.</summary>
    public PortRange NodePorts => Settings.NodePortRange ?? PortRange.DefaultNodePorts;

    /// <summary>Whether eksctl creates the VPC of the cluster: the ClusterConfig names neither a VPC nor a subnet that is there already.</summary>
    public bool CreatesVpc => Config is { } config && !config.Vpc.Id.IsSet && !NamesSubnet(config.Vpc.Subnets);

    /// <summary>Whether the pods of a cluster have IPv6 addresses, or a placeholder may say so. eksctl compares the family without case.</summary>
    public static bool MayBeIPv6(ClusterConfig cluster)
    {
        var family = cluster.KubernetesNetworkConfig.IpFamily;
        return family.IsUnknown || family.Text.Equals("IPv6", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The cluster of what stands at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="manifests">The objects of the run.</param>
    /// <param name="settings">What the configuration says of the cluster.</param>
    public static ClusterFacts Near(Place place, ManifestSet manifests, ClusterSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var nearest = manifests.FindNearest(ClusterConfig.ApiVersion, ClusterConfig.Kind, place);
        return new ClusterFacts(nearest.Count == 1 ? ClusterConfig.From(nearest[0]) : null, HoldsAutoModeObjects(manifests, place), settings ?? ClusterSettings.None) { IsAmbiguous = nearest.Count > 1 };
    }

    /// <summary>Whether the objects of a run say more of the cluster of one place than of another's.</summary>
    internal static bool DependOnPlace(ManifestSet manifests) =>
        manifests.OfKind("eksctl.io", ClusterConfig.Kind).Count > 0
        || manifests.OfKind(AutoModeGroup, "NodeClass").Count > 0
        || manifests.OfKind(AutoModeGroup, "IngressClassParams").Count > 0
        || manifests.OfKind("networking.k8s.io", "IngressClass").Count > 0;

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

    private static bool HoldsAutoModeObjects(ManifestSet manifests, Place place) =>
        manifests.FindAll(AutoModeGroup, "NodeClass", "", place).Any()
        || manifests.FindAll(AutoModeGroup, "IngressClassParams", "", place).Any()
        || manifests.FindAll("networking.k8s.io", "IngressClass", "", place)
            .Any(static manifest => manifest.Root["spec"u8]["controller"u8].TextEquals("eks.amazonaws.com/alb"u8));
}
