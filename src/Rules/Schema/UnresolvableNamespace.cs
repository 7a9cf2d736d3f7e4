using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0117: an object in a namespace that is one letter away from a declared one.</summary>
/// <remarks>kubernetes/kubernetes, plugin/pkg/admission/namespace/lifecycle: objects in a namespace that does not exist are refused.</remarks>
public sealed class UnresolvableNamespace : ManifestAnalyzer
{
    // Among hundreds of namespaces two that are alike are nothing special.
    private const int MostDeclared = 200;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0117",
        title: "The namespace is not declared, but one almost like it is",
        messageFormat: "Namespace '{0}' is not declared, but '{1}' is",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The API server refuses the object: its namespace is not found.",
        helpLinkUri: RuleHelp.Uri("EKS0117"),
        customTags: "unresolvable-name");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        var declared = context.Manifests.DeclaredNamespaces;
        if (declared.Count is 0 or > MostDeclared || context.Manifest.IsClusterScoped || context.Manifest.AppliedNamespace is not null)
            return;
        var stated = context.Manifest.Root["metadata"u8]["namespace"u8];
        if (!stated.IsScalar || stated.IsNull || Placeholder.IsUnknown(stated.Text))
            return;
        if (!declared.Contains(stated.Text) && !IsAlwaysThere(stated.Text))
            CheckNearest(context, stated, declared);
    }

    private static void CheckNearest(ManifestAnalysisContext context, YamlNode stated, IReadOnlySet<string> declared)
    {
        if (declared.Order(StringComparer.Ordinal).FirstOrDefault(name => NearestName.Distance(name, stated.Text, 1) <= 1 && stated.Text.Length > 3 && !DiffersInNumber(name, stated.Text)) is { } near)
            context.Report(Rule, stated, stated.Text, near).WithFix($"Write '{near}'", FixSafety.Offer, YamlEdit.ReplaceText(stated, near));
    }

    private static bool IsAlwaysThere(string name) => name is "default" or "kube-system" or "kube-public" or "kube-node-lease";

    /// <summary><c>team-1</c> and <c>team-2</c> are two namespaces, and not one with a mistake.</summary>
    private static bool DiffersInNumber(string left, string right) =>
        left.AsSpan().TrimEnd("0123456789").SequenceEqual(right.AsSpan().TrimEnd("0123456789"));
}
