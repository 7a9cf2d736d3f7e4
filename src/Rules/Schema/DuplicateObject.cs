using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0113: the same object twice in one file or one kustomization.</summary>
/// <remarks>kubectl applies documents one after the other, so the last wins; kustomize refuses two resources of one id (kubernetes-sigs/kustomize,
/// api/resmap). The same text twice does no harm and is passed over.</remarks>
public sealed class DuplicateObject : ManifestAnalyzer
{
    // To clear a dictionary costs as much as it ever held.
    private const int FewObjects = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0113",
        title: "The same object stands twice",
        messageFormat: "{0} stands twice in this {1}; the last one wins",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What the other one says is lost.",
        helpLinkUri: RuleHelp.Uri("EKS0113"),
        customTags: "duplicate-object");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        // The objects of a file follow one another, and most files hold few.
        var inFile = new Dictionary<(ObjectIdentity, DeploymentScope?), ManifestObject>();
        var inKustomization = new Dictionary<(ObjectIdentity, string), ManifestObject>();
        SourceFile? file = null;
        foreach (var manifest in context.Manifests.Objects)
        {
            if (manifest.Name.Length == 0 || Placeholder.IsUnknown(manifest.Name) || manifest.Schema?.Scope == KindScope.ToolFile)
                continue;
            if (manifest.File != file)
            {
                file = manifest.File;
                if (inFile.Count > FewObjects)
                    inFile = [];
                else
                    inFile.Clear();
            }

            if (!inFile.TryAdd((manifest.Identity, manifest.Scope), manifest))
                Report(context, manifest, inFile[(manifest.Identity, manifest.Scope)], "file");
            else if (manifest.Kustomization is { } root && !inKustomization.TryAdd((manifest.Identity, root), manifest))
                Report(context, manifest, inKustomization[(manifest.Identity, root)], "kustomization");
        }
    }

    private static void Report(ManifestSetAnalysisContext context, ManifestObject manifest, ManifestObject first, string where)
    {
        if (manifest.Root.ToString() != first.Root.ToString())
            context.ReportIn(manifest, Rule, manifest.Root["metadata"]["name"], manifest.ToString(), where).AlsoAt(first.Root["metadata"]["name"], "the first one");
    }
}
