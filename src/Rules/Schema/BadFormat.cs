using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Rules.Security;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0106: a value of the right type in a form or range that is refused.</summary>
/// <remarks>The tables in src/Linter/Schemas; the forms with their sources in src/Linter/Values.</remarks>
public sealed class BadFormat : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0106",
        title: "The value has a form or range that is refused",
        messageFormat: "{0} is not allowed for '{1}': {2}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0106"),
        customTags: "bad-format");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.BadFormat, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var misfit = context.Misfit;
        if (SpecificRules.Cover(misfit) || PolicyCidr.Judges(context.Manifest, misfit) || SecurityGroupPolicyInvalid.Judges(misfit))
            return;

        // What was meant to be base64 may be a secret in the clear.
        var shown = misfit.Expected!.Kind == FieldKind.Bytes || !misfit.Node.IsScalar ? "This value" : $"'{misfit.Node.Text}'";
        var finding = context.Report(Rule, misfit.Node, shown, misfit.Node.Key ?? misfit.Field!.Name, misfit.Problem);
        if (misfit.Correction is { } correction)
            finding.WithSeverity(DiagnosticSeverity.Warning).WithFix($"Write {correction}", FixSafety.Safe, YamlEdit.ReplaceText(misfit.Node, correction));
    }
}
