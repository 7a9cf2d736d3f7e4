using System.Runtime.InteropServices;
using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Things by directory, and the nearest of them to any directory: several environments in one repository repeat the same objects.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class DirectoryIndex<T>
{
    // Most names stand for one thing, or for things of one directory, which needs no more than a list.
    private string? _onlyDirectory;
    private List<T>? _only;
    private Spread? _spread;

    /// <summary>Whether there is one thing, or several in one directory.</summary>
    public bool HasOnlyOne => _spread?.Items is null && _only is not null;

    /// <summary>Whether all that is there is the nearest to any place.</summary>
    public bool IsOneEverywhere => _spread is null;

    /// <summary>Adds a thing.</summary>
    public void Add(Place place, T item)
    {
        if (place.Scope is not null && _spread?.Scopes is null)
        {
            // What came before belongs to no scope.
            var spread = _spread ??= new();
            spread.Scopes = [];
            foreach (var (directory, known) in All())
                (spread.Unscoped ??= new()).Add(directory, known);
        }

        Add(place.Directory, item);
        if (place.Scope is not null)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(_spread!.Scopes!, place.Scope, out _);
            (own ??= new()).Add(place.Directory, item);
        }
        else if (_spread?.Scopes is not null)
        {
            (_spread.Unscoped ??= new()).Add(place.Directory, item);
        }
    }

    /// <summary>The things that are the fewest steps up and down away; several directories where they are equally near. Seen from a scope, its own things
    /// count; if it has none, those of no scope; if there are none either, those of every scope that it can meet.</summary>
    public IReadOnlyList<T> FindNearest(Place near)
    {
        if (_spread is null)
            return _only ?? [];
        if (_spread.Scopes is not { } scopes || near.Scope is null)
            return FindNearest(near.Directory);
        if (scopes.TryGetValue(near.Scope, out var own))
            return own.FindNearest(near.Directory);
        if (_spread.Unscoped is not null)
            return _spread.Unscoped.FindNearest(near.Directory);
        var found = new List<T>();
        foreach (var (scope, index) in scopes)
        {
            if (near.Scope.CanMeet(scope))
                found.AddRange(index.FindNearest(near.Directory));
        }

        return found;
    }

    private IEnumerable<(string Directory, T Item)> All()
    {
        if (_spread?.Items is not { } items)
            return _only?.Select(item => (_onlyDirectory!, item)) ?? [];
        return items.SelectMany(static pair => pair.Value.Select(item => (pair.Key, item)));
    }

    private void Add(string directory, T item)
    {
        if (_spread?.Items is null)
        {
            if (_only is null)
            {
                _onlyDirectory = directory;
                _only = new(1) { item };
                return;
            }

            if (_onlyDirectory == directory)
            {
                _only.Add(item);
                return;
            }

            (_spread ??= new()).Items = new(StringComparer.Ordinal);
            foreach (var earlier in _only)
                _spread.AddTo(_onlyDirectory!, earlier);
        }

        _spread.AddTo(directory, item);
    }

    private IReadOnlyList<T> FindNearest(string directory)
    {
        if (_spread?.Items is not { } items)
            return _only ?? [];
        if (items.TryGetValue(directory, out var here))
            return here;
        var best = int.MaxValue;
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var up = 0;
        foreach (var ancestor in AncestorsOf(directory))
        {
            if (up > best)
                break;
            if (_spread.NearestBelow.TryGetValue(ancestor, out var nearest) && up + nearest.Depth <= best)
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
            found.AddRange(items[nearest]);
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

    /// <summary>Things of several directories, or of scopes.</summary>
    private sealed class Spread
    {
        /// <summary>The things by directory; null where there is only one directory.</summary>
        public Dictionary<string, List<T>>? Items { get; set; }

        public Dictionary<string, (int Depth, List<string> Directories)> NearestBelow { get; } = new(StringComparer.Ordinal);

        public Dictionary<DeploymentScope, DirectoryIndex<T>>? Scopes { get; set; }

        public DirectoryIndex<T>? Unscoped { get; set; }

        public void AddTo(string directory, T item)
        {
            ref var items = ref CollectionsMarshal.GetValueRefOrAddDefault(Items!, directory, out var isThere);
            if (isThere)
            {
                items!.Add(item);
                return;
            }

            items = [item];
            var depth = 0;
            foreach (var ancestor in AncestorsOf(directory))
            {
                if (!NearestBelow.TryGetValue(ancestor, out var nearest) || depth < nearest.Depth)
                    NearestBelow[ancestor] = (depth, [directory]);
                else if (depth == nearest.Depth)
                    nearest.Directories.Add(directory);
                depth++;
            }
        }
    }
}
