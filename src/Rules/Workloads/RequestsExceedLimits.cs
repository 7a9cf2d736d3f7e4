using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1032: a request above the limit of the same resource.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateContainerResourceRequirements; extended resources and huge pages cannot be
/// overcommitted, so their request and limit are equal: pkg/apis/core/helper, IsOvercommitAllowed.</remarks>
public sealed class RequestsExceedLimits : ManifestAnalyzer
{
    // Comparing few names is cheaper than hashing them.
    private const int Few = 8;

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
            Check(context, container, container.Resources);
        Check(context, default, context.Pods.Spec.Resources);
    }

    private static void Check(PodTemplateAnalysisContext context, Container container, ResourceRequirements resources)
    {
        var (requests, limits) = (resources.Requests, resources.Limits);
        if (!requests.IsSet || !limits.IsSet)
            return;
        var ofName = AreFew(limits) ? null : IndexByName(limits);
        foreach (var request in requests.Node.Children)
        {
            var limit = ofName is null ? FindLast(limits, request.KeyUtf8) : ofName.GetValueOrDefault(request.Key ?? "");
            if (limit.Quantity is not { } allowed || new QuantityValue(request).Quantity is not { } requested || requested == allowed)
                continue;
            if (requested > allowed || !MayBeOvercommitted(request.Key ?? ""))
                Report(context, container, request, limit.Node, requested > allowed ? "more than" : "other than");
        }
    }

    private static bool AreFew(MapValue<QuantityValue> limits)
    {
        var count = 0;
        foreach (var _ in limits.Node.Children)
        {
            if (++count > Few)
                return false;
        }

        return true;
    }

    private static QuantityValue FindLast(MapValue<QuantityValue> limits, ReadOnlySpan<byte> name)
    {
        var last = default(YamlNode);
        foreach (var limit in limits.Node.Children)
        {
            if (limit.KeyUtf8.SequenceEqual(name))
                last = limit;
        }

        return new QuantityValue(last);
    }

    private static Dictionary<string, QuantityValue> IndexByName(MapValue<QuantityValue> limits)
    {
        var ofName = new Dictionary<string, QuantityValue>(StringComparer.Ordinal);
        foreach (var (name, limit) in limits)
            ofName[name] = limit;
        return ofName;
    }

    private static void Report(PodTemplateAnalysisContext context, Container container, YamlNode request, YamlNode limit, string comparison)
    {
        var who = container.Node.Exists ? $"Container '{container.Name.Text}'" : "The pod";
        context.Report(Rule, request, who, request.Text, request.Key ?? "", comparison, limit.Text).AlsoAt(limit, "the limit");
    }

    private static bool MayBeOvercommitted(string resource) =>
        !resource.StartsWith("hugepages-", StringComparison.Ordinal)
        && (!resource.Contains('/', StringComparison.Ordinal) || resource.Contains("kubernetes.io/", StringComparison.Ordinal));
}
