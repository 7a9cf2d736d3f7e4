using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1016: a workload states its replicas, and an autoscaler sets them too.</summary>
/// <remarks>Kubernetes documentation, Horizontal Pod Autoscaling, "Migrating Deployments and StatefulSets to horizontal autoscaling". An autoscaler leaves
/// a workload with no replicas alone: kubernetes/kubernetes, pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler.</remarks>
public sealed class HpaAndReplicas : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1016",
        title: "Replicas are stated though an autoscaler sets them",
        messageFormat: "{0} states replicas: {1}, a number that {2} sets: every apply takes it back to {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Each deployment throws away what the autoscaler has found: under load, pods are taken away until it has scaled up again.",
        helpLinkUri: RuleHelp.Uri("EKS1016"),
        customTags: "hpa-and-replicas");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        var scalers = context.Manifests.ScalersOf(owner);
        if (scalers.Count > 0 && !owner.IsTransformed && !owner.IsFromCluster)
            Check(context, owner, scalers);
    }

    private static void Check(PodTemplateAnalysisContext context, ManifestObject owner, IReadOnlyList<Scaler> scalers)
    {
        var replicas = new IntegerValue(owner.Spec["replicas"u8]);
        if (replicas.Number is not > 0)
            return;
        var scaler = scalers.FirstOrDefault(scaler => scaler.Manifest.Place.IsDeployedWith(owner.Place));
        if (scaler is null || scaler.Manifest.IsTransformed || IsFixed(scaler, replicas))
            return;
        context.Report(Rule, replicas, owner.ToString(), replicas.ToString(), scaler.Manifest.ToString())
            .AlsoAt(ScaleTarget.Of(scaler.Manifest).Node, "the autoscaler's target")
            .WithFix("Remove 'replicas'", FixSafety.Offer, YamlEdit.RemoveEntry(replicas.Node));
    }

    /// <summary>Whether the autoscaler may not choose another number.</summary>
    private static bool IsFixed(Scaler scaler, IntegerValue replicas) =>
        scaler.Least == replicas.Number && new IntegerValue(scaler.MostNode).Number == replicas.Number;
}
