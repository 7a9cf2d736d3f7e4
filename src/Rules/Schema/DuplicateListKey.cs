using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0114: two items of a list share a key that the server keeps unique.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go; for custom resources apiextensions-apiserver, listtype validation. Lists of which the
/// server accepts doubles (env, container ports) are left alone.</remarks>
public sealed class DuplicateListKey : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0114",
        title: "Two items of a list have the same key",
        messageFormat: "Two items of '{0}' have the same {1}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0114"),
        customTags: "duplicate-list-key");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.DuplicateListKey, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var misfit = context.Misfit;
        if (SpecificRules.Cover(misfit))
            return;
        var keys = misfit.Field!.Keys!;
        var key = string.Join(" and ", keys.Select(name => misfit.Node[name].IsNull ? name : $"{name} {misfit.Node[name].Text}"));
        var place = misfit.Node[keys[0]];
        context.Report(Rule, place.Exists ? place : misfit.Node, misfit.Field.Name, key).AlsoAt(misfit.Other[keys[0]], "the first one");
    }
}
