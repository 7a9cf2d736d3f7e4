using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model.Eksctl;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Capacity;

/// <summary>EKS7013: the workloads of a cluster keep more pods running than the nodes on which they can run hold.</summary>
/// <remarks>A node holds no more pods than the kubelet's maximum, and no more with addresses of their own than the VPC CNI has. Sources:
/// aws/amazon-vpc-cni-k8s, scripts/gen_vpc_ip_limits.go; awslabs/amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go; Amazon EKS user guide, "How
/// maxPods is determined"; eksctl-io/eksctl, pkg/cfn/builder/nodegroup.go (sizes of groups).</remarks>
public sealed class ReplicasExceedPodSlots : ManifestAnalyzer
{
    private const int MostRelated = 4;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS7013",
        title: "More replicas than the nodes hold pods",
        messageFormat: "{0} pods have to run on {1}, which {2} for {3}: {4}",
        RuleCategories.Capacity,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The surplus pods stay Pending, or get no address and stay in ContainerCreating.",
        helpLinkUri: RuleHelp.Uri("EKS7013"),
        customTags: "replicas-exceed-pod-slots");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        foreach (var cluster in context.Manifests.OfKind("eksctl.io", ClusterConfig.Kind))
        {
            foreach (var shortage in PodCapacity.FindShortages(ClusterConfig.From(cluster), context.Manifests, context.ClusterOf(cluster).Settings))
                Report(context, shortage);
        }
    }

    private static void Report(ManifestSetAnalysisContext context, PodShortage shortage)
    {
        var largest = shortage.Pods[0];
        var groups = shortage.Groups.Count == 1 ? $"node group '{shortage.Groups[0].Name}'" : $"{shortage.Groups.Count} node groups";
        var room = shortage.IsAtMaximum ? "even at maxSize have room" : "at desiredCapacity have room, with nothing that adds nodes,";
        if (shortage.Groups.Count == 1)
            room = room.Replace("have", "has", StringComparison.Ordinal);
        var finding = context.ReportIn(largest.Owner, Rule, largest.CountNode, shortage.Needed, groups, room, shortage.Room, shortage.Arithmetic)
            .WithSeverity(
                !shortage.IsCertain ? DiagnosticSeverity.Info
                : shortage is { IsAtMaximum: true, AssumesDefaults: false } ? DiagnosticSeverity.Error
                : DiagnosticSeverity.Warning)
            .WithHint(shortage.AssumesDefaults ? "the VPC CNI's default settings are assumed, as no file states them: no prefix delegation" : null)
            .WithHint(shortage.IsCertain ? null : "some workloads of the directory could not be counted, or fit on none of the groups");
        foreach (var group in shortage.Groups.Take(MostRelated))
            finding.AlsoAt(group.SizeNode, "the nodes of the group");
        foreach (var other in shortage.Pods.Skip(1).Take(MostRelated))
            finding.AlsoAt(other.CountNode, $"{other.Count} of the pods");
    }
}
