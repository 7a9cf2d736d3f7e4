using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4001: a NetworkPolicy whose podSelector matches no pod.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/api/networking/v1/types.go, NetworkPolicySpec: a policy concerns the pods of its own namespace that the
/// podSelector selects; an empty one selects all.</remarks>
public sealed class PolicySelectsNothing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4001",
        title: "A NetworkPolicy selects no pod",
        messageFormat: "NetworkPolicy '{0}' selects {1}, which no pod in namespace '{2}' carries",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy protects nothing; the pods that it is meant for stay open.",
        helpLinkUri: RuleHelp.Uri("EKS4001"),
        customTags: "policy-selects-nothing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        var selector = Selector.From(context.Object.Spec.PodSelector);
        var podNamespace = context.Manifest.Namespace;
        if (selector.IsEmpty)
            return;
        if (!context.Manifests.KnowsAllPodsNear(context.Manifest, podNamespace))
        {
            // The pods of a namespace of which the set holds none may come from anywhere.
            if (context.Manifests.FindLeftBehind(selector, context.Manifest) is { } leftBehind)
                context.Report(Rule, selector.Node, context.Manifest.Name, selector.Key, podNamespace).WithSeverity(DiagnosticSeverity.Info).DidYouMean(leftBehind);
            return;
        }

        if (!context.Manifests.HasNoPods(selector, podNamespace, context.Manifest.Place))
            return;

        var miss = context.Manifests.FindNearMiss(selector, context.Manifest);
        var finding = context.Report(Rule, miss?.Requirement?.Node ?? selector.Node, context.Manifest.Name, selector.Key, podNamespace).DidYouMean(miss);
        if (miss is null && !context.Manifests.HasOwnPods(context.Manifest, selector))
            finding.WithSeverity(DiagnosticSeverity.Info);
    }
}
