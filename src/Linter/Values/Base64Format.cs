using System.Buffers;

namespace EksLint.Values;

/// <summary>Bytes as JSON holds them: Secret data, CA bundles.</summary>
/// <remarks>RFC 4648, section 4, as golang/go reads it (src/encoding/json/decode.go: a []byte is base64.StdEncoding; src/encoding/base64/base64.go):
/// the standard alphabet, padding needed, line breaks ignored wherever they stand, blanks refused.</remarks>
public static class Base64Format
{
    private const int Quantum = 4;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Whether UTF-8 is base64 in one piece, as tools write it. Of another text nothing is said.</summary>
    internal static bool IsUsual(ReadOnlySpan<byte> text)
    {
        var characters = text.TrimEnd((byte)'=');
        return text.Length % Quantum == 0 && text.Length - characters.Length <= 2 && !characters.ContainsAnyExcept(Alphabet);
    }

    /// <summary>What is wrong with a text that should be base64, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text)
    {
        var characters = 0;
        var padding = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n')
                continue;
            if (c == '=')
                padding++;
            else if (c is '-' or '_')
                return $"has '{c}' of the URL alphabet, where '{(c == '-' ? '+' : '/')}' is needed";
            else if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
                return "has " + CharacterWords.Describe(text, i);
            else if (padding > 0)
                return "has more text after the padding '='";
            else
                characters++;
        }

        return LengthProblem(characters % Quantum, padding);
    }

    private static string? LengthProblem(int rest, int padding)
    {
        if (rest == 1)
            return "is cut off: one character stands alone at the end";
        var needed = rest == 0 ? 0 : Quantum - rest;
        if (padding > needed)
            return $"has {padding} '=' at the end, not {needed}";
        return padding < needed ? $"lacks '{new string('=', needed - padding)}' at the end" : null;
    }
}
