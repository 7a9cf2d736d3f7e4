using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0102: a scalar, list or mapping where another is needed.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json: JSON types must match; 2.0 is an integer, 2.5 is none.</remarks>
public sealed class WrongType : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0102",
        title: "The value has the wrong type",
        messageFormat: "'{0}' must be {1}, but this is {2}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0102"),
        customTags: "wrong-type");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.WrongType, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var node = context.Misfit.Node;
        var expected = context.Misfit.Expected!;
        var finding = context.Report(Rule, node, node.Key ?? context.Misfit.Field!.Name, expected.Describe(), Describe(node));
        if (node.IsScalar && Correct(node, expected) is { } source)
            finding.WithFix($"Write {source}", FixSafety.Offer, YamlEdit.ReplaceSource(node, source));
    }

    private static string Describe(YamlNode node) => node.Kind switch
    {
        NodeKind.Mapping => "a mapping",
        NodeKind.Sequence => "a list",
        _ => node.Value.Kind switch
        {
            ScalarKind.Boolean => $"the boolean {node.Value}",
            ScalarKind.Integer or ScalarKind.Float => $"the number {node.Value}",
            _ => $"the text '{node.Text}'",
        },
    };

    /// <summary>What was probably meant: the content of the quotes, or a list of the one item.</summary>
    private static string? Correct(YamlNode node, FieldType expected)
    {
        var unquoted = ScalarValue.Resolve(node.Text);
        return expected.Kind switch
        {
            FieldKind.Int32 or FieldKind.Int64 when node.Value.Kind == ScalarKind.String && unquoted.Kind == ScalarKind.Integer => node.Text,
            FieldKind.Number when node.Value.Kind == ScalarKind.String && unquoted.Kind is ScalarKind.Integer or ScalarKind.Float => node.Text,
            FieldKind.Boolean when unquoted.Kind == ScalarKind.Boolean => unquoted.ToString(),
            FieldKind.List when expected.Element!.Kind == FieldKind.String && node.Value.Kind == ScalarKind.String => $"[{YamlEdit.Write(node.Text, NodeStyle.DoubleQuoted)}]",
            _ => null,
        };
    }
}
