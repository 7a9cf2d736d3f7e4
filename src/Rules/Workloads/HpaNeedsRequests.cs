using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1015: an autoscaler works with the utilisation of a resource that a container of its target does not request.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/podautoscaler/replica_calculator.go, calculatePodRequests: utilisation is usage by requests, those of all
/// containers and native sidecars, and one without a request is an error; requests of the pod itself count instead. pkg/apis/core/v1/defaults.go,
/// SetDefaults_Pod: a limit is the default request. pkg/apis/autoscaling/v2/defaults.go: without metrics, 80% of the CPU is the target.</remarks>
public sealed class HpaNeedsRequests : ManifestAnalyzer
{
    private const string Cpu = "cpu";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1015",
        title: "The autoscaler needs requests that a container does not make",
        messageFormat: "{0} works with the utilisation of {1}, which is a share of the request, but {2} of {3} requests none",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The autoscaler shows <unknown> for the metric and reports FailedGetResourceMetric: it never scales by it.",
        helpLinkUri: RuleHelp.Uri("EKS1015"),
        customTags: "hpa-needs-requests");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(static context =>
    {
        if (context.Manifest is { ApiVersion: "autoscaling/v1" or "autoscaling/v2", Kind: "HorizontalPodAutoscaler", IsTransformed: false })
            Analyze(context);
    });

    private static void Analyze(ManifestAnalysisContext context)
    {
        var target = ScaleTarget.Of(context.Manifest);
        var workloads = context.Manifests.FindAllNearest(target.Group, target.Kind, context.Manifest.Namespace, target.Name.Text, context.Manifest.Place);
        if (workloads is not [{ IsTransformed: false } workload] || !workload.Place.IsDeployedWith(context.Manifest.Place) || workload.Pods is not { } pods)
            return;
        foreach (var (resource, container, node) in Utilisations(context.Manifest))
        {
            if (resource.Length == 0 || IsGiven(pods.Spec.Resources, resource) || context.Manifests.MayGiveRequests(workload, resource))
                continue;
            var lacking = pods.RunningContainers
                .Where(candidate => (container is null || candidate.Name.Is(container)) && !IsGiven(candidate.Resources, resource))
                .ToArray();
            if (lacking is not [var first, ..])
                continue;
            var finding = context.Report(Rule, node, context.Manifest.ToString(), resource, $"container '{first.Name}'", workload.ToString());
            foreach (var other in lacking.Take(4))
                finding.AlsoAt(other.Name.Node, $"container '{other.Name}' requests no {resource}");
        }
    }

    /// <summary>The resources whose utilisation counts; the container where it is that of one, and the node that says so.</summary>
    private static IEnumerable<(string Resource, string? Container, YamlNode Node)> Utilisations(ManifestObject manifest)
    {
        var spec = HorizontalPodAutoscaler.From(manifest).Spec;
        if (manifest.ApiVersion == "autoscaling/v1")
        {
            // What autoscaling/v1 has no field for is kept in an annotation.
            var percentage = spec.Node["targetCPUUtilizationPercentage"u8];
            if (!percentage.IsNull || manifest.Metadata["annotations"u8]["autoscaling.alpha.kubernetes.io/metrics"u8].IsNull)
                yield return (Cpu, null, percentage.IsNull ? spec.ScaleTargetRef.Node : percentage);
            yield break;
        }

        if (spec.Metrics.Node.IsNull || (spec.Metrics.IsSet && spec.Metrics.Count == 0))
            yield return (Cpu, null, spec.ScaleTargetRef.Node);
        foreach (var metric in spec.Metrics)
        {
            if (metric.Type.Is("Resource") && IsUtilisation(metric.Resource.Target))
                yield return (metric.Resource.Name.Text, null, metric.Resource.Name.Node);
            else if (metric.Type.Is("ContainerResource") && IsUtilisation(metric.ContainerResource.Target))
                yield return (metric.ContainerResource.Name.Text, metric.ContainerResource.Container.Text, metric.ContainerResource.Name.Node);
        }
    }

    private static bool IsUtilisation(MetricTarget target) => target.Type.Is("Utilization") && !target.AverageUtilization.Node.IsNull;

    private static bool IsGiven(ResourceRequirements resources, string resource) =>
        !resources.Requests[resource].Node.IsNull || !resources.Limits[resource].Node.IsNull
        || resources.Node is { IsMapping: false, IsNull: false };
}
