using System.Buffers;

namespace EksLint.Syntax;

/// <summary>Finds characters that parsers see differently, or that only look like blanks and line breaks.</summary>
internal static class OddText
{
    private static readonly SearchValues<byte> Suspects = SearchValues.Create(CreateSuspects());

    /// <summary>Whether there is a control character, a CR without LF, a Unicode line break or a byte order mark.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        for (var i = 0; ; i++)
        {
            var next = text[i..].IndexOfAny(Suspects);
            if (next < 0)
                return false;
            i += next;
            if (IsOdd(text[i..]))
                return true;
        }
    }

    private static bool IsOdd(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'\r' => text.Length == 1 || text[1] != '\n',
        0xC2 => text[1] is >= 0x80 and < 0xA0,
        0xE2 => text[1] == 0x80 && text[2] is 0xA8 or 0xA9,
        0xEF => text[1] == 0xBB && text[2] == 0xBF,
        _ => true,
    };

    private static byte[] CreateSuspects()
    {
        var suspects = new List<byte> { 0x7F, 0xC2, 0xE2, 0xEF };
        for (byte control = 0; control < ' '; control++)
        {
            if (control is not ((byte)'\t' or (byte)'\n'))
                suspects.Add(control);
        }

        return [.. suspects];
    }
}
