using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0108: an apiVersion that the target version of Kubernetes no longer serves.</summary>
/// <remarks>The life-cycle markers of kubernetes/api, checked against the OpenAPI documents; src/Linter/Schemas/removed-apis.csv.</remarks>
public sealed class ApiRemoved : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0108",
        title: "The API is removed from Kubernetes",
        messageFormat: "Kubernetes {0} no longer serves {1} {2}, which went with {3}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server answers that it has no match for the kind.",
        helpLinkUri: RuleHelp.Uri("EKS0108"),
        customTags: "api-removed");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        var manifest = context.Manifest;
        if (!RemovedApis.TryFind(manifest.ApiVersion, manifest.Kind, out var api))
            return;
        var target = context.KubernetesVersionOf(manifest, out _);
        if (!(api.RemovedIn <= target))
            return;
        var version = manifest.Root["apiVersion"];
        context.Report(Rule, version, target.ToString(), manifest.ApiVersion, manifest.Kind, api.RemovedIn.ToString()).WithReplacement(api, version);
    }
}
