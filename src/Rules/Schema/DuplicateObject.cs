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
        // The objects of a file follow one another.
        var inFile = new ObjectsOfFile();
        Dictionary<(ObjectIdentity, string), ManifestObject>? inKustomization = null;
        SourceFile? file = null;
        var reported = context.ReportedManifests;
        foreach (var manifest in reported.Any(static manifest => manifest.Kustomization is not null) ? context.Manifests.Objects : reported)
        {
            if (manifest.Name.Length == 0 || Placeholder.IsUnknown(manifest.Name) || manifest.Schema?.Scope == KindScope.ToolFile)
                continue;
            if (manifest.File != file)
            {
                file = manifest.File;
                inFile.Clear();
            }

            if (inFile.FindSameOrAdd(manifest) is { } first)
                Report(context, manifest, first, "file");
            else if (manifest.Kustomization is { } root && !(inKustomization ??= []).TryAdd((manifest.Identity, root), manifest))
                Report(context, manifest, inKustomization[(manifest.Identity, root)], "kustomization");
        }
    }

    private static void Report(ManifestSetAnalysisContext context, ManifestObject manifest, ManifestObject first, string where)
    {
        if (manifest.Root.ToString() != first.Root.ToString())
            context.ReportIn(manifest, Rule, manifest.Root["metadata"]["name"], manifest.ToString(), where).AlsoAt(first.Root["metadata"]["name"], "the first one");
    }

    /// <summary>The objects of one file so far. Most files hold few, and to compare each with each costs less than to hash them.</summary>
    private sealed class ObjectsOfFile
    {
        private const int FewObjects = 16;

        private readonly List<ManifestObject> _few = [];
        private HashSet<ManifestObject>? _many;

        public void Clear()
        {
            _few.Clear();
            _many = null;
        }

        /// <summary>The earlier object with the same identity; null where there is none, and the object counts as the first from now on.</summary>
        public ManifestObject? FindSameOrAdd(ManifestObject manifest)
        {
            if (_many is null && _few.Count < FewObjects)
            {
                foreach (var earlier in _few)
                {
                    if (SameObject.Comparer.Equals(earlier, manifest))
                        return earlier;
                }

                _few.Add(manifest);
                return null;
            }

            _many ??= new HashSet<ManifestObject>(_few, SameObject.Comparer);
            return _many.Add(manifest) ? null : _many.TryGetValue(manifest, out var first) ? first : null;
        }
    }

    /// <summary>Compares what tells objects of one file apart.</summary>
    private sealed class SameObject : IEqualityComparer<ManifestObject>
    {
        public static SameObject Comparer { get; } = new();

        public bool Equals(ManifestObject? left, ManifestObject? right) =>
            left == right || (left is not null && right is not null && left.Name == right.Name && left.Kind == right.Kind && left.Identity == right.Identity && left.Scope == right.Scope);

        public int GetHashCode(ManifestObject manifest) => HashCode.Combine(manifest.Name, manifest.Namespace, manifest.Kind);
    }
}
