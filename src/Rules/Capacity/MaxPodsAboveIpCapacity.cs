using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Capacity;

/// <summary>EKS7002: a node group lets its nodes take more pods than the VPC CNI has addresses for.</summary>
/// <remarks>The kubelet then admits pods that wait for an address for ever. Sources: aws/amazon-vpc-cni-k8s, scripts/gen_vpc_ip_limits.go and
/// pkg/ipamd/ipamd.go; eksctl-io/eksctl, pkg/nodebootstrap (maxPodsPerNode becomes the kubelet's maxPods without a look at the addresses).</remarks>
public sealed class MaxPodsAboveIpCapacity : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS7002",
        title: "More pods allowed on a node than it has addresses for",
        messageFormat: "Node group '{0}' allows {1} pods on a node, but {2} holds {3}: {4}{5}",
        RuleCategories.Capacity,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The surplus pods are bound to the node and stay in ContainerCreating, as no address is left for them.",
        helpLinkUri: RuleHelp.Uri("EKS7002"),
        customTags: "max-pods-above-ip-capacity");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<ClusterConfig>(Analyze);

    private static void Analyze(ObjectAnalysisContext<ClusterConfig> context)
    {
        var cluster = context.Object;
        var cni = VpcCniFacts.Of(cluster, context.Manifests, context.Cluster.Settings);
        // With IPv6 one prefix holds more addresses than a node can have pods.
        if (cni.Source == CniSource.Unknown || ClusterFacts.MayBeIPv6(cluster))
            return;

        foreach (var group in ClusterNodeGroup.Read(cluster))
        {
            if (group.MaxPods.Number is not { } maxPods || group.IsWindows != false || group.RefusesMaxPods)
                continue;
            var hostPods = PodDensity.HostPods + CountOtherHostPods(cluster, group, context.Manifests);
            var smallest = group.KnownLimits.MinBy(type => PodDensity.Addresses(type, cni.MostGenerousMode) + cni.MostBranchPods(type));
            if (smallest is null)
                continue;
            var capacity = PodDensity.Addresses(smallest, cni.MostGenerousMode) + cni.MostBranchPods(smallest) + hostPods;
            if (maxPods > capacity)
                Report(context, group, cni, smallest, hostPods, capacity);
        }
    }

    private static void Report(ObjectAnalysisContext<ClusterConfig> context, ClusterNodeGroup group, VpcCniFacts cni, InstanceLimits type, int hostPods, int capacity)
    {
        var addresses = PodDensity.Explain(type, cni.MostGenerousMode);
        var others = (cni.MostBranchPods(type) is > 0 and var branches ? $", {branches} branch interfaces" : "") + $" and {hostPods} pods on the host's network";
        var finding = context.Report(Rule, group.MaxPods, group.Name, group.MaxPods.Number, type.Name, capacity, addresses, others)
            .WithSeverity(cni.Source == CniSource.Stated ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning)
            .WithHint(cni.Source == CniSource.Stated ? null : "the VPC CNI's default settings are assumed, as no file states them: no prefix delegation")
            .WithHelp(
                cni.PrefixDelegation == false && type.CanUsePrefixes
                    ? $"set it to {capacity} or less, or turn prefix delegation on (ENABLE_PREFIX_DELEGATION of the vpc-cni add-on)"
                    : $"set it to {capacity} or less, or take a larger type")
            .AlsoAt(cni.Node, "the settings of the VPC CNI");
        if (group.InstanceTypes.FirstOrDefault(named => named.Is(type.Name)) is { IsSet: true } stated)
            finding.AlsoAt(stated.Node, "the type");
    }

    /// <summary>The DaemonSets on the host's network that are known beside aws-node and kube-proxy: they take no address.</summary>
    private static int CountOtherHostPods(ClusterConfig cluster, ClusterNodeGroup group, ManifestSet manifests)
    {
        var count = group.HasFabricAdapters ? 1 : 0;
        foreach (var addon in cluster.Addons)
        {
            if (addon.Name.Text is "eks-pod-identity-agent" or "aws-efs-csi-driver")
                count++;
        }

        return count + manifests.OfKind("apps", DaemonSet.Kind)
            .Where(static manifest => manifest.Name is not ("aws-node" or "kube-proxy"))
            .Count(static manifest => DaemonSet.From(manifest).Spec.Template.Spec.HostNetwork.IsTrue);
    }
}
