using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Things by directory, and the nearest of them to any directory: several environments in one repository repeat the same objects.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class DirectoryIndex<T>
{
    private (string Directory, T Item)? _only;
    private Dictionary<string, List<T>>? _items;
    private Dictionary<string, (int Depth, List<string> Directories)>? _nearestBelow;
    private Dictionary<string, DirectoryIndex<T>>? _scopes;

    /// <summary>Adds a thing.</summary>
    public void Add(Place place, T item)
    {
        if (place.Scope is not null && _scopes is null)
        {
            // What came before belongs to no scope.
            _scopes = new(StringComparer.Ordinal);
            foreach (var (directory, known) in All())
                AddToScope(_scopes, "", directory, known);
        }

        Add(place.Directory, item);
        if (_scopes is not null)
            AddToScope(_scopes, place.Scope ?? "", place.Directory, item);
    }

    /// <summary>The things that are the fewest steps up and down away; several directories where they are equally near. Seen from a scope, its own things
    /// count, or else those of no scope.</summary>
    public List<T> FindNearest(Place near)
    {
        if (_scopes is null || near.Scope is null)
            return FindNearest(near.Directory);
        return _scopes.TryGetValue(near.Scope, out var own) || _scopes.TryGetValue("", out own) ? own.FindNearest(near.Directory) : [];
    }

    private static void AddToScope(Dictionary<string, DirectoryIndex<T>> scopes, string scope, string directory, T item)
    {
        if (!scopes.TryGetValue(scope, out var index))
            scopes[scope] = index = new DirectoryIndex<T>();
        index.Add(directory, item);
    }

    private IEnumerable<(string Directory, T Item)> All()
    {
        if (_items is null)
            return _only is { } only ? [only] : [];
        return _items.SelectMany(static pair => pair.Value.Select(item => (pair.Key, item)));
    }

    /// <summary>Most names stand for one thing, which needs no dictionaries.</summary>
    private void Add(string directory, T item)
    {
        if (_items is null && _only is null)
        {
            _only = (directory, item);
            return;
        }

        if (_items is null || _nearestBelow is null)
        {
            _items = new(StringComparer.Ordinal);
            _nearestBelow = new(StringComparer.Ordinal);
            AddTo(_items, _nearestBelow, _only!.Value.Directory, _only.Value.Item);
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

    private List<T> FindNearest(string directory)
    {
        if (_items is null || _nearestBelow is null)
            return _only is { } only ? [only.Item] : [];
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
