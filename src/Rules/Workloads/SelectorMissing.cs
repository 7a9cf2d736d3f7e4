using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1002: an apps/v1 workload without selector, or with one that selects everything.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/apps/validation/validation.go: "empty selector is invalid". Since apps/v1 nothing is derived from the template.</remarks>
public sealed class SelectorMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1002",
        title: "The workload selects no pods",
        messageFormat: "{0} has {1}, so it selects no pods",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1002"),
        customTags: "selector-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<DaemonSet>(static context => Check(context, context.Object.Spec.Selector));
        context.RegisterObjectAction<Deployment>(static context => Check(context, context.Object.Spec.Selector));
        context.RegisterObjectAction<ReplicaSet>(static context => Check(context, context.Object.Spec.Selector));
        context.RegisterObjectAction<StatefulSet>(static context => Check(context, context.Object.Spec.Selector));
    }

    private static void Check(ObjectAnalysisContext context, LabelSelector selector)
    {
        var spec = context.Manifest.Spec;
        if (context.Manifest.IsTransformed || !spec.IsMapping || !(selector.Node.IsNull || IsEmpty(selector)))
            return;
        var finding = context.Report(Rule, selector.Node.Exists ? selector.Node : spec, context.Manifest.ToString(), selector.IsSet ? "an empty selector" : "no selector");
        var template = new PodTemplateSpec(spec["template"u8]);
        if (WriteSelector(template.Metadata.Labels) is not { } source)
            return;
        finding.WithFix(
            "Select the labels of the template",
            FixSafety.Offer,
            selector.Node.Exists && !selector.Node.Span.IsEmpty ? YamlEdit.ReplaceSource(selector.Node, source)
            : selector.Node.Exists ? null
            : YamlEdit.AddEntryBefore(template.Node, "selector", source));
    }

    private static bool IsEmpty(LabelSelector selector) =>
        selector.IsSet && IsEmpty(selector.MatchLabels.Node) && IsEmpty(selector.MatchExpressions.Node);

    private static bool IsEmpty(YamlNode node) => node.IsNull || (!node.IsScalar && node.Count == 0);

    /// <summary>A selector cannot be changed later, so what changes with a release is left out.</summary>
    private static string? WriteSelector(MapValue<StringValue> labels)
    {
        var written = new List<string>();
        foreach (var (key, value) in labels)
        {
            if (value.IsUnknown || !value.IsSet || Placeholder.IsUnknown(key))
                return null;
            if (key is not ("version" or "chart" or "release-version") && !key.EndsWith("/version", StringComparison.Ordinal) && !key.EndsWith("/chart", StringComparison.Ordinal))
                written.Add(YamlEdit.Write(key, NodeStyle.Plain) + ": " + YamlEdit.Write(value.Text, NodeStyle.Plain));
        }

        return written.Count > 0 ? "{matchLabels: {" + string.Join(", ", written) + "}}" : null;
    }
}
