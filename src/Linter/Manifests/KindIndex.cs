using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>The objects of one kind. Each way to find them is made when it is first asked for, as of most kinds nobody asks anything.</summary>
internal sealed class KindIndex
{
    private readonly List<ManifestObject> _objects = [];
    private readonly Lazy<Dictionary<string, NamespaceObjects>> _byNamespace;
    private readonly Lazy<ILookup<string, ManifestObject>> _byNameAlone;
    private readonly Lazy<Dictionary<string, DirectoryIndex<ManifestObject>>> _byVersion;

    /// <summary>Makes the index of a kind.</summary>
    public KindIndex(string group)
    {
        Group = group;
        _byNamespace = new(GroupByNamespace);
        _byNameAlone = new(() => _objects.ToLookup(static manifest => manifest.Name, StringComparer.Ordinal));
        _byVersion = new(IndexVersions);
    }

    /// <summary>The group of the kind; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The kinds of the same name in other groups; null where there are none, as of most.</summary>
    public Dictionary<string, KindIndex>? OtherGroups { get; set; }

    /// <summary>All objects, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> Objects => _objects;

    /// <summary>Adds an object; all are added before anything is asked.</summary>
    public void Add(ManifestObject manifest) => _objects.Add(manifest);

    /// <summary>The objects of a namespace (empty for objects of the cluster); null where there are none.</summary>
    public NamespaceObjects? In(string objectNamespace) => _byNamespace.Value.GetValueOrDefault(objectNamespace);

    /// <summary>The objects of a name, by directory; null where there are none.</summary>
    public DirectoryIndex<ManifestObject>? Named(string objectNamespace, string name) => In(objectNamespace)?.Named(name);

    /// <summary>The objects of a name in all namespaces.</summary>
    public IEnumerable<ManifestObject> Named(string name) => _byNameAlone.Value[name];

    /// <summary>The objects of an apiVersion, by directory; null where there are none.</summary>
    public DirectoryIndex<ManifestObject>? OfVersion(string apiVersion) => _byVersion.Value.GetValueOrDefault(apiVersion);

    private Dictionary<string, NamespaceObjects> GroupByNamespace()
    {
        var groups = new Dictionary<string, NamespaceObjects>(StringComparer.Ordinal);
        foreach (var manifest in _objects)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, manifest.Namespace, out _);
            (group ??= new()).Add(manifest);
        }

        return groups;
    }

    private Dictionary<string, DirectoryIndex<ManifestObject>> IndexVersions()
    {
        var versions = new Dictionary<string, DirectoryIndex<ManifestObject>>(StringComparer.Ordinal);
        foreach (var manifest in _objects)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(versions, manifest.ApiVersion, out _);
            (index ??= new()).Add(manifest.Place, manifest);
        }

        return versions;
    }
}

/// <summary>The objects of one kind in one namespace.</summary>
internal sealed class NamespaceObjects
{
    private readonly List<ManifestObject> _objects = [];
    private Dictionary<string, DirectoryIndex<ManifestObject>>? _byName;
    private Companions? _companions;

    /// <summary>The objects, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> All => _objects;

    /// <summary>The objects as far as "another one is missing" asks for them. Two threads may gather them at once, and find the same.</summary>
    public Companions Companions => _companions ??= new Companions(_objects);

    /// <summary>Adds an object; all are added before anything is asked.</summary>
    public void Add(ManifestObject manifest) => _objects.Add(manifest);

    /// <summary>The objects of a name, by directory; null where there are none.</summary>
    public DirectoryIndex<ManifestObject>? Named(string name) => (_byName ??= IndexNames()).GetValueOrDefault(name);

    private Dictionary<string, DirectoryIndex<ManifestObject>> IndexNames()
    {
        var names = new Dictionary<string, DirectoryIndex<ManifestObject>>(_objects.Count, StringComparer.Ordinal);
        foreach (var manifest in _objects)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(names, manifest.Name, out _);
            (index ??= new()).Add(manifest.Place, manifest);
        }

        return names;
    }
}

/// <summary>The objects of a kind in a namespace, as far as "another one is missing" asks for them.</summary>
internal sealed class Companions
{
    /// <summary>Gathers where objects stand.</summary>
    public Companions(List<ManifestObject> manifests)
    {
        foreach (var manifest in manifests)
        {
            HasUnknownName |= Placeholder.IsUnknown(manifest.Name);
            if (!manifest.Is("", "Service") || !manifest.Root["spec"u8]["type"u8].TextEquals("LoadBalancer"u8))
                Places.Add(manifest.Place);
        }
    }

    /// <summary>Whether a placeholder hides a name.</summary>
    public bool HasUnknownName { get; }

    /// <summary>The places of all but the ways into the cluster itself.</summary>
    public PlaceIndex Places { get; } = new();
}
