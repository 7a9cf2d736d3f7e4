using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Places, and whether any of them is deployed together with another: <see cref="Place.IsDeployedWith"/> without asking each.</summary>
internal sealed class PlaceIndex
{
    private readonly HashSet<DeploymentScope> _scopes = [];
    private readonly Directories _all = new();
    private readonly Directories _unscoped = new();

    /// <summary>Adds a place.</summary>
    public void Add(Place place)
    {
        _all.Add(place.Directory);
        if (place.Scope is null)
            _unscoped.Add(place.Directory);
        else
            _scopes.Add(place.Scope);
    }

    /// <summary>Whether one of the places is deployed together with another.</summary>
    public bool HasCompanionOf(Place place) =>
        place.Scope is null ? _all.HasAboveOrBelow(place.Directory) : _scopes.Contains(place.Scope) || _unscoped.HasAboveOrBelow(place.Directory);

    private sealed class Directories
    {
        private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
        private readonly HashSet<string> _above = new(StringComparer.Ordinal);

        public void Add(string directory)
        {
            if (!_directories.Add(directory))
                return;
            for (var above = directory; above.Length > 0;)
            {
                above = Above(above);
                if (!_above.Add(above))
                    return;
            }
        }

        public bool HasAboveOrBelow(string directory)
        {
            if (_directories.Count == 0 || _above.Contains(directory))
                return _directories.Count > 0;
            for (var current = directory; ; current = Above(current))
            {
                if (_directories.Contains(current))
                    return true;
                if (current.Length == 0)
                    return false;
            }
        }

        private static string Above(string directory) => directory.LastIndexOf('/') is >= 0 and var slash ? directory[..slash] : "";
    }
}
