using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0101: a field that its type does not have.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json: strict decoding; eksctl-io/eksctl, pkg/eksctl/load_config.go:
/// the strict pass ignores case, the real one does not.</remarks>
public sealed class UnknownField : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0101",
        title: "The type has no such field",
        messageFormat: "'{0}' is no field of {1}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object, or an older client drops the field in silence.",
        helpLinkUri: RuleHelp.Uri("EKS0101"),
        customTags: "unknown-field");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.UnknownField, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var entry = context.Misfit.Node;
        var owner = context.Misfit.Owner!;
        var mapping = entry.Parent;
        var key = entry.Key ?? "";
        var finding = context.Report(Rule, entry.KeyLocation, entry, key, owner.Name);

        if (owner.Fields.FirstOrDefault(field => string.Equals(field.Name, key, StringComparison.OrdinalIgnoreCase)) is { } sameName)
        {
            finding.WithHint(
                context.Manifest.Schema?.Scope == KindScope.ToolFile
                    ? $"it is spelt '{sameName.Name}', and eksctl drops a key in the wrong case without a word"
                    : $"it is spelt '{sameName.Name}'");
            OfferRename(finding, mapping, entry, sameName.Name, FixSafety.Safe);
        }
        else if (context.Misfit.OuterType?.Find(entry) is not null)
        {
            finding.WithHint($"it belongs one level up, in {context.Misfit.OuterType.Name}");
        }
        else if (owner.Fields.FirstOrDefault(field => field.Type.Target?.Find(entry) is not null) is { } inner)
        {
            finding.WithHint($"it belongs one level down, in '{inner.Name}'");
        }
        else if (NearestName.Find(key, owner.Fields.Select(static field => field.Name)) is { } nearest)
        {
            finding.WithHint($"did you mean '{nearest}'?");
            OfferRename(finding, mapping, entry, nearest, NearestName.Distance(key, nearest, 1) <= 1 ? FixSafety.Safe : FixSafety.Offer);
        }
    }

    /// <summary>A field that is there already would be written twice.</summary>
    private static void OfferRename(DiagnosticBuilder finding, YamlNode mapping, YamlNode entry, string name, FixSafety safety)
    {
        if (!mapping[name].Exists)
            finding.WithFix($"Rename '{entry.Key}' to '{name}'", safety, YamlEdit.RenameKey(entry, name));
    }
}
