using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1003: a workload whose selector matches the pods of another workload too.</summary>
/// <remarks>Kubernetes documentation, Deployments, "Selector": two workloads with overlapping selectors conflict. Pods that have a controller are not
/// adopted (kubernetes/kubernetes, pkg/controller/controller_ref_manager.go), but whoever lists pods by the selector gets those of both: the
/// HorizontalPodAutoscaler (pkg/controller/podautoscaler/replica_calculator.go), kubectl exec, logs and port-forward. Pods of Jobs are left out: they end.</remarks>
public sealed class SelectorsOverlap : ManifestAnalyzer
{
    // Among more pods under one selector, the first ones stand for all.
    private const int MostPods = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1003",
        title: "The selectors of two workloads overlap",
        messageFormat: "The selector of {0} ({1}) matches the pods of {2} too",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An autoscaler averages the pods of both, and kubectl exec, logs and port-forward pick one of either; pods without a controller are adopted.",
        helpLinkUri: RuleHelp.Uri("EKS1003"),
        customTags: "selectors-overlap");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        if (owner.IsTransformed || HasOwner(owner) || SelectorOf(context.Pods) is not { IsEmpty: false } selector || !selector.SurelyMatches(context.Pods))
            return;
        if (context.Manifests.IsTooBroad(selector, owner.Namespace))
            return;
        var selected = context.Manifests.PodsSelectedBy(selector, owner).Pods;
        for (var i = 0; i < selected.Count && i < MostPods; i++)
        {
            var other = selected[i];
            if (!IsOther(other.Owner, owner) || !selector.SurelyMatches(other) || IsReportedThere(other, context.Pods))
                continue;
            var finding = context.Report(Rule, selector.Node, owner.ToString(), selector.Key, other.Owner.ToString())
                .AlsoAt(other.LabelsNode, "the labels of the other's pods")
                .WithHint(HintFor(context.Manifests, owner, other.Owner));
            if (!AreSurelyTogether(owner, other.Owner))
                finding.WithSeverity(DiagnosticSeverity.Info);
            return;
        }
    }

    /// <summary>The selector of a workload of Kubernetes; null where a controller makes one that matches nothing else.</summary>
    private static Selector? SelectorOf(PodSource pods)
    {
        var owner = pods.Owner;
        if (owner.Group == "apps" || (owner.Is("batch", "Job") && new BooleanValue(owner.Spec["manualSelector"u8]).IsTrue))
            return pods.OwnerSelector;
        return owner.Is("", "ReplicationController") ? Selector.From(new MapValue<StringValue>(owner.Spec["selector"u8])) : null;
    }

    private static bool IsOther(ManifestObject other, ManifestObject owner) =>
        other != owner
        && other.Identity != owner.Identity
        && !other.IsTransformed
        && !HasOwner(other)
        && (other.Group == "apps" || other.Is("", "ReplicationController") || other.Is("", "Pod"))
        && other.Place.IsDeployedWith(owner.Place);

    /// <summary>Whether a manifest is a copy from a cluster of what a controller made there.</summary>
    private static bool HasOwner(ManifestObject manifest) => manifest.Metadata["ownerReferences"u8].Count > 0;

    /// <summary>Where each selects the other's pods, the later one is reported.</summary>
    private static bool IsReportedThere(PodSource other, PodSource pods)
    {
        var order = string.CompareOrdinal(pods.Owner.File.Path, other.Owner.File.Path);
        var isFirst = order < 0 || (order == 0 && pods.Owner.Root.Span.Start < other.Owner.Root.Span.Start);
        return isFirst && SelectorOf(other) is { IsEmpty: false } selector && selector.SurelyMatches(other) && selector.SurelyMatches(pods);
    }

    /// <summary>What stands in files of their own may be meant as alternatives.</summary>
    private static bool AreSurelyTogether(ManifestObject owner, ManifestObject other) =>
        owner.File == other.File || (owner.Kustomization is not null && owner.Kustomization == other.Kustomization) || (owner.Scope is not null && owner.Scope == other.Scope);

    private static string? HintFor(ManifestSet manifests, ManifestObject owner, ManifestObject other)
    {
        var scaler = manifests.ScalersOf(owner).Concat(manifests.ScalersOf(other)).FirstOrDefault();
        return scaler is null ? null : $"{scaler.Manifest} averages the load of both";
    }
}
