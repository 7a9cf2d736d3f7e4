using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0110: no such kind, or a kind under the wrong apiVersion.</summary>
/// <remarks>The kinds of every API group of Kubernetes 1.29 and later are in the tables; of other groups they list some, so only a listed kind is judged there;
/// a CustomResourceDefinition of the set knows better than they. What was removed from Kubernetes is another rule's.</remarks>
public sealed class UnknownKind : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0110",
        title: "There is no such kind",
        messageFormat: "There is no kind '{0}' in {1}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server answers that it has no match for the kind.",
        helpLinkUri: RuleHelp.Uri("EKS0110"),
        customTags: "unknown-kind");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        var manifest = context.Manifest;
        if (context.Manifests.CustomKinds.FindVersions(manifest) is { Count: > 0 } versions)
        {
            CheckVersion(context, versions);
        }
        else if (manifest.Schema is null)
        {
            CheckKind(context, manifest);
        }
    }

    private static void CheckKind(ManifestAnalysisContext context, ManifestObject manifest)
    {
        var table = SchemaTable.Default;
        if (Placeholder.IsUnknown(manifest.ApiVersion)
            || Placeholder.IsUnknown(manifest.Kind)
            || IsReadByClients(manifest)
            || !table.HasGroup(manifest.Group, out var isBuiltIn)
            || RemovedApis.TryFind(manifest.ApiVersion, manifest.Kind, out _))
        {
            return;
        }

        var candidates = table.FindKinds(manifest.Kind).Where(kind => isBuiltIn || SchemaTable.GroupOf(kind.ApiVersion) == manifest.Group).ToArray();
        if (candidates.Length == 0 && !isBuiltIn)
            return;

        var wrongKind = candidates.Any(kind => kind.ApiVersion == manifest.ApiVersion);
        var node = manifest.Root[wrongKind || candidates.Length == 0 ? "kind" : "apiVersion"];
        var finding = context.Report(Rule, node, manifest.Kind, manifest.ApiVersion);
        if (!isBuiltIn)
            finding.WithSeverity(DiagnosticSeverity.Warning);

        if (candidates.Length == 0)
            finding.DidYouMean(node, table.KindNames(manifest.ApiVersion));
        else
            SayWhatIsRight(finding, manifest, node, wrongKind, candidates);
    }

    /// <summary>A definition of the set says which versions there are.</summary>
    private static void CheckVersion(ManifestAnalysisContext context, IReadOnlyList<CustomKind> versions)
    {
        var manifest = context.Manifest;
        if (Placeholder.IsUnknown(manifest.ApiVersion) || context.Manifests.CustomKinds.Find(manifest).Any(static kind => kind.IsServed))
            return;
        var node = manifest.Root["apiVersion"];
        var served = versions.Where(static kind => kind.IsServed).Select(kind => $"{manifest.Group}/{kind.Version}").Distinct(StringComparer.Ordinal).ToArray();
        var finding = context.Report(Rule, node, manifest.Kind, manifest.ApiVersion)
            .WithSeverity(DiagnosticSeverity.Warning)
            .AlsoAt(versions[0].Definition.Root["spec"]["versions"], "its definition");
        if (served.Length > 0)
            finding.WithHint($"its CustomResourceDefinition serves {string.Join(" and ", served)}");
        if (served.Length == 1)
            finding.WithFix($"Write '{served[0]}'", FixSafety.Offer, YamlEdit.ReplaceText(node, served[0]));
    }

    private static void SayWhatIsRight(DiagnosticBuilder finding, ManifestObject manifest, YamlNode node, bool wrongKind, SchemaKind[] candidates)
    {
        var right = wrongKind ? candidates.Where(kind => kind.ApiVersion == manifest.ApiVersion).ToArray() : candidates;
        finding.WithHint("it is " + string.Join(" or ", right.Select(static kind => $"{kind.ApiVersion} {kind.Name}")));
        if (right.Length == 1 && (wrongKind || right[0].Name == manifest.Kind))
        {
            var text = wrongKind ? right[0].Name : right[0].ApiVersion;
            finding.WithFix($"Write '{text}'", FixSafety.Safe, YamlEdit.ReplaceText(node, text));
        }
    }

    /// <summary>Files in the form of an object that no API server ever sees: a kubeconfig, a list, OpenShift's unprocessed template.</summary>
    private static bool IsReadByClients(ManifestObject manifest) =>
        (manifest.ApiVersion == "v1" && manifest.Kind is "Config" or "List" or "Status" or "Template")
        || (manifest.Kind.EndsWith("List", StringComparison.Ordinal) && SchemaTable.Default.FindKind(manifest.ApiVersion, manifest.Kind[..^4]) is not null);
}
