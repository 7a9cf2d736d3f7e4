using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>A fact about each object of a set, which is found when it is first asked for. The objects are numbered, so that no key has to be hashed.</summary>
/// <remarks>Two threads may find a fact at once: both find the same.</remarks>
/// <typeparam name="T">What is known of an object.</typeparam>
internal sealed class FactTable<T>(ManifestObject[] objects)
    where T : class
{
    private T?[]? _facts;

    /// <summary>What is known of an object; null where nobody asked yet, or where it is none of the set.</summary>
    public T? Find(ManifestObject manifest)
    {
        var number = manifest.Number;
        return _facts is { } facts && (uint)number < (uint)facts.Length && objects[number] == manifest ? facts[number] : null;
    }

    /// <summary>Keeps what was found of an object, and gives it back.</summary>
    public T Keep(ManifestObject manifest, T fact)
    {
        var facts = _facts ?? Interlocked.CompareExchange(ref _facts, new T?[objects.Length], null) ?? _facts;
        var number = manifest.Number;
        if ((uint)number < (uint)facts.Length && objects[number] == manifest)
            facts[number] = fact;
        return fact;
    }
}
