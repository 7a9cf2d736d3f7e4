using System.Globalization;
using System.Text;

namespace EksLint.Cli.Output;

/// <summary>
/// Makes text from strangers' files fit for terminals and logs: what would steer a terminal, turn the order of the letters around or stay invisible is
/// written out (<c>\u{1b}</c>), and what a CI system would take for a command is broken.
/// </summary>
internal static class SafeText
{
    /// <summary>Escapes a text; text without anything of the kind is given back as it is.</summary>
    public static string Escape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or >= '\x7F' || OpensLogCommand(text, i))
                return EscapeFrom(text, i);
        }

        return text;
    }

    /// <summary>Escapes a path; one that a log would take for a command (<c>::error::</c>) is shown as <c>./::error::</c>.</summary>
    public static string EscapePath(string path)
    {
        // GitHub's runner looks behind leading blanks.
        var escaped = Escape(path);
        return escaped.AsSpan().TrimStart().StartsWith("::") ? "./" + escaped : escaped;
    }

    /// <summary>Whether a character is shown as an escape.</summary>
    public static bool IsUnsafe(Rune rune) => rune.Value switch
    {
        < 0x20 or 0x7F => true,
        < 0x7F => false,

        // The fillers of Hangul are letters to Unicode, and invisible.
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    /// <summary>The escape of a character: <c>\n</c>, <c>\u{1b}</c>.</summary>
    public static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
    };

    /// <summary>Whether the bracket at an index makes a command for a CI system's log: <c>##[group]</c>, <c>##vso[task]</c>, <c>##teamcity[message]</c>. These count anywhere in a line.</summary>
    public static bool OpensLogCommand(ReadOnlySpan<char> text, int index)
    {
        if (text[index] != '[')
            return false;
        var before = text[..index];
        while (before is [.. var rest, var last] && char.IsAsciiLetter(last))
            before = rest;
        return before.EndsWith("##");
    }

    private static string EscapeFrom(string text, int start)
    {
        Span<char> units = stackalloc char[2];
        var result = new StringBuilder(text, 0, start, text.Length + 16);
        for (var i = start; i < text.Length;)
        {
            // Half a surrogate pair becomes the replacement character, which every encoder would make of it.
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (IsUnsafe(rune) || OpensLogCommand(text, i))
                result.Append(Escape(rune));
            else
                result.Append(units[..rune.EncodeToUtf16(units)]);
            i += length;
        }

        return result.ToString();
    }
}
