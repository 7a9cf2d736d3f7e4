using System.Text;
using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>How the settings of the VPC CNI are known.</summary>
public enum CniSource
{
    /// <summary>Not at all: another CNI may give the addresses.</summary>
    Unknown,

    /// <summary>Nothing states them: the defaults are assumed.</summary>
    Assumed,

    /// <summary>The vpc-cni add-on of the ClusterConfig, an aws-node DaemonSet of the set, or the configuration states them.</summary>
    Stated,
}

/// <summary>The settings of a cluster's VPC CNI; each may be unknown.</summary>
/// <remarks>aws/amazon-vpc-cni-k8s: README.md (CNI configuration variables), utils.GetBoolAsStringEnvVar (an invalid value is the default, false).
/// eksctl-io/eksctl: pkg/actions/addon (configurationValues, JSON or YAML text, handed to the add-on as it is).</remarks>
public sealed class VpcCniFacts
{
    private static readonly string[] OtherCnis = ["cilium", "calico-node", "kube-flannel-ds", "kube-flannel", "weave-net", "antrea-agent", "kube-router", "kube-ovn-cni"];

    private readonly YamlNode _environment;
    private readonly bool _isMap;
    private readonly bool _isReadable;

    private VpcCniFacts(CniSource source, YamlNode node = default, YamlNode environment = default, bool isMap = false, bool isReadable = true)
    {
        Source = source;
        Node = node;
        _environment = environment;
        _isMap = isMap;
        _isReadable = isReadable && source != CniSource.Unknown;
        PrefixDelegation = ReadSwitch("ENABLE_PREFIX_DELEGATION");
        CustomNetworking = ReadSwitch("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG");
        PodEni = ReadSwitch("ENABLE_POD_ENI");
    }

    private VpcCniFacts(ClusterSettings settings)
    {
        Source = CniSource.Stated;
        PrefixDelegation = settings.PrefixDelegation;
        CustomNetworking = settings.CustomNetworking;
        PodEni = settings.PodEni;
    }

    /// <summary>How the settings are known.</summary>
    public CniSource Source { get; }

    /// <summary>What states them; missing where nothing does.</summary>
    public YamlNode Node { get; }

    /// <summary>Whether pods get addresses from prefixes.</summary>
    public bool? PrefixDelegation { get; }

    /// <summary>Whether pods live in other subnets than their nodes.</summary>
    public bool? CustomNetworking { get; }

    /// <summary>Whether pods can have security groups of their own.</summary>
    public bool? PodEni { get; }

    /// <summary>Whether the add-on enforces NetworkPolicies; null too where no add-on states it.</summary>
    /// <remarks>Amazon EKS user guide, "Restrict Pod network traffic with Kubernetes network policies": <c>enableNetworkPolicy</c>, off unless it is "true".</remarks>
    public bool? NetworkPolicies { get; private init; }

    /// <summary>The mode in which a node certainly has no fewer addresses for ordinary pods than in the real one.</summary>
    public CniMode MostGenerousMode => new(PrefixDelegation != false, CustomNetworking == true, PodEni == true);

    /// <summary>The most pods with security groups of their own that a node of a type can have.</summary>
    public int MostBranchPods(InstanceLimits type) => PodEni == false ? 0 : PodDensity.BranchPods(type, new CniMode(PodEni: true));

    /// <summary>What is known of the CNI of a cluster.</summary>
    /// <param name="cluster">The ClusterConfig.</param>
    /// <param name="manifests">The set that it belongs to.</param>
    /// <param name="settings">What the configuration says, which counts where no manifest says anything.</param>
    public static VpcCniFacts Of(ClusterConfig cluster, ManifestSet manifests, ClusterSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        foreach (var addon in cluster.Addons)
        {
            if (addon.Name.Text.Equals("vpc-cni", StringComparison.OrdinalIgnoreCase))
                return FromAddon(addon);
        }

        var daemonSets = manifests.OfKind("apps", DaemonSet.Kind).ToList();
        var cnis = daemonSets.Where(static manifest => manifest is { Name: "aws-node", Namespace: "kube-system" }).ToList();
        if (cnis.Count > 0)
            return cnis.Count == 1 ? FromDaemonSet(DaemonSet.From(cnis[0])) : new VpcCniFacts(CniSource.Unknown);
        if (settings is not null && (settings.PrefixDelegation ?? settings.CustomNetworking ?? settings.PodEni) is not null)
            return new VpcCniFacts(settings);
        var isOther = cluster.AddonsConfig.DisableDefaultAddons.IsTrue
            || daemonSets.Exists(static manifest => OtherCnis.Contains(manifest.Name, StringComparer.Ordinal))
            || manifests.OfKind("operator.tigera.io", "Installation").Any();
        return new VpcCniFacts(isOther ? CniSource.Unknown : CniSource.Assumed);
    }

    private static VpcCniFacts FromAddon(Addon addon)
    {
        var values = addon.ConfigurationValues;
        if (!values.IsSet)
            return new VpcCniFacts(CniSource.Stated, addon.Name.Node) { NetworkPolicies = false };
        var parsed = YamlParser.Parse(new SourceFile("configurationValues", Encoding.UTF8.GetBytes(values.Text)));
        var environment = parsed.Documents is [var document] ? document.Root["env"u8] : default;
        var isReadable = parsed is { Errors.Count: 0, Documents: [{ Root.IsMapping: true }] } && (environment.IsNull || environment.IsMapping);
        var enabled = parsed.Documents is [var only] ? only.Root["enableNetworkPolicy"u8] : default;
        return new VpcCniFacts(CniSource.Stated, values.Node, environment, isMap: true, isReadable) { NetworkPolicies = isReadable ? ReadEnabled(enabled) : null };
    }

    private static bool? ReadEnabled(YamlNode value) =>
        !value.Exists ? false : !value.IsScalar || Placeholder.IsUnknown(value.Text) ? null : value.Text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static VpcCniFacts FromDaemonSet(DaemonSet daemonSet)
    {
        foreach (var container in daemonSet.Spec.Template.Spec.Containers)
        {
            if (container.Name.Is("aws-node"))
            {
                // What envFrom adds, or a kustomization changes, is not seen here.
                var isReadable = !container.EnvFrom.IsSet && !daemonSet.Manifest.IsTransformed;
                return new VpcCniFacts(CniSource.Stated, container.Env.IsSet ? container.Env.Node : container.Node, container.Env.Node, isReadable: isReadable);
            }
        }

        return new VpcCniFacts(CniSource.Unknown);
    }

    private bool? ReadSwitch(string name)
    {
        if (!_isReadable)
            return null;
        var value = _isMap ? _environment[name] : FindVariable(name);
        if (!value.Exists)
            return false;
        if (!value.IsScalar || Placeholder.IsUnknown(value.Text))
            return null;
        return value.Text is "1" or "t" or "T" or "true" or "TRUE" or "True";
    }

    /// <summary>The value in a list of variables, the last of a name, as in the container; the entry itself where the value comes from elsewhere.</summary>
    private YamlNode FindVariable(string name)
    {
        var found = default(YamlNode);
        foreach (var entry in _environment.IsSequence ? _environment.Children : default)
        {
            if (entry["name"u8].Text == name)
                found = entry["value"u8] is { Exists: true } value ? value : entry;
        }

        return found;
    }
}
