using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0109: an apiVersion that a later version of Kubernetes will no longer serve.</summary>
/// <remarks>The life-cycle markers of kubernetes/api, checked against the OpenAPI documents; src/Linter/Schemas/removed-apis.csv.</remarks>
public sealed class ApiDeprecated : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0109",
        title: "The API is deprecated",
        messageFormat: "{0} {1} is deprecated since Kubernetes {2} and goes with {3}",
        RuleCategories.Schema,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An upgrade of the cluster will break the manifest.",
        helpLinkUri: RuleHelp.Uri("EKS0109"),
        customTags: "api-deprecated");

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
        if (api.RemovedIn <= target || !(api.DeprecatedIn <= target))
            return;
        var version = manifest.Root["apiVersion"];
        context.Report(Rule, version, manifest.ApiVersion, manifest.Kind, api.DeprecatedIn.ToString(), api.RemovedIn?.ToString() ?? "a later version").WithReplacement(api, version);
    }
}
