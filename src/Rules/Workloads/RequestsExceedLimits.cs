using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1032: a request above the limit of the same resource.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateContainerResourceRequirements; extended resources and huge pages cannot be
/// overcommitted, so their request and limit are equal: pkg/apis/core/helper, IsOvercommitAllowed.</remarks>
public sealed class RequestsExceedLimits : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1032",
        title: "A request is larger than its limit",
        messageFormat: "{0} requests {1} {2}, {3} its limit of {4}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1032"),
        customTags: "requests-exceed-limits");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.Owner.IsTransformed)
            return;
        foreach (var container in context.Pods.AllContainers)
            Check(context, $"Container '{container.Name.Text}'", container.Resources);
        Check(context, "The pod", context.Pods.Spec.Resources);
    }

    private static void Check(PodTemplateAnalysisContext context, string who, ResourceRequirements resources)
    {
        var limits = new Dictionary<string, QuantityValue>(StringComparer.Ordinal);
        foreach (var (name, limit) in resources.Limits)
            limits[name] = limit;
        foreach (var (name, request) in resources.Requests)
        {
            if (request.Quantity is not { } requested || !limits.TryGetValue(name, out var limit) || limit.Quantity is not { } allowed)
                continue;
            if (requested > allowed || (requested != allowed && !MayBeOvercommitted(name)))
                context.Report(Rule, request, who, request.ToString(), name, requested > allowed ? "more than" : "other than", limit.ToString()).AlsoAt(limit.Node, "the limit");
        }
    }

    private static bool MayBeOvercommitted(string resource) =>
        !resource.StartsWith("hugepages-", StringComparison.Ordinal)
        && (!resource.Contains('/', StringComparison.Ordinal) || resource.Contains("kubernetes.io/", StringComparison.Ordinal));
}
