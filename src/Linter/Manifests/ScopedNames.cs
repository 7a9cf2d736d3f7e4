using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Names, mostly of namespaces, of which something holds somewhere.</summary>
internal sealed class ScopedNames
{
    private readonly Dictionary<string, HashSet<DeploymentScope>> _scopes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unscoped = new(StringComparer.Ordinal);

    /// <summary>Whether nothing holds anywhere, as in most sets.</summary>
    public bool IsEmpty => _unscoped.Count == 0 && _scopes.Count == 0;

    /// <summary>Adds a name where it holds.</summary>
    public void Add(string name, Place place)
    {
        if (place.Scope is null)
            _unscoped.Add(name);
        else if (_scopes.TryGetValue(name, out var scopes))
            scopes.Add(place.Scope);
        else
            _scopes[name] = [place.Scope];
    }

    /// <summary>Whether a name holds anywhere that can be in one cluster with what stands at a place.</summary>
    public bool Contains(string name, Place near) =>
        _unscoped.Contains(name) || (_scopes.Count > 0 && _scopes.TryGetValue(name, out var scopes) && (near.Scope is null || scopes.Any(near.Scope.CanMeet)));
}
