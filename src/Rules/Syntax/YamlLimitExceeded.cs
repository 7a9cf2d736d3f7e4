using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0003: a document that breaks a limit: nesting, alias expansion, size.</summary>
/// <remarks>The bounds and their sources stand in EksLint.Syntax.YamlLimits: they are those of the API server where it has one.</remarks>
public sealed class YamlLimitExceeded : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0003",
        title: "A document breaks a limit",
        messageFormat: "This document is not read: {0}",
        RuleCategories.Syntax,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses such a document too; ekslint protects itself from it.",
        helpLinkUri: RuleHelp.Uri("EKS0003"),
        customTags: "yaml-limits");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterSyntaxErrorAction(SyntaxErrorKind.Limit, Analyze);

    private static void Analyze(SyntaxErrorAnalysisContext context)
    {
        if (ManifestReader.LooksLikeManifest(context.Error.Location.File))
            context.ReportAt(Rule, context.Error.Location, context.Error.Message).WithHelp(context.Error.Hint);
    }
}
