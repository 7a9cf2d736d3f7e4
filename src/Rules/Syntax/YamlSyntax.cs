using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0001: text that is no YAML.</summary>
/// <remarks>YAML 1.2.2. A text that mentions neither an apiVersion nor a template format is some other tool's file and passed over in silence.</remarks>
public sealed class YamlSyntax : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0001",
        title: "The text is no YAML",
        messageFormat: "This document cannot be read: {0}",
        RuleCategories.Syntax,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Nothing in the document is applied, and nothing in it was checked.",
        helpLinkUri: RuleHelp.Uri("EKS0001"),
        customTags: "yaml-syntax");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterSyntaxErrorAction(SyntaxErrorKind.Malformed, Analyze);

    private static void Analyze(SyntaxErrorAnalysisContext context)
    {
        if (ManifestReader.LooksLikeManifest(context.Error.Location.File))
            context.ReportAt(Rule, context.Error.Location, context.Error.Message).WithHelp(context.Error.Hint);
    }
}
