using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>The kinds that CustomResourceDefinitions of the run define.</summary>
/// <remarks>
/// <para>A definition that a kustomization transforms is passed over: a patch may change its schema.</para>
/// <para>Definitions are long and mostly of groups of which nothing is looked at, so that those of a group are read when an object of it is asked about. A
/// definition is named after its plural and its group: kubernetes/kubernetes, staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go,
/// ValidateCustomResourceDefinition.</para>
/// </remarks>
public sealed class CustomKindIndex
{
    private const int MostEquallyNear = 4;

    private readonly Dictionary<string, Lazy<GroupKinds>> _groups;

    internal CustomKindIndex(IEnumerable<ManifestObject> definitions) =>
        _groups = definitions
            .Where(static definition => definition is { ApiVersion: "apiextensions.k8s.io/v1", IsTransformed: false })
            .GroupBy(static definition => definition.Name[(definition.Name.IndexOf('.') + 1)..], StringComparer.Ordinal)
            .ToDictionary(static ofGroup => ofGroup.Key, static ofGroup => new Lazy<GroupKinds>(() => new GroupKinds(ofGroup.Key, ofGroup)), StringComparer.Ordinal);

    /// <summary>What an object's kind may look like: one definition, or several that are equally near to the object's file; none where the run has none.</summary>
    public IReadOnlyList<CustomKind> Find(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return KindsOf(manifest)?.Versions.GetValueOrDefault((manifest.Kind, VersionOf(manifest))) is { } index
            ? [.. index.FindNearest(manifest.Place).Take(MostEquallyNear)]
            : [];
    }

    /// <summary>The versions of an object's kind that the nearest definitions have; none where the run does not define the kind.</summary>
    public IReadOnlyList<CustomKind> FindVersions(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return KindsOf(manifest)?.Kinds.GetValueOrDefault(manifest.Kind)?.FindNearest(manifest.Place) ?? [];
    }

    /// <summary>What in an object is not as its definition says; null where the run has no definition of its kind.</summary>
    /// <remarks>Of several definitions that are equally near, the one that the object fits best is taken.</remarks>
    public IReadOnlyList<Misfit>? Validate(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return KindsOf(manifest)?.Kinds.ContainsKey(manifest.Kind) == true ? ValidateAgainstBest(manifest) : null;
    }

    private IReadOnlyList<Misfit> ValidateAgainstBest(ManifestObject manifest) =>
        Find(manifest)
            .Select(kind => kind.Schema is { } schema ? StructuralValidator.Validate(manifest.Root, schema, kind.HasStatusSubresource) : [])
            .MinBy(static misfits => misfits.Count) ?? [];

    private GroupKinds? KindsOf(ManifestObject manifest) =>
        _groups.Count > 0 && _groups.TryGetValue(manifest.Group, out var kinds) ? kinds.Value : null;

    private static string VersionOf(ManifestObject manifest) => manifest.ApiVersion[(manifest.ApiVersion.IndexOf('/') + 1)..];

    /// <summary>The kinds of one group.</summary>
    private sealed class GroupKinds
    {
        public GroupKinds(string group, IEnumerable<ManifestObject> definitions)
        {
            foreach (var definition in definitions)
            {
                var spec = definition.Spec;
                var kind = spec["names"u8]["kind"u8].Text;
                if (kind.Length > 0 && spec["group"u8].TextEquals(group))
                    Add(definition, kind, spec["versions"u8]);
            }
        }

        public Dictionary<string, DirectoryIndex<CustomKind>> Kinds { get; } = new(StringComparer.Ordinal);

        public Dictionary<(string Kind, string Version), DirectoryIndex<CustomKind>> Versions { get; } = [];

        private void Add(ManifestObject definition, string kind, YamlNode versions)
        {
            foreach (var version in versions.Children)
            {
                var custom = new CustomKind(definition, kind, version);
                AddTo(Kinds, kind, custom);
                AddTo(Versions, (kind, custom.Version), custom);
            }
        }

        private static void AddTo<TKey>(Dictionary<TKey, DirectoryIndex<CustomKind>> indexes, TKey key, CustomKind kind)
            where TKey : notnull
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(indexes, key, out _);
            (index ??= new DirectoryIndex<CustomKind>()).Add(kind.Definition.Place, kind);
        }
    }
}
