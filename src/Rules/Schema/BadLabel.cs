using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0112: a label or annotation whose key or value is refused.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation, ValidateLabels; pkg/api/validation/objectmeta.go,
/// ValidateAnnotations: keys ignore case, all together hold at most 256 KiB.</remarks>
public sealed class BadLabel : ManifestAnalyzer
{
    // TotalAnnotationSizeLimitB in objectmeta.go.
    private const int MostAnnotationBytes = 256 * 1024;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0112",
        title: "A label or annotation is refused",
        messageFormat: "{0}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0112"),
        customTags: "bad-label");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterManifestAction(static context =>
        {
            if (context.Manifest.Schema is not { Scope: KindScope.Namespaced or KindScope.Cluster })
                return;
            CheckMetadata(context, context.Manifest.Root["metadata"u8]);
            var selector = context.Manifest.Root["spec"u8]["selector"u8];
            CheckLabels(context, context.Manifest.Is("", "Service") ? selector : selector["matchLabels"u8], "selector");
        });
        context.RegisterPodTemplateAction(static context =>
        {
            if (context.Pods.Template != context.Pods.Owner.Root)
                CheckMetadata(context, context.Pods.Template["metadata"u8]);
            CheckLabels(context, context.Pods.Template["spec"u8]["nodeSelector"u8], "node selector");
        });
    }

    private static void CheckMetadata(ReportingContext context, YamlNode metadata)
    {
        CheckLabels(context, metadata["labels"u8], "label");
        var annotations = metadata["annotations"u8];
        var bytes = 0;
        foreach (var annotation in annotations.Children)
        {
            bytes += annotation.KeySpan.Length + annotation.Span.Length;
            if (!NameFormat.IsQualifiedName(annotation.KeyUtf8) && annotation.Key is { } key && !Placeholder.IsUnknown(key) && NameFormat.AnnotationKey(key) is { } problem)
                context.Report(Rule, annotation.KeyLocation, annotation, $"'{key}' is no annotation key: it {problem}");
        }

        if (bytes > MostAnnotationBytes)
            context.Report(Rule, annotations.KeyLocation, annotations, $"The annotations hold {bytes} bytes, and all together may hold {MostAnnotationBytes}");
    }

    private static void CheckLabels(ReportingContext context, YamlNode labels, string what)
    {
        foreach (var label in labels.Children)
        {
            if (!NameFormat.IsQualifiedName(label.KeyUtf8) || !label.TryGetUtf8(out var value) || !NameFormat.IsLabelValue(value))
                CheckLabel(context, label, what);
        }
    }

    private static void CheckLabel(ReportingContext context, YamlNode label, string what)
    {
        if (label.Key is { } key && !Placeholder.IsUnknown(key) && NameFormat.QualifiedName(key) is { } keyProblem)
            context.Report(Rule, label.KeyLocation, label, $"'{key}' is no {what} key: it {keyProblem}");
        if (label.IsScalar && label.Value.Kind == ScalarKind.String && !Placeholder.IsUnknown(label) && NameFormat.LabelValue(label.Text) is { } problem)
            context.Report(Rule, label, $"'{label.Text}' is no {what} value: it {problem}");
    }
}
