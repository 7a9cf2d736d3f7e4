using System.Collections.Immutable;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0012: a comment or an annotation that silences findings and does not say why.</summary>
/// <remarks>ekslint's own forms: src/Linter/Analysis/SuppressionReader.cs.</remarks>
public sealed class SuppressionWithoutReason : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0012",
        title: "A suppression gives no reason",
        messageFormat: "This {0} does not say why {1} is silenced",
        RuleCategories.Syntax,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Who reads it next cannot tell whether it still holds.",
        helpLinkUri: RuleHelp.Uri("EKS0012"),
        customTags: "suppression-without-reason");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterSuppressionFaultAction(SuppressionFaultKind.WithoutReason, Analyze);

    private static void Analyze(SuppressionAnalysisContext context)
    {
        var directive = context.Fault.Directive!;
        var silenced = string.Join(", ", directive.Entries.Where(static entry => entry.Reason.Length == 0).Select(static entry => entry.Text));
        context.ReportAt(Rule, directive.Location, directive.Noun, silenced)
            .WithHint(directive.Form == SuppressionForm.Annotation ? $"write '{silenced}: reason'" : "write the reason behind the bracket");
    }
}
