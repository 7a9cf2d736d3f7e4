namespace EksLint.Manifests;

/// <summary>Things by directory, and the nearest of them to any directory: several environments in one repository repeat the same objects.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class DirectoryIndex<T>
{
    private readonly Dictionary<string, List<T>> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Depth, List<string> Directories)> _nearestBelow = new(StringComparer.Ordinal);

    /// <summary>Adds a thing.</summary>
    public void Add(string directory, T item)
    {
        if (_items.TryGetValue(directory, out var items))
        {
            items.Add(item);
            return;
        }

        _items[directory] = [item];
        var depth = 0;
        foreach (var ancestor in AncestorsOf(directory))
        {
            if (!_nearestBelow.TryGetValue(ancestor, out var nearest) || depth < nearest.Depth)
                _nearestBelow[ancestor] = (depth, [directory]);
            else if (depth == nearest.Depth)
                nearest.Directories.Add(directory);
            depth++;
        }
    }

    /// <summary>The things that are the fewest steps up and down away; several directories where they are equally near.</summary>
    public List<T> FindNearest(string directory)
    {
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
