using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0004: a file that cannot be read.</summary>
/// <remarks>YAML 1.2.2, section 5.2, names the encodings: UTF-8, and UTF-16 with a byte order mark.</remarks>
public sealed class FileUnreadable : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0004",
        title: "The file cannot be read",
        messageFormat: "This file cannot be read: {0}",
        RuleCategories.Syntax,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Nothing in the file was checked.",
        helpLinkUri: RuleHelp.Uri("EKS0004"),
        customTags: "file-unreadable");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) =>
        context.RegisterSyntaxErrorAction(SyntaxErrorKind.Unreadable, static context => context.ReportAt(Rule, context.Error.Location, context.Error.Message));
}
