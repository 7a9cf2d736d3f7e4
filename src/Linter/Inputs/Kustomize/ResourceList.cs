namespace EksLint.Inputs.Kustomize;

/// <summary>The objects of a kustomization in the order in which it lists them.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/resmap/reswrangler.go.</remarks>
internal sealed class ResourceList
{
    private readonly List<Resource> _items = [];
    private HashSet<ResourceId>? _ids;
    private Dictionary<string, List<Resource>>? _byName;

    public IReadOnlyList<Resource> Items => _items;

    /// <summary>Adds an object; there must be none of its identity.</summary>
    public void Append(Resource resource)
    {
        _ids ??= [.. _items.Select(static item => item.Id.Effective)];
        if (!_ids.Add(resource.Id.Effective))
            throw new UnresolvableException($"lists {resource} twice");
        _items.Add(resource);
        if (_byName is not null)
            Index(_byName, resource);
    }

    public void AppendAll(ResourceList other)
    {
        foreach (var resource in other.Items)
            Append(resource);
    }

    public void Replace(Resource old, Resource replacement)
    {
        _items[_items.IndexOf(old)] = replacement;
        NamesChanged();
    }

    public void RemoveAll(HashSet<Resource> gone)
    {
        if (gone.Count == 0)
            return;
        _items.RemoveAll(gone.Contains);
        NamesChanged();
    }

    /// <summary>The objects that have, or once had, an identity.</summary>
    public List<Resource> FindByAnyId(ResourceId id)
    {
        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            foreach (var item in _items)
                Index(_byName, item);
        }

        var wanted = id.Effective;
        return _byName.GetValueOrDefault(id.Name)?.FindAll(resource => resource.AllIds.Any(known => known.Effective == wanted)) ?? [];
    }

    /// <summary>To be called when objects were renamed.</summary>
    public void NamesChanged()
    {
        _ids = null;
        _byName = null;
    }

    /// <summary>Throws where two objects have the same identity now.</summary>
    public void DemandDistinct()
    {
        NamesChanged();
        _ids = [];
        foreach (var item in _items)
        {
            if (!_ids.Add(item.Id.Effective))
                throw new UnresolvableException($"gives two objects the identity of {item}");
        }
    }

    private static void Index(Dictionary<string, List<Resource>> byName, Resource resource)
    {
        foreach (var name in resource.AllIds.Select(static id => id.Name).Distinct(StringComparer.Ordinal))
        {
            if (!byName.TryGetValue(name, out var resources))
                byName[name] = resources = [];
            resources.Add(resource);
        }
    }
}
