using System.Collections.Immutable;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Syntax;

/// <summary>EKS0002: the same key twice in a mapping.</summary>
/// <remarks>YAML 1.2.2, section 3.2.1.3: keys are unique. Most readers keep the last one and say nothing; kubectl with server-side validation refuses the object.</remarks>
public sealed class DuplicateKey : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0002",
        title: "The same key stands twice in a mapping",
        messageFormat: "The key '{0}' stands twice in this mapping; one of the two values is lost",
        RuleCategories.Syntax,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Which of the two values counts depends on the tool that reads the file.",
        helpLinkUri: RuleHelp.Uri("EKS0002"),
        customTags: "duplicate-key");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterDocumentAction(Analyze);

    private static void Analyze(DocumentAnalysisContext context)
    {
        if (context.ObjectCount == 0)
            return;
        foreach (var (first, again) in context.Document.FindDuplicateKeys())
            context.Report(Rule, again.KeyLocation, again, again.Key).AlsoAt(first.KeyLocation, "the first one");
    }
}
