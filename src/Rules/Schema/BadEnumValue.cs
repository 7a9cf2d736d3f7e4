using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0104: a text outside the allowed ones.</summary>
/// <remarks>The tables in src/Linter/Schemas: enums of the OpenAPI documents and of the API server's own validation.</remarks>
public sealed class BadEnumValue : ManifestAnalyzer
{
    // A longer list helps nobody.
    private const int MostShown = 8;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0104",
        title: "The value is not one of those allowed",
        messageFormat: "'{0}' is not allowed for '{1}'",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0104"),
        customTags: "bad-enum-value");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.BadEnumValue, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var node = context.Misfit.Node;
        var field = context.Misfit.Field!;
        var allowed = field.Enum!.Values.Where(static value => value.Length > 0).ToArray();
        var finding = context.Report(Rule, node, node.Text, field.Name);
        if (Array.Find(allowed, value => string.Equals(value, node.Text, StringComparison.OrdinalIgnoreCase)) is { } sameValue)
            finding.WithHint($"it is spelt '{sameValue}'").WithFix($"Write '{sameValue}'", FixSafety.Safe, YamlEdit.ReplaceText(node, sameValue));
        else if (NearestName.Find(node.Text, allowed) is { } nearest)
            finding.DidYouMean(node, [nearest]);
        else
            finding.WithHint($"allowed {(allowed.Length == 1 ? "is" : "are")} {string.Join(", ", allowed.Take(MostShown))}{(allowed.Length > MostShown ? ", …" : "")}");
    }
}
