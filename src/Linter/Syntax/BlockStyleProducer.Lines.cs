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
            var dash = -1;
            var start = _position;
            if (text[start] == '-')
            {
                dash = start++;
                if (start == text.Length || text[start] != ' ')
                    return true;
                while (start < text.Length && text[start] == ' ')
                    start++;
            }

            if (start == text.Length || text[start] is (byte)'-' or (byte)'<' || NoPlainStart.Contains(text[start]))
                return true;
            var colon = start + 1;
            while (colon < text.Length && !IsIn(KeyStops, text[colon]))
                colon++;
            if (colon - start > LongestKey || colon + 1 >= text.Length || text[colon] != ':')
                return true;

            var value = colon + 1;
            var end = value;
            if (text[value] == ' ')
            {
                while (value < text.Length && text[value] == ' ')
                    value++;
                if (value == text.Length || text[value] == '-' || NoPlainStart.Contains(text[value]))
                    return true;
                end = FindEndOfPlain(value);
                if (end < 0)
                    return true;
            }
            else if (text[value] != '\n')
            {
                return true;
            }

            if (_tape.AwaitsValue || _tape.Depth == 0 || PositionInLine <= _tape.Column)
            {
                if (!OpenEntry(dash, start))
                    return false;
            }
            else
            {
                // It continues the scalar before it, or has no place.
                return true;
            }

            _tape.SetKey(new ScalarToken(start, colon, NodeStyle.Plain, IsVerbatim: true));
            _tape.AwaitValue(colon + 1);
            if (end > value && !AddScalar(new ScalarToken(value, end, NodeStyle.Plain, IsVerbatim: true)))
                return false;
            _position = end == text.Length ? end : end + 1;
            _lineStart = _position;
            if (!SkipToContent())
                return false;
        }

        return true;
    }

    /// <summary>The end of plain text that ends with its line; -1 where that is not certain, or blanks or a comment come before it.</summary>
    private readonly int FindEndOfPlain(int start)
    {
        var text = _text;
        var position = start + 1;
        while (true)
        {
            var near = Math.Min(position + FewBytes, text.Length);
            while (position < near && !IsIn(ValueStops, text[position]))
                position++;
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

    private static bool IsIn(ulong set, byte value) => value < 64 && (set >> value & 1) != 0;
}
