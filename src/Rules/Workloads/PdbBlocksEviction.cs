using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1018: a PodDisruptionBudget that never lets a pod be evicted.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/disruption/disruption.go, getExpectedPodCount: percentages of either field are rounded up; a number in
/// minAvailable is compared with the pods themselves, everything else with the replicas of their controllers. Amazon EKS user guide, "Update a managed
/// node group": an update fails with PodEvictionFailure where pods cannot be evicted in 15 minutes.</remarks>
public sealed class PdbBlocksEviction : ManifestAnalyzer
{
    private const int MostRelated = 4;

    // A budget over more workloads than these is not counted.
    private const int MostWorkloads = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1018",
        title: "A PodDisruptionBudget never lets a pod be evicted",
        messageFormat: "PodDisruptionBudget '{0}' never lets a pod be evicted: {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "No node that runs such a pod can be drained: updates of node groups fail with PodEvictionFailure, and nodes are not scaled down.",
        helpLinkUri: RuleHelp.Uri("EKS1018"),
        customTags: "pdb-blocks-eviction");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<PodDisruptionBudget>(Analyze);

    private static void Analyze(ObjectAnalysisContext<PodDisruptionBudget> context)
    {
        var (budget, spec) = (context.Object, context.Object.Spec);
        if (context.Manifest.IsTransformed || context.Manifests.PodsSelectedBy(budget) is not { } pods || spec.Selector.Node.IsNull || (spec.MinAvailable.IsSet && spec.MaxUnavailable.IsSet))
            return;
        // Nothing to protect is another mistake; what runs to its end may be kept from eviction for as long as that takes.
        if (pods.Pods.Count == 0 ? context.Manifests.KnowsPodsNear(context.Manifest) : pods.Pods.Take(MostWorkloads).All(RunsToItsEnd))
            return;

        if (spec.MaxUnavailable.Number == 0 || spec.MaxUnavailable.Percentage == 0)
            context.Report(Rule, spec.MaxUnavailable, budget.Name, $"maxUnavailable is {spec.MaxUnavailable}");
        else if (spec.MinAvailable.Percentage >= 100)
            context.Report(Rule, spec.MinAvailable, budget.Name, $"minAvailable is {spec.MinAvailable}");
        else if (spec.MinAvailable.IsSet && pods.Pods.Count <= MostWorkloads && pods.AreKnown && context.Manifests.KnowsPodsNear(context.Manifest))
            AnalyzeCount(context, pods);
    }

    private static bool RunsToItsEnd(PodSource pods) => pods.Owner.Group == "batch";

    private static void AnalyzeCount(ObjectAnalysisContext<PodDisruptionBudget> context, PodSelection pods)
    {
        var minimum = context.Object.Spec.MinAvailable;
        var counts = new List<ReplicaCount>(pods.Pods.Count);
        foreach (var source in pods.Pods)
        {
            // A pod of its own has no controller whose replicas a percentage could be of.
            if (context.Manifests.ReplicasOf(source) is not { } count || (minimum.IsName && source.Owner.Is("", Pod.Kind)))
                return;
            counts.Add(count);
        }

        var total = counts.Sum(static count => count.Count);
        var wanted = minimum.Percentage is { } percentage ? (percentage * total + 99) / 100 : minimum.Number;
        if (total == 0 || wanted is null || wanted < total)
            return;
        var arithmetic = minimum.Percentage is null ? $"minAvailable is {minimum}, and its pods are {total}" : $"minAvailable, {minimum} of {total} pods, is rounded up to {wanted}";
        var finding = context.Report(Rule, minimum, context.Object.Name, arithmetic)
            .WithHint(total == 1 ? "with a single pod, maxUnavailable: 1 lets it move; else run two" : "maxUnavailable: 1 follows the number of pods");
        foreach (var count in counts.Take(MostRelated))
            finding.AlsoAt(count.Node, count.Node.IsScalar ? "the pods that there are" : "one pod, as nothing else is stated");
    }
}
