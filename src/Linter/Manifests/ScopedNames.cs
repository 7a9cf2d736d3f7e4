using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Names, mostly of namespaces, of which something holds in a scope: seen from a scope, its own count and those of none; from none, all.</summary>
internal sealed class ScopedNames
{
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);
    private readonly HashSet<(string Name, string Scope)> _scoped = [];

    /// <summary>Adds a name where it holds.</summary>
    public void Add(string name, Place place)
    {
        _all.Add(name);
        _scoped.Add((name, place.Scope ?? ""));
    }

    /// <summary>Whether a name holds, seen from a place.</summary>
    public bool Contains(string name, Place near) =>
        _all.Contains(name) && (near.Scope is not { } scope || _scoped.Contains((name, scope)) || _scoped.Contains((name, "")));
}
