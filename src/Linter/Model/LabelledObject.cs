using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>What a selector can be held against.</summary>
public interface ILabelled
{
    /// <summary>The labels as they are written.</summary>
    IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Whether there is a label with a value; what is unknown counts as a match.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null for any.</param>
    bool HasLabel(string key, string? value);
}

/// <summary>An object by its own labels.</summary>
/// <param name="manifest">The object.</param>
public sealed class LabelledObject(ManifestObject manifest) : ILabelled
{
    /// <summary>The object.</summary>
    public ManifestObject Manifest { get; } = manifest;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Labels { get; } = Read(manifest.Root["metadata"u8]["labels"u8]);

    /// <inheritdoc/>
    public bool HasLabel(string key, string? value) =>
        Labels.TryGetValue(key, out var given) && (value is null || given == value || Placeholder.IsUnknown(given) || Placeholder.IsUnknown(value));

    /// <summary>Reads labels; a later duplicate loses against the first.</summary>
    internal static Dictionary<string, string> Read(YamlNode labels)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels.Children)
        {
            if (label.Key is { } key && label.IsScalar)
                result.TryAdd(key, label.Text);
        }

        return result;
    }
}
