using System.Collections;
using System.Diagnostics.CodeAnalysis;
using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>The labels of an object. Nearly always they are few, and comparing them one by one is cheaper than hashing.</summary>
internal sealed class LabelMap : IReadOnlyDictionary<string, string>
{
    private const int Few = 12;

    private static readonly LabelMap Empty = new([], null);

    private readonly KeyValuePair<string, string>[] _labels;
    private readonly Dictionary<string, int>? _places;

    private LabelMap(KeyValuePair<string, string>[] labels, Dictionary<string, int>? places)
    {
        _labels = labels;
        _places = places;
    }

    public int Count => _labels.Length;

    public IEnumerable<string> Keys => _labels.Select(static label => label.Key);

    public IEnumerable<string> Values => _labels.Select(static label => label.Value);

    public string this[string key] => Find(key) is >= 0 and var place ? _labels[place].Value : throw new KeyNotFoundException(key);

    /// <summary>Reads labels; a later duplicate loses against the first.</summary>
    public static LabelMap Read(YamlNode labels)
    {
        if (!labels.IsMapping)
            return Empty;

        // Merged labels are not among those that are counted.
        var found = new KeyValuePair<string, string>[labels.Count];
        var count = 0;
        Dictionary<string, int>? places = null;
        foreach (var label in labels.Children)
        {
            if (label.Key is not { } key || !label.IsScalar || Find(found.AsSpan(0, count), places, key) >= 0)
                continue;
            if (count == found.Length)
                Array.Resize(ref found, count * 2 + 1);
            found[count] = new(key, label.Text);
            if (count == Few)
                places = Index(found.AsSpan(0, count));
            places?.Add(key, count);
            count++;
        }

        if (count < found.Length)
            Array.Resize(ref found, count);
        return count == 0 ? Empty : new LabelMap(found, places);
    }

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = Find(key);
        value = place >= 0 ? _labels[place].Value : null;
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key) => Find(_labels, _places, key);

    private static int Find(ReadOnlySpan<KeyValuePair<string, string>> labels, Dictionary<string, int>? places, string key)
    {
        if (places is not null)
            return places.TryGetValue(key, out var place) ? place : -1;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Key == key)
                return i;
        }

        return -1;
    }

    private static Dictionary<string, int> Index(ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Length; i++)
            places.Add(labels[i].Key, i);
        return places;
    }
}
