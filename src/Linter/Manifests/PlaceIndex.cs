using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Places, and whether any of them is deployed together with another: <see cref="Place.IsDeployedWith"/> without asking each.</summary>
internal sealed class PlaceIndex
{
    private readonly HashSet<(string Scope, string Directory)> _directories = [];
    private readonly HashSet<(string Scope, string Directory)> _above = [];
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);

    // Stands for every scope and none.
    private const string Any = "\0";

    /// <summary>Adds a place.</summary>
    public void Add(Place place)
    {
        if (place.Scope is not null)
            _scopes.Add(place.Scope);
        Add(Any, place.Directory);
        if (place.Scope is null)
            Add("", place.Directory);
    }

    /// <summary>Whether one of the places is deployed together with another.</summary>
    public bool HasCompanionOf(Place place)
    {
        if (_directories.Count == 0)
            return false;
        if (place.Scope is not null && _scopes.Contains(place.Scope))
            return true;
        var scope = place.Scope is null ? Any : "";
        if (_above.Contains((scope, place.Directory)))
            return true;
        for (var directory = place.Directory; ; directory = DirectoryAbove(directory))
        {
            if (_directories.Contains((scope, directory)))
                return true;
            if (directory.Length == 0)
                return false;
        }
    }

    private void Add(string scope, string directory)
    {
        if (!_directories.Add((scope, directory)))
            return;
        for (var above = directory; above.Length > 0;)
        {
            above = DirectoryAbove(above);
            if (!_above.Add((scope, above)))
                return;
        }
    }

    private static string DirectoryAbove(string directory) => directory.LastIndexOf('/') is >= 0 and var slash ? directory[..slash] : "";
}
