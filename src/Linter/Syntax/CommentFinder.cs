namespace EksLint.Syntax;

/// <summary>Finds comments in what lies between scalars; a <c>#</c> inside a scalar is text, whatever its style.</summary>
internal static class CommentFinder
{
    public static SourceSpan[] Find(YamlDocument document)
    {
        var comments = new List<SourceSpan>();
        var text = document.File.Text;
        var position = document.Span.Start;
        for (var i = 0; i < document.NodeCount; i++)
        {
            ref readonly var node = ref document[i];
            if (node.HasKey)
            {
                Scan(text, position, node.KeyStart, comments);
                position = Math.Max(position, node.KeyEnd);
            }

            if (node.Kind is not (NodeKind.Scalar or NodeKind.Alias))
                continue;
            Scan(text, position, node.Start, comments);
            if (node.Style is NodeStyle.Literal or NodeStyle.Folded)
                ScanBlockHeader(text, node.Start, comments);
            position = Math.Max(position, node.End);
        }

        Scan(text, position, document.Span.End, comments);
        return [.. comments];
    }

    private static void Scan(ReadOnlySpan<byte> text, int start, int end, List<SourceSpan> comments)
    {
        while (start < end)
        {
            var found = text[start..end].IndexOf((byte)'#');
            if (found < 0)
                return;
            var hash = start + found;
            if (hash > 0 && text[hash - 1] is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                start = hash + 1;
                continue;
            }

            var length = text[hash..end].IndexOfAny((byte)'\n', (byte)'\r');
            start = length < 0 ? end : hash + length;
            comments.Add(new SourceSpan(hash, start));
        }
    }

    private static void ScanBlockHeader(ReadOnlySpan<byte> text, int start, List<SourceSpan> comments)
    {
        var length = text[start..].IndexOfAny((byte)'\n', (byte)'\r');
        Scan(text, start, length < 0 ? text.Length : start + length, comments);
    }
}
