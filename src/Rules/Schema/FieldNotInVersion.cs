using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0107: a field, value or kind that the target version of Kubernetes does not have.</summary>
/// <remarks>The OpenAPI documents of Kubernetes 1.29 to 1.37, merged in src/Linter/Schemas. Where no ClusterConfig and no option names the version it is only
/// assumed, and the finding is a warning.</remarks>
public sealed class FieldNotInVersion : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0107",
        title: "The target version of Kubernetes does not have this",
        messageFormat: "Kubernetes {0} {1} '{2}': {3}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses or drops it.",
        helpLinkUri: RuleHelp.Uri("EKS0107"),
        customTags: "field-not-in-version");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterMisfitAction(MisfitKind.NotInEveryVersion, AnalyzeField);
        context.RegisterManifestAction(AnalyzeKind);
    }

    private static void AnalyzeField(MisfitAnalysisContext context)
    {
        var misfit = context.Misfit;
        var isValue = misfit.Node.IsScalar && misfit.Field!.Since != misfit.Since;
        Check(context, context.Manifest, misfit.Since, misfit.Removed, isValue ? misfit.Node.Location : misfit.Node.KeyLocation, misfit.Node, isValue ? misfit.Node.Text : misfit.Node.Key ?? misfit.Node.Text);
    }

    private static void AnalyzeKind(ManifestAnalysisContext context)
    {
        var manifest = context.Manifest;
        if (manifest.Schema is { } kind && (kind.Since is not null || kind.Removed is not null) && !RemovedApis.TryFind(manifest.ApiVersion, manifest.Kind, out _))
            Check(context, manifest, kind.Since, kind.Removed, manifest.Root["kind"].Location, manifest.Root["kind"], $"{kind.ApiVersion} {kind.Name}");
    }

    private static void Check(
        ReportingContext context, ManifestObject manifest, KubernetesVersion? since, KubernetesVersion? removed, SourceLocation location, YamlNode node, string what)
    {
        if (since is null && removed is null)
            return;
        var target = context.KubernetesVersionOf(manifest, out var isStated);
        var problem = since > target ? ("does not have", $"it comes with {since}") : removed <= target ? ("no longer has", $"it went with {removed}") : default;
        if (problem.Item1 is null)
            return;
        var finding = context.Report(Rule, location, node, target.ToString(), problem.Item1, what, problem.Item2);
        if (!isStated)
            finding.WithSeverity(DiagnosticSeverity.Warning).WithHelp("name the cluster's version with --kubernetes-version, or lint its ClusterConfig too");
    }
}
