using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Texts as they were at one moment: read once, so that every pass over them, and what is written in the end, starts from the same bytes.</summary>
public sealed class InputSnapshot
{
    private readonly IReadOnlyCollection<InputText> _texts;
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    /// <summary>Reads texts. What cannot be read stays as it is, and says so when it is linted.</summary>
    public InputSnapshot(IReadOnlyCollection<InputText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts;
        foreach (var text in texts)
        {
            try
            {
                _bytes[text.Path] = text.Read();
            }
            catch (Exception exception) when (InputReader.IsUnreadable(exception))
            {
                // Reported by the reader, which meets the same.
            }
        }
    }

    /// <summary>The bytes of a text; null where it could not be read, or not to its end.</summary>
    public byte[]? Find(string path) => _bytes.GetValueOrDefault(path) is { Length: <= YamlLimits.FileBytes } bytes ? bytes : null;

    /// <summary>The texts, with other bytes where they have changed.</summary>
    /// <param name="changed">New bytes by path.</param>
    public IEnumerable<InputText> With(IReadOnlyDictionary<string, byte[]> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        foreach (var text in _texts)
        {
            if ((changed.GetValueOrDefault(text.Path) ?? _bytes.GetValueOrDefault(text.Path)) is { } bytes)
                yield return text with { Bytes = bytes };
            else
                yield return text;
        }
    }
}
