using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0010: a comment or an annotation that is meant to silence findings and names no rule that exists.</summary>
/// <remarks>ekslint's own forms: src/Linter/Analysis/SuppressionReader.cs.</remarks>
public sealed class SuppressionUnknownRule : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0010",
        title: "A suppression names no rule that exists",
        messageFormat: "This {0} does not silence what it is meant to: {1}",
        RuleCategories.Syntax,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The finding that it is about is reported all the same.",
        helpLinkUri: RuleHelp.Uri("EKS0010"),
        customTags: "suppression-unknown-rule");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterSuppressionFaultAction(SuppressionFaultKind.UnknownRule, AnalyzeRule);
        context.RegisterSuppressionFaultAction(SuppressionFaultKind.UnknownKey, AnalyzeKey);
        context.RegisterSuppressionFaultAction(
            SuppressionFaultKind.Malformed,
            static context => context.ReportAt(Rule, context.Fault.Directive!.Location, context.Fault.Directive.Noun, context.Fault.Directive.Problem));
    }

    private static void AnalyzeRule(SuppressionAnalysisContext context)
    {
        var (directive, entry, nearest) = (context.Fault.Directive!, context.Fault.Entry!, context.Fault.Nearest);
        var finding = context.ReportAt(Rule, entry.Location, directive.Noun, $"there is no rule '{entry.Text}'");
        if (nearest is null)
            finding.WithHint("'ekslint rules' lists them");
        else
            finding.WithHint($"did you mean '{nearest}'?").WithFix($"Replace '{entry.Text}' with '{nearest}'", directive.Safety, directive.Replace(entry, nearest));
    }

    private static void AnalyzeKey(SuppressionAnalysisContext context)
    {
        var annotation = context.Fault.Key;
        var finding = context.ReportAt(Rule, annotation.KeyLocation, "annotation", $"'{annotation.Key}' is not the one that ekslint reads").WithHint($"did you mean '{SuppressionFault.AnnotationKey}'?");
        if (!annotation.Parent[SuppressionFault.AnnotationKey].Exists)
            finding.WithFix($"Rename it to '{SuppressionFault.AnnotationKey}'", FixSafety.Offer, YamlEdit.RenameKey(annotation, SuppressionFault.AnnotationKey));
    }
}
