using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0005: a template that has yet to be rendered.</summary>
/// <remarks>What a template makes cannot be known from its text: the values decide. Source: helm.sh, The Chart Template Developer's Guide.</remarks>
public sealed class TemplateNotRendered : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0005",
        title: "The template is not rendered",
        messageFormat: "This is an unrendered template and was not checked",
        RuleCategories.Syntax,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Lint what it renders to instead.",
        helpLinkUri: RuleHelp.Uri("EKS0005"),
        customTags: "template-not-rendered");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterSyntaxErrorAction(
        SyntaxErrorKind.Template,
        static context => context.ReportAt(Rule, context.Error.Location).WithHelp("lint what it renders to: helm template CHART | ekslint -"));
}
