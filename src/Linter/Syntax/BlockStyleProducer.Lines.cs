namespace EksLint.Syntax;

internal ref partial struct BlockStyleProducer
{
    // What ends the way of a loop through plain text: sets of characters below 64, of which each is a bit.
    private const ulong KeyStops = (1ul << ':') | (1ul << ' ') | (1ul << '\t') | (1ul << '\n') | (1ul << '\r') | (1ul << '#');
    private const ulong ValueStops = (1ul << ':') | (1ul << '\n') | (1ul << '\r') | (1ul << '#');

    // Further on the way a search over many bytes at once is faster.
    private const int FewBytes = 16;

    /// <summary>
    /// Reads lines of the two forms that most of a manifest consists of, <c>key:</c> and <c>key: value</c> with a plain key and a plain value, maybe behind one
    /// dash, for as long as they come. The first line that has any other form is left as it is, and so is the end.
    /// </summary>
    /// <returns>Whether the document can still be read.</returns>
    private bool ReadSimpleLines()
    {
        var text = _text;
        while (!IsAtEnd)
        {
            // The dash.
            var position = _position;
            var dash = -1;
            if (text[position] == '-')
            {
                dash = position++;
                if (position == text.Length || text[position] != ' ')
                    return true;
                while (position < text.Length && text[position] == ' ')
                    position++;
            }

            // The key and its colon.
            if (position == text.Length || !BeginsSimply(text[position]))
                return true;
            var key = position;
            var colon = FindStop(text, key + 1, text.Length, KeyStops);
            position = colon + 1;
            if (colon - key > LongestKey || position >= text.Length || text[colon] != ':')
                return true;

            // The value, if it stands on the same line.
            var end = position;
            if (text[position] == ' ')
            {
                while (position < text.Length && text[position] == ' ')
                    position++;
                if (position == text.Length || !BeginsSimply(text[position]))
                    return true;
                end = FindEndOfPlain(position);
                if (end < 0)
                    return true;
            }
            else if (text[position] != '\n')
            {
                return true;
            }

            var column = _position - _lineStart;
            if (dash >= 0 || _tape.AwaitsValue || column != _tape.Column || !_tape.IsMapping)
            {
                // Further right it continues the scalar before it, or has no place.
                if (!_tape.AwaitsValue && _tape.Depth > 0 && column > _tape.Column)
                    return true;
                if (!OpenEntry(dash, key))
                    return false;
            }

            if (end == position)
            {
                _tape.SetKey(new ScalarToken(key, colon, NodeStyle.Plain, IsVerbatim: true));
                _tape.AwaitValue(position);
            }
            else if (end - position > YamlLimits.ScalarBytes)
            {
                return false;
            }
            else
            {
                _tape.AddPlainEntry(new SourceSpan(key, colon), new SourceSpan(position, end));
            }

            // The next line: mostly spaces and then text.
            position = Math.Min(end + 1, text.Length);
            _lineStart = position;
            while (position < text.Length && text[position] == ' ')
                position++;
            _position = position;
            if (position < text.Length && !BeginsSimply(text[position]) && text[position] != '-' && !SkipToContent())
                return false;
        }

        return true;
    }

    /// <summary>Whether what begins with a character is plain and nothing else; some that begin with others are, too.</summary>
    private static bool BeginsSimply(byte first) => first is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'/' or (byte)'_' or (byte)'.';

    /// <summary>The end of plain text that ends with its line; -1 where that is not certain, or blanks or a comment come before it.</summary>
    private readonly int FindEndOfPlain(int start)
    {
        var text = _text;
        var position = start + 1;
        while (true)
        {
            var near = Math.Min(position + FewBytes, text.Length);
            position = FindStop(text, position, near, ValueStops);
            if (position == near && position < text.Length)
            {
                var length = text[position..].IndexOfAny(PlainStops);
                position = length < 0 ? text.Length : position + length;
            }

            if (position == text.Length || text[position] == '\n')
                return text[position - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' ? -1 : position;
            var isText = text[position] == ':' ? !IsBlankOrEnd(position + 1) : text[position] == '#' && !IsBlankOrEnd(position - 1);
            if (!isText)
                return -1;
            position++;
        }
    }

    /// <summary>Makes the mapping of an entry the innermost collection, with the sequence of its dash around it.</summary>
    private bool OpenEntry(int dash, int key)
    {
        var column = PositionInLine;
        var isItem = dash >= 0;
        var begins = _tape.Depth == 0 || BeginsValue(column, isItem);
        if (_tape.Depth == 0 && !_tape.IsEmpty)
            return false;
        if (!begins && !GoTo(column, isItem))
            return false;
        if (!isItem)
            return !begins || _tape.Open(NodeKind.Mapping, NodeStyle.Block, key, column);
        if (begins && !_tape.Open(NodeKind.Sequence, NodeStyle.Block, dash, column))
            return false;
        _tape.AwaitValue(dash + 1);
        return _tape.Open(NodeKind.Mapping, NodeStyle.Block, key, key - _lineStart);
    }

    /// <summary>The first place of a character of a set; the end where there is none.</summary>
    private static int FindStop(ReadOnlySpan<byte> text, int start, int end, ulong stops)
    {
        var bounded = text[..end];
        for (var i = start; i < bounded.Length; i++)
        {
            if (bounded[i] < 64 && (stops >> bounded[i] & 1) != 0)
                return i;
        }

        return end;
    }
}
