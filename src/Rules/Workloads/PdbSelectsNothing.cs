using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1017: a PodDisruptionBudget that selects no pod.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/disruption/disruption.go, getPodsForPdb: the pods are those of the budget's own namespace. An empty selector
/// selects all of them, a missing one none: staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector.</remarks>
public sealed class PdbSelectsNothing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1017",
        title: "A PodDisruptionBudget selects no pod",
        messageFormat: "PodDisruptionBudget '{0}' {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The budget protects nothing: a node is drained without regard for the pods that it was written for.",
        helpLinkUri: RuleHelp.Uri("EKS1017"),
        customTags: "pdb-selects-nothing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<PodDisruptionBudget>(Analyze);

    private static void Analyze(ObjectAnalysisContext<PodDisruptionBudget> context)
    {
        var budget = context.Object;
        if (budget.Spec.Selector.Node.IsNull)
        {
            if (budget.Spec.Node.IsMapping && !context.Manifest.IsTransformed)
                context.Report(Rule, budget.Spec.Node, budget.Name, "has no selector, so it covers no pod");
            return;
        }

        var selector = Selector.From(budget.Spec.Selector);
        var problem = $"selects {selector.Key}, which no pod in namespace '{context.Manifest.Namespace}' carries";
        if (!context.Manifests.KnowsPodsNear(context.Manifest))
        {
            // The pods of a namespace of which the set holds none may come from anywhere.
            if (context.Manifests.FindLeftBehind(selector, context.Manifest) is { } leftBehind)
                context.Report(Rule, selector.Node, budget.Name, problem).WithSeverity(DiagnosticSeverity.Info).DidYouMean(leftBehind);
            return;
        }

        if (selector.IsEmpty || context.Manifests.PodsSelectedBy(budget) is not { Pods.Count: 0 })
            return;
        var miss = context.Manifests.FindNearMiss(selector, context.Manifest);

        // Pods of other labels say nothing where the budget's own may be made by something else.
        if (miss is null && !context.Manifests.HasOwnPods(context.Manifest, selector))
            return;
        var finding = context.Report(Rule, miss?.Requirement?.Node ?? selector.Node, budget.Name, problem).DidYouMean(miss);
        if (miss is { Value: { } value, Requirement: { Node.IsScalar: true } requirement })
            finding.WithFix($"Select '{value}'", FixSafety.Offer, YamlEdit.ReplaceText(requirement.Node, value));
    }
}
