using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0006: a document that was meant to be an object and lacks apiVersion or kind.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/runtime: an object is decoded by both. Other tools' files have neither metadata nor spec, or
/// a kind that Kubernetes does not know, and are passed over in silence.</remarks>
public sealed class NotAManifest : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0006",
        title: "The document lacks apiVersion or kind",
        messageFormat: "This document looks like {0} but has no '{1}'",
        RuleCategories.Syntax,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "kubectl refuses the document; everything else of ekslint passes it over.",
        helpLinkUri: RuleHelp.Uri("EKS0006"),
        customTags: "not-a-manifest");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterDocumentAction(Analyze);

    private static void Analyze(DocumentAnalysisContext context)
    {
        var root = context.Document.Root;
        if (context.ObjectCount > 0 || context.IsPatch || !root["metadata"].IsMapping)
            return;
        if (root["kind"] is { IsScalar: true, Text.Length: > 0 } kind && root["apiVersion"].IsNull)
        {
            var kinds = FindKinds(kind.Text);
            if (kinds.Length > 0)
                context.Report(Rule, kind, $"a {kind.Text}", "apiVersion").WithHint(kinds.Length == 1 ? $"it is {kinds[0].ApiVersion}" : null);
        }
        else if (root["apiVersion"] is { IsScalar: true, Text.Length: > 0 } version && root["kind"].IsNull && root["spec"].IsMapping && SchemaTable.Default.HasApiVersion(version.Text))
        {
            context.Report(Rule, version, $"an object of {version.Text}", "kind");
        }
    }

    private static SchemaKind[] FindKinds(string name) => [.. SchemaTable.Default.FindKinds(name).Where(kind => kind.Name == name && kind.IsBuiltIn)];
}
