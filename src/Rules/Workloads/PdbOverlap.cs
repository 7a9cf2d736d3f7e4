using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1019: two PodDisruptionBudgets cover the same pods.</summary>
/// <remarks>kubernetes/kubernetes, pkg/registry/core/pod/storage/eviction.go: "This pod has more than one PodDisruptionBudget, which the eviction subresource
/// does not support", with status 500.</remarks>
public sealed class PdbOverlap : ManifestAnalyzer
{
    // Among more pods under one selector, the first ones stand for all.
    private const int MostPods = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1019",
        title: "Two PodDisruptionBudgets cover the same pods",
        messageFormat: "{0} covers the pods of {1}, which {2} covers too",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each eviction of such a pod is answered with status 500: nodes that run one cannot be drained, whatever the budgets would allow.",
        helpLinkUri: RuleHelp.Uri("EKS1019"),
        customTags: "pdb-overlap");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        if (!context.MayReportOn("policy", PodDisruptionBudget.Kind))
            return;
        var claims = new DeploymentIndex<PodSource>();
        foreach (var manifest in context.Manifests.OfKind("policy", PodDisruptionBudget.Kind).Where(static manifest => !manifest.IsTransformed))
        {
            var budget = PodDisruptionBudget.From(manifest);
            var isReported = false;
            foreach (var pods in CoveredBy(budget, context.Manifests))
            {
                if (claims.Claim(pods, manifest, budget.Spec.Selector.Node) is not { } earlier || isReported)
                    continue;
                isReported = true;
                var finding = context.ReportIn(manifest, Rule, budget.Spec.Selector.Node, manifest.ToString(), pods.Owner.ToString(), earlier.Manifest.ToString())
                    .AlsoAt(earlier.Node, "the other budget")
                    .AlsoAt(pods.LabelsNode, "the labels of the pods");
                if (!earlier.IsCertain)
                    finding.WithSeverity(DiagnosticSeverity.Warning);
            }
        }
    }

    private static IEnumerable<PodSource> CoveredBy(PodDisruptionBudget budget, ManifestSet manifests)
    {
        var selector = Selector.From(budget.Spec.Selector);
        return manifests.PodsSelectedBy(budget)?.Pods.Take(MostPods).Where(pods => !pods.Owner.IsTransformed && selector.SurelyMatches(pods)) ?? [];
    }
}
