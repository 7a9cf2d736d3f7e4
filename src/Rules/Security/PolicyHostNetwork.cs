using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4010: a NetworkPolicy selects pods that use the network of their node.</summary>
/// <remarks>Kubernetes documentation, Network Policies, "NetworkPolicy and hostNetwork pods"; aws/amazon-network-policy-controller-k8s,
/// pkg/resolvers/endpoints.go, computePodSelectorEndpoints, passes over pods with hostNetwork.</remarks>
public sealed class PolicyHostNetwork : ManifestAnalyzer
{
    private const int MostPods = 4;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4010",
        title: "A NetworkPolicy on pods with hostNetwork",
        messageFormat: "NetworkPolicy '{0}' selects the pods of {1}, which use the network of their node: nothing is enforced there",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Traffic from and to these pods is neither limited nor told from that of the node.",
        helpLinkUri: RuleHelp.Uri("EKS4010"),
        customTags: "policy-host-network");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        var selector = Selector.From(context.Object.Spec.PodSelector);
        if (context.Manifest.IsTransformed)
            return;
        var onHost = context.Manifests.PodsSelectedBy(context.Object).Pods
            .Where(pods => pods.Spec.HostNetwork.IsTrue && !pods.Owner.IsTransformed && IsMeant(context, pods))
            .Take(MostPods)
            .ToArray();
        if (onHost is not [var first, ..])
            return;

        var finding = context.Report(Rule, context.Object.Spec.PodSelector, context.Manifest.Name, first.Owner);
        foreach (var pods in onHost)
            finding.AlsoAt(pods.Spec.HostNetwork.Node, $"{pods.Owner} uses the network of its node");

        // Who selects a whole namespace did not have these pods in mind.
        if (selector.IsEmpty)
            finding.WithSeverity(DiagnosticSeverity.Info);
    }

    private static bool IsMeant(ObjectAnalysisContext<NetworkPolicy> context, PodSource pods) =>
        context.Manifests.IsOnlyOne(pods.Owner) || context.Manifest.Place.IsDeployedWith(pods.Owner.Place);
}
