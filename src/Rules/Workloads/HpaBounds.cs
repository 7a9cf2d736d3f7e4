using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1014: an autoscaler with bounds that no number of replicas meets.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/autoscaling/validation/validation.go, validateHorizontalPodAutoscalerSpec; minReplicas 0 needs the feature HPAScaleToZero
/// (alpha and off up to 1.36, on from 1.37; kubernetes/enhancements, KEP-2021) and a metric of type Object or External.</remarks>
public sealed class HpaBounds : ManifestAnalyzer
{
    private static readonly KubernetesVersion FirstWithZero = new(1, 37);

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1014",
        title: "An autoscaler's bounds are refused",
        messageFormat: "{0} {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1014"),
        customTags: "hpa-bounds");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        if (!context.Manifest.Is("autoscaling", "HorizontalPodAutoscaler") || context.Manifest.IsTransformed)
            return;
        var spec = new HorizontalPodAutoscalerSpec(context.Manifest.Spec);
        if (spec.MaxReplicas.Number is < 1 and var max)
            Report(context, spec.MaxReplicas, $"may have at most {max} replicas, but maxReplicas must be 1 or more");
        else if (spec.MinReplicas.Number is > 0 and var min && spec.MaxReplicas.Number < min)
            Report(context, spec.MaxReplicas, $"must have at least {min} replicas and at most {spec.MaxReplicas.Number}").AlsoAt(spec.MinReplicas.Node, "at least");

        if (spec.MinReplicas.Number < 0)
            Report(context, spec.MinReplicas, $"must have at least {spec.MinReplicas.Number} replicas, but that is no number of them");
        else if (spec.MinReplicas.Number == 0)
            CheckZero(context, spec);
    }

    private static void CheckZero(ManifestAnalysisContext context, HorizontalPodAutoscalerSpec spec)
    {
        var version = context.KubernetesVersionOf(context.Manifest, out _);
        if (version < FirstWithZero)
            Report(context, spec.MinReplicas, $"wants minReplicas 0, which Kubernetes {version} refuses");
        else if (!spec.Metrics.AsEnumerable().Any(static metric => metric.Type.Is("Object") || metric.Type.Is("External") || metric.Type.IsUnknown) && !Values.Placeholder.IsUnknown(spec.Metrics.Node.Text))
            Report(context, spec.MinReplicas, "wants minReplicas 0, but has no metric of type Object or External, and without pods there are no others");
    }

    private static DiagnosticBuilder Report(ManifestAnalysisContext context, IntegerValue place, string problem) =>
        context.Report(Rule, place, context.Manifest.ToString(), problem);
}
