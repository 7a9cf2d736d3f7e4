namespace EksLint.Syntax;

/// <summary>Cuts a file into documents before anything is parsed, so that one broken document does not hide the rest.</summary>
/// <remarks>Exact, not a guess: <c>---</c> or <c>...</c> at column 0 with a blank behind it ends a document even inside a scalar
/// (YAML 1.2.2, c-forbidden [206]).</remarks>
internal static class DocumentSplitter
{
    public static List<SourceSpan> Split(ReadOnlySpan<byte> text)
    {
        var documents = new List<SourceSpan>();
        var start = 0;
        for (var line = 0; line < text.Length; line = NextMarker(text, line))
        {
            if (IsMarker(text, line, (byte)'-') && !IsPreamble(text[start..line]))
            {
                Add(documents, text, start, line);
                start = line;
            }
            else if (IsMarker(text, line, (byte)'.'))
            {
                Add(documents, text, start, line);
                var end = text[line..].IndexOf((byte)'\n');
                start = end < 0 ? text.Length : line + end + 1;
            }
        }

        Add(documents, text, start, text.Length);
        return documents;
    }

    private static void Add(List<SourceSpan> documents, ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            documents.Add(new SourceSpan(start, end));
    }

    /// <summary>The start of the next line that begins with three dashes or dots.</summary>
    private static int NextMarker(ReadOnlySpan<byte> text, int from)
    {
        var rest = text[from..];
        var dashes = rest.IndexOf("\n---"u8);
        var dots = (dashes < 0 ? rest : rest[..dashes]).IndexOf("\n..."u8);
        var next = dots >= 0 ? dots : dashes;
        return next < 0 ? text.Length : from + next + 1;
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
            if (line.IsEmpty || line[0] is (byte)'#' || line.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (line[0] != '%')
                return false;
            directive = true;
        }

        return directive;
    }
}
