using System.Text;

namespace EksLint.Values;

/// <summary>Characters in words, so that a message can name what nobody can see.</summary>
internal static class CharacterWords
{
    private const int LongestExcerpt = 40;

    /// <summary>Names the character at a place: <c>a blank</c>, <c>an upper case letter 'A'</c>, <c>the character U+200B</c>.</summary>
    public static string Describe(ReadOnlySpan<char> text, int index)
    {
        _ = Rune.DecodeFromUtf16(text[index..], out var rune, out _);
        return rune.Value switch
        {
            ' ' => "a blank",
            '\t' => "a tab",
            '\r' or '\n' => "a line break",
            >= 'A' and <= 'Z' => $"an upper case letter '{rune}'",
            _ when IsVisible(rune) => $"the character '{rune}'",
            _ => $"the character U+{rune.Value:X4}",
        };
    }

    /// <summary>A part of a value for a message: hostile input must not make the message long.</summary>
    public static string Excerpt(ReadOnlySpan<char> text) =>
        text.Length <= LongestExcerpt ? text.ToString() : string.Concat(text[..LongestExcerpt], "…");

    private static bool IsVisible(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
}
