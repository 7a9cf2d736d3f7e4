using System.Runtime.InteropServices;
using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>The objects of one kind. Each way to find them is made when it is first asked for, as of most kinds nobody asks anything.</summary>
internal sealed class KindIndex
{
    private readonly List<ManifestObject> _objects = [];
    private readonly Lazy<Dictionary<string, List<ManifestObject>>> _byNamespace;
    private readonly Lazy<Dictionary<(string Namespace, string Name), DirectoryIndex<ManifestObject>>> _byName;
    private readonly Lazy<ILookup<string, ManifestObject>> _byNameAlone;
    private readonly Lazy<Dictionary<string, DirectoryIndex<ManifestObject>>> _byVersion;

    /// <summary>Makes the index of a kind.</summary>
    public KindIndex()
    {
        _byNamespace = new(GroupByNamespace);
        _byName = new(() => Index(static manifest => (manifest.Namespace, manifest.Name), capacity: _objects.Count));
        _byNameAlone = new(() => _objects.ToLookup(static manifest => manifest.Name, StringComparer.Ordinal));
        _byVersion = new(() => Index(static manifest => manifest.ApiVersion));
    }

    /// <summary>All objects, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> Objects => _objects;

    /// <summary>Adds an object; all are added before anything is asked.</summary>
    public void Add(ManifestObject manifest) => _objects.Add(manifest);

    /// <summary>The objects of a namespace (empty for objects of the cluster).</summary>
    public IReadOnlyList<ManifestObject> In(string objectNamespace) => _byNamespace.Value.GetValueOrDefault(objectNamespace) ?? [];

    /// <summary>The objects of a name, by directory; null where there are none.</summary>
    public DirectoryIndex<ManifestObject>? Named(string objectNamespace, string name) => _byName.Value.GetValueOrDefault((objectNamespace, name));

    /// <summary>The objects of a name in all namespaces.</summary>
    public IEnumerable<ManifestObject> Named(string name) => _byNameAlone.Value[name];

    /// <summary>The objects of an apiVersion, by directory; null where there are none.</summary>
    public DirectoryIndex<ManifestObject>? OfVersion(string apiVersion) => _byVersion.Value.GetValueOrDefault(apiVersion);

    private Dictionary<string, List<ManifestObject>> GroupByNamespace()
    {
        var groups = new Dictionary<string, List<ManifestObject>>(StringComparer.Ordinal);
        foreach (var manifest in _objects)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, manifest.Namespace, out _);
            (group ??= []).Add(manifest);
        }

        return groups;
    }

    private Dictionary<TKey, DirectoryIndex<ManifestObject>> Index<TKey>(Func<ManifestObject, TKey> keyOf, int capacity = 0)
        where TKey : notnull
    {
        var indexes = new Dictionary<TKey, DirectoryIndex<ManifestObject>>(capacity);
        foreach (var manifest in _objects)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(indexes, keyOf(manifest), out _);
            (index ??= new()).Add(manifest.Place, manifest);
        }

        return indexes;
    }
}
