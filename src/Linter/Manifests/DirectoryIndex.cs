using System.Runtime.InteropServices;
using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Things by directory, and the nearest of them to any directory: several environments in one repository repeat the same objects.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class DirectoryIndex<T>
{
    private string? _onlyDirectory;
    private List<T>? _only;
    private Dictionary<string, List<T>>? _items;
    private Dictionary<string, (int Depth, List<string> Directories)>? _nearestBelow;
    private Dictionary<DeploymentScope, DirectoryIndex<T>>? _scopes;
    private DirectoryIndex<T>? _unscoped;

    /// <summary>Whether there is one thing.</summary>
    public bool HasOnlyOne => _items is null && _only is not null;

    /// <summary>Adds a thing.</summary>
    public void Add(Place place, T item)
    {
        if (place.Scope is not null && _scopes is null)
        {
            // What came before belongs to no scope.
            _scopes = [];
            foreach (var (directory, known) in All())
                (_unscoped ??= new()).Add(directory, known);
        }

        Add(place.Directory, item);
        if (place.Scope is not null)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(_scopes!, place.Scope, out _);
            (own ??= new()).Add(place.Directory, item);
        }
        else if (_scopes is not null)
        {
            (_unscoped ??= new()).Add(place.Directory, item);
        }
    }

    /// <summary>The things that are the fewest steps up and down away; several directories where they are equally near. Seen from a scope, its own things
    /// count; if it has none, those of no scope; if there are none either, those of every scope that it can meet.</summary>
    public IReadOnlyList<T> FindNearest(Place near)
    {
        if (_scopes is null || near.Scope is null)
            return FindNearest(near.Directory);
        if (_scopes.TryGetValue(near.Scope, out var own))
            return own.FindNearest(near.Directory);
        if (_unscoped is not null)
            return _unscoped.FindNearest(near.Directory);
        var found = new List<T>();
        foreach (var (scope, index) in _scopes)
        {
            if (near.Scope.CanMeet(scope))
                found.AddRange(index.FindNearest(near.Directory));
        }

        return found;
    }

    private IEnumerable<(string Directory, T Item)> All()
    {
        if (_items is null)
            return _only?.Select(item => (_onlyDirectory!, item)) ?? [];
        return _items.SelectMany(static pair => pair.Value.Select(item => (pair.Key, item)));
    }

    /// <summary>Most names stand for one thing, or for things of one directory, which needs no dictionaries.</summary>
    private void Add(string directory, T item)
    {
        if (_items is null && (_only is null || _onlyDirectory == directory))
        {
            _onlyDirectory = directory;
            (_only ??= []).Add(item);
            return;
        }

        if (_items is null || _nearestBelow is null)
        {
            _items = new(StringComparer.Ordinal);
            _nearestBelow = new(StringComparer.Ordinal);
            foreach (var earlier in _only!)
                AddTo(_items, _nearestBelow, _onlyDirectory!, earlier);
        }

        AddTo(_items, _nearestBelow, directory, item);
    }

    private static void AddTo(Dictionary<string, List<T>> all, Dictionary<string, (int Depth, List<string> Directories)> nearestBelow, string directory, T item)
    {
        if (all.TryGetValue(directory, out var items))
        {
            items.Add(item);
            return;
        }

        all[directory] = [item];
        var depth = 0;
        foreach (var ancestor in AncestorsOf(directory))
        {
            if (!nearestBelow.TryGetValue(ancestor, out var nearest) || depth < nearest.Depth)
                nearestBelow[ancestor] = (depth, [directory]);
            else if (depth == nearest.Depth)
                nearest.Directories.Add(directory);
            depth++;
        }
    }

    private IReadOnlyList<T> FindNearest(string directory)
    {
        if (_items is null || _nearestBelow is null)
            return _only ?? [];
        if (_items.TryGetValue(directory, out var here))
            return here;
        var best = int.MaxValue;
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var up = 0;
        foreach (var ancestor in AncestorsOf(directory))
        {
            if (up > best)
                break;
            if (_nearestBelow.TryGetValue(ancestor, out var nearest) && up + nearest.Depth <= best)
            {
                if (up + nearest.Depth < best)
                    directories.Clear();
                best = up + nearest.Depth;
                directories.UnionWith(nearest.Directories);
            }

            up++;
        }

        var found = new List<T>();
        foreach (var nearest in directories.Order(StringComparer.Ordinal))
            found.AddRange(_items[nearest]);
        return found;
    }

    /// <summary>The directory itself, then each one above it, the working directory (empty) last.</summary>
    private static IEnumerable<string> AncestorsOf(string directory)
    {
        for (var current = directory; ; current = current.LastIndexOf('/') is >= 0 and var slash ? current[..slash] : "")
        {
            yield return current;
            if (current.Length == 0)
                yield break;
        }
    }
}
