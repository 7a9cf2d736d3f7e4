namespace EksLint.Syntax;

/// <summary>Cuts a file into documents before anything is parsed, so that one broken document does not hide the rest.</summary>
/// <remarks>Exact, not a guess: <c>---</c> or <c>...</c> at column 0 with a blank behind it ends a document even inside a scalar
/// (YAML 1.2.2, c-forbidden [206]).</remarks>
internal static class DocumentSplitter
{
    /// <summary>The documents of a text, in order, without those of blanks.</summary>
    public static List<SourceSpan> Split(ReadOnlySpan<byte> text) => Split(text, new SourceSpan(0, text.Length));

    /// <summary>The documents of a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">One of the parts that <see cref="CutParts"/> makes.</param>
    public static List<SourceSpan> Split(ReadOnlySpan<byte> text, SourceSpan part)
    {
        text = text[..part.End];
        var documents = new List<SourceSpan>();
        var start = part.Start;
        var dashes = start;
        var dots = start;
        while (true)
        {
            if (dashes >= 0 && (dots < 0 || dashes <= dots))
            {
                if (IsMarker(text, dashes, (byte)'-') && !IsPreamble(text[start..dashes]))
                {
                    Add(documents, text, start, dashes);
                    start = dashes;
                }

                dashes = NextLine(text, dashes, "\n---"u8);
            }
            else if (dots >= 0)
            {
                if (IsMarker(text, dots, (byte)'.'))
                {
                    Add(documents, text, start, dots);
                    var end = text[dots..].IndexOf((byte)'\n');
                    start = end < 0 ? text.Length : dots + end + 1;
                }

                dots = NextLine(text, dots, "\n..."u8);
            }
            else
            {
                break;
            }
        }

        Add(documents, text, start, text.Length);
        return documents;
    }

    /// <summary>Cuts a text into parts, each of which can be split by itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of a part, to which the rest of its last document is added.</param>
    public static List<SourceSpan> CutParts(ReadOnlySpan<byte> text, int size)
    {
        var parts = new List<SourceSpan>();
        var start = 0;
        for (var next = NextLine(text, size, "\n---"u8); next >= 0; next = NextLine(text, Math.Max(next, start + size), "\n---"u8))
        {
            if (!IsMarker(text, next, (byte)'-') || !IsBehindContent(text, next))
                continue;
            parts.Add(new SourceSpan(start, next));
            start = next;
        }

        parts.Add(new SourceSpan(start, text.Length));
        return parts;
    }

    /// <summary>Whether content stands on the line before: then a marker belongs to no preamble, whatever stands further up.</summary>
    private static bool IsBehindContent(ReadOnlySpan<byte> text, int line)
    {
        var before = text[..(line - 1)];
        return IsContent(before[(before.LastIndexOf((byte)'\n') + 1)..]);
    }

    private static void Add(List<SourceSpan> documents, ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            documents.Add(new SourceSpan(start, end));
    }

    /// <summary>The start of the next line that begins as given; -1 where there is none.</summary>
    private static int NextLine(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> beginning)
    {
        var next = from < text.Length ? text[from..].IndexOf(beginning) : -1;
        return next < 0 ? -1 : from + next + 1;
    }

    private static bool IsMarker(ReadOnlySpan<byte> text, int line, byte sign) =>
        text.Length >= line + 3 && text[line] == sign && text[line + 1] == sign && text[line + 2] == sign
        && (text.Length == line + 3 || text[line + 3] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');

    /// <summary>Whether the text holds a directive and nothing but directives, comments and blanks: it belongs to the document that the marker begins.</summary>
    private static bool IsPreamble(ReadOnlySpan<byte> text)
    {
        var directive = false;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (IsContent(line))
                return false;
            directive |= line is [(byte)'%', ..];
        }

        return directive;
    }

    /// <summary>Whether a line is neither blank nor a comment nor a directive.</summary>
    private static bool IsContent(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) >= 0 && line[0] is not ((byte)'#' or (byte)'%');
}
