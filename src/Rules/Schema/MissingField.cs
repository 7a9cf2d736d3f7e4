using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0103: a required field is absent or null.</summary>
/// <remarks>The tables in src/Linter/Schemas: required in the OpenAPI document of the newest version that has the field, or by the API server's own validation.</remarks>
public sealed class MissingField : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0103",
        title: "A required field is missing",
        messageFormat: "{0} needs '{1}'",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0103"),
        customTags: "missing-field");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.MissingField, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        if (SpecificRules.Cover(context.Misfit))
            return;
        var mapping = context.Misfit.Node;
        var field = context.Misfit.Field!.Name;
        var given = mapping[field];
        var place = given.Exists ? given : mapping == context.Manifest.Root ? mapping["kind"] : mapping;
        context.Report(Rule, place, mapping == context.Manifest.Root ? context.Manifest.ToString() : context.Misfit.Owner!.Name, field);
    }
}
