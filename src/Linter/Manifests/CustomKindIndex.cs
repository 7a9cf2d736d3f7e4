using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Schemas;

namespace EksLint.Manifests;

/// <summary>The kinds that CustomResourceDefinitions of the run define.</summary>
/// <remarks>A definition that a kustomization transforms is passed over: a patch may change its schema.</remarks>
public sealed class CustomKindIndex
{
    private const int MostEquallyNear = 4;

    private readonly Dictionary<(string Group, string Kind), DirectoryIndex<CustomKind>> _kinds = [];
    private readonly Dictionary<(string Group, string Kind, string Version), DirectoryIndex<CustomKind>> _versions = [];

    internal CustomKindIndex(IEnumerable<ManifestObject> definitions)
    {
        foreach (var definition in definitions)
            Add(definition);
    }

    /// <summary>What an object's kind may look like: one definition, or several that are equally near to the object's file; none where the run has none.</summary>
    public IReadOnlyList<CustomKind> Find(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _versions.TryGetValue((manifest.Group, manifest.Kind, VersionOf(manifest)), out var index)
            ? [.. index.FindNearest(manifest.Place).Take(MostEquallyNear)]
            : [];
    }

    /// <summary>The versions of an object's kind that the nearest definitions have; none where the run does not define the kind.</summary>
    public IReadOnlyList<CustomKind> FindVersions(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _kinds.Count > 0 && _kinds.TryGetValue((manifest.Group, manifest.Kind), out var index) ? index.FindNearest(manifest.Place) : [];
    }

    /// <summary>What in an object is not as its definition says; null where the run has no definition of its kind.</summary>
    /// <remarks>Of several definitions that are equally near, the one that the object fits best is taken.</remarks>
    public IReadOnlyList<Misfit>? Validate(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _kinds.Count == 0 || !_kinds.ContainsKey((manifest.Group, manifest.Kind)) ? null : ValidateAgainstBest(manifest);
    }

    private IReadOnlyList<Misfit> ValidateAgainstBest(ManifestObject manifest) =>
        Find(manifest)
            .Select(kind => kind.Schema is { } schema ? StructuralValidator.Validate(manifest.Root, schema, kind.HasStatusSubresource) : [])
            .MinBy(static misfits => misfits.Count) ?? [];

    private void Add(ManifestObject manifest)
    {
        if (manifest.ApiVersion != "apiextensions.k8s.io/v1" || manifest.IsTransformed)
            return;
        var spec = manifest.Root["spec"u8];
        var group = spec["group"u8].Text;
        var kind = spec["names"u8]["kind"u8].Text;
        if (group.Length == 0 || kind.Length == 0)
            return;
        foreach (var version in spec["versions"u8].Children)
        {
            var custom = new CustomKind(manifest, kind, version);
            AddTo(_kinds, (group, kind), custom);
            AddTo(_versions, (group, kind, custom.Version), custom);
        }
    }

    private static void AddTo<TKey>(Dictionary<TKey, DirectoryIndex<CustomKind>> indexes, TKey key, CustomKind kind)
        where TKey : notnull
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(indexes, key, out _);
        (index ??= new DirectoryIndex<CustomKind>()).Add(kind.Definition.Place, kind);
    }

    private static string VersionOf(ManifestObject manifest) => manifest.ApiVersion[(manifest.ApiVersion.IndexOf('/') + 1)..];
}
