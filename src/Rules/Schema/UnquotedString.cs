using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0105: a text is needed and YAML reads a boolean or a number.</summary>
/// <remarks>YAML 1.1 as the API server's reader resolves it: sigs.k8s.io/yaml, goyaml.v2/resolve.go. Dates and base-60 numbers stay texts.</remarks>
public sealed class UnquotedString : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0105",
        title: "A text is needed and YAML reads something else",
        messageFormat: "'{0}' must be a text, but YAML reads {1} as the {2} {3}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object; some clients drop the whole map in silence.",
        helpLinkUri: RuleHelp.Uri("EKS0105"),
        customTags: "unquoted-string");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.UnquotedString, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var node = context.Misfit.Node;
        var kind = node.Value.Kind == ScalarKind.Boolean ? "boolean" : "number";
        context.Report(Rule, node, node.Key ?? context.Misfit.Field!.Name, node.Text, kind, node.Value.ToString())
            .WithFix("Put the value in quotes", FixSafety.Safe, YamlEdit.Quote(node));
    }
}
