using System.Collections.Immutable;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0011: a comment or an annotation that silences nothing.</summary>
/// <remarks>Said only of rules that ran on the file, and where every document of it could be read: src/Linter/Analysis/SuppressionIndex.cs.</remarks>
public sealed class SuppressionUnused : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0011",
        title: "A suppression silences nothing",
        messageFormat: "{0} finds nothing here, so this {1} is not needed",
        RuleCategories.Syntax,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "It hides what may go wrong there one day.",
        helpLinkUri: RuleHelp.Uri("EKS0011"),
        customTags: "suppression-unused");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterSuppressionFaultAction(SuppressionFaultKind.Unused, Analyze);

    private static void Analyze(SuppressionAnalysisContext context)
    {
        var directive = context.Fault.Directive!;
        if (context.Fault.Entry is { } entry)
        {
            context.ReportAt(Rule, entry.Location, entry.Text, $"part of the {directive.Noun}").WithFix($"Remove '{entry.Text}'", directive.Safety, directive.Remove(entry));
            return;
        }

        context.ReportAt(Rule, directive.Location, string.Join(", ", directive.Entries.Select(static unused => unused.Text)), directive.Noun)
            .WithHint(directive.IsMisplaced ? "a comment for the file stands before the first document's content" : null)
            .WithFix($"Remove the {directive.Noun}", directive.Safety, directive.Remove());
    }
}
