using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0115: fields that exclude each other, or none of those of which one must be set.</summary>
/// <remarks>The lines that begin with = in src/Linter/Schemas: the unions of kubernetes/api and the API server's own validation.</remarks>
public sealed class ExclusiveFields : ManifestAnalyzer
{
    // A longer list helps nobody.
    private const int MostShown = 8;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0115",
        title: "Fields exclude each other, or one of them is missing",
        messageFormat: "{0}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0115"),
        customTags: "exclusive-fields");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.ExclusiveFields, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var misfit = context.Misfit;
        if (misfit.Other.Exists)
        {
            context.Report(Rule, misfit.Node.KeyLocation, misfit.Node, $"'{misfit.Node.Key}' and '{misfit.Other.Key}' exclude each other")
                .AlsoAt(misfit.Other.KeyLocation, "the other one");
        }
        else
        {
            var fields = misfit.Group!.Fields;
            var shown = string.Join(", ", fields.Take(MostShown)) + (fields.Count > MostShown ? ", …" : "");
            context.Report(Rule, misfit.Node, $"{misfit.Owner!.Name} needs one of {shown}");
        }
    }
}
