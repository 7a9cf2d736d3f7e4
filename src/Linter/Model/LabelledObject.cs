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
    public IReadOnlyDictionary<string, string> Labels { get; } = LabelMap.Read(manifest.Metadata["labels"u8]);

    /// <inheritdoc/>
    public bool HasLabel(string key, string? value) =>
        Labels.TryGetValue(key, out var given) && (value is null || given == value || Placeholder.IsUnknown(given) || Placeholder.IsUnknown(value));
}
