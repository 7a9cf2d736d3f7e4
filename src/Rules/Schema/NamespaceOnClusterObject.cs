using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0116: a namespace on an object of the cluster.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go: "not allowed on this type"; kubectl drops it for most kinds.</remarks>
public sealed class NamespaceOnClusterObject : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0116",
        title: "An object of the cluster has a namespace",
        messageFormat: "A {0} belongs to the cluster, not to namespace '{1}'",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The namespace is dropped or refused, and whoever looks for the object there finds nothing.",
        helpLinkUri: RuleHelp.Uri("EKS0116"),
        customTags: "namespace-on-cluster-object");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        if (context.Manifest.Schema?.Scope != KindScope.Cluster)
            return;
        var stated = context.Manifest.Root["metadata"u8]["namespace"u8];
        if (!stated.IsNull && stated.Text.Length > 0)
        {
            context.Report(Rule, stated.KeyLocation, stated, context.Manifest.Kind, stated.Text)
                .WithFix("Remove the line", FixSafety.Safe, YamlEdit.RemoveEntry(stated));
        }
    }
}
