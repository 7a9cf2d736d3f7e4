namespace EksLint.Syntax;

/// <summary>Reads the YAML that manifests are written in, straight from the bytes and many times faster than the reference.</summary>
/// <remarks>
/// It knows block collections, flow collections, scalars of all styles, comments, aliases, and anchors and tags of values. At whatever else it meets it gives
/// up, be that legal (directives, explicit keys, anchors of keys) or not, and the reference reads the document instead: so no error is ever its own. Tests that
/// look stricter than YAML mark where the reference has views of its own. The other parts of the type read scalars, flow collections and properties.
/// </remarks>
internal ref partial struct BlockStyleProducer
{
    private readonly ReadOnlySpan<byte> _text;
    private TapeBuilder _tape;
    private int _position;
    private int _lineStart;

    // Whether a comma or bracket must come next in the brackets that are being read.
    private bool _isBehindValue;

    private BlockStyleProducer(ReadOnlySpan<byte> text, SourceSpan span)
    {
        _text = text[..span.End];
        _tape = new TapeBuilder(_text, span.Length);
        _position = span.Start;
        _lineStart = span.Start;
    }

    private readonly bool IsAtEnd => _position == _text.Length;

    private readonly int PositionInLine => _position - _lineStart;

    /// <summary>Reads a document, if it can.</summary>
    /// <param name="file">The file.</param>
    /// <param name="span">The document in it, markers and directives included.</param>
    /// <param name="tape">The tape; null when the document is empty.</param>
    /// <returns>Whether the tape is the one that the reference would make; if not, the reference must be asked.</returns>
    public static bool TryProduce(SourceFile file, SourceSpan span, out Tape? tape)
    {
        tape = null;
        if (OddText.IsIn(file.Text[span.Start..span.End]))
            return false;
        var producer = new BlockStyleProducer(file.Text, span);
        try
        {
            return producer.ReadDocument() && producer._tape.TryFinish(out tape);
        }
        finally
        {
            producer._tape.Release();
        }
    }

    private bool ReadDocument()
    {
        if (!SkipMarker() || !SkipToContent())
            return false;
        if (!IsAtEnd && _text[_position] is (byte)'[' or (byte)'{')
            return ReadFlowCollection() && SkipRestOfLine() && SkipToContent() && IsAtEnd;

        while (!IsAtEnd)
        {
            if (!ReadSimpleLines())
                return false;
            if (!IsAtEnd && (!ReadLine(PositionInLine) || !SkipToContent()))
                return false;
        }

        while (_tape.Depth > 0)
            CloseCollection();
        return true;
    }

    /// <summary>The marker that begins the document may have a comment behind it, but no content.</summary>
    private bool SkipMarker()
    {
        if (!_text[_position..].StartsWith("---"u8) || !IsBlankOrEnd(_position + 3))
            return true;
        _position += 3;
        return SkipRestOfLine();
    }

    /// <summary>Reads what begins on a new line: a value that was awaited, the next item of a sequence or the next entry of a mapping.</summary>
    private bool ReadLine(int column)
    {
        var isItem = IsDash(_position);
        if (_tape.Depth == 0)
            return _tape.IsEmpty && ReadNode();
        if (BeginsValue(column, isItem))
            return ReadNode();
        if (!_tape.AwaitsValue && column > _tape.Column)
            return ContinuePlain();
        if (!GoTo(column, isItem))
            return false;
        return isItem ? ReadItem() : TryReadKey(out var key) && ReadEntry(key);
    }

    /// <summary>Whether what stands at a column is the value that was awaited. The items of a sequence may stand in the column of its key.</summary>
    private readonly bool BeginsValue(int column, bool isItem) =>
        _tape.AwaitsValue && (column > _tape.Column || (column == _tape.Column && isItem && _tape.IsMapping));

    /// <summary>Ends all that ends before the next item or entry at a column; false where that is not the column of an open collection.</summary>
    private bool GoTo(int column, bool isItem)
    {
        if (_tape.AwaitsValue)
            _tape.AddNothing();
        while (_tape.Column > column || (_tape.Column == column && !_tape.IsMapping && !isItem))
            CloseCollection();
        return _tape.Column == column && _tape.IsMapping != isItem;
    }

    private void CloseCollection()
    {
        if (_tape.AwaitsValue)
            _tape.AddNothing();
        _tape.Close();
    }

    /// <summary>Reads a node that stands first on its line, or behind nothing but dashes.</summary>
    private bool ReadNode()
    {
        var column = PositionInLine;
        if (IsDash(_position))
            return _tape.Open(NodeKind.Sequence, NodeStyle.Block, _position, column) && ReadItem();
        return TryReadKey(out var key)
            ? _tape.Open(NodeKind.Mapping, NodeStyle.Block, key.Start, column) && ReadEntry(key)
            : ReadValue();
    }

    /// <summary>Reads an item from its dash on. A loop, as the item may begin with a long row of further dashes.</summary>
    private bool ReadItem()
    {
        while (true)
        {
            _position++;
            _tape.AwaitValue(_position);
            SkipSpaces();
            if (IsAtEnd || _text[_position] is (byte)'\n' or (byte)'\r' or (byte)'#')
                return SkipRestOfLine();
            if (!IsDash(_position))
                return ReadNode();
            if (!_tape.Open(NodeKind.Sequence, NodeStyle.Block, _position, PositionInLine))
                return false;
        }
    }

    /// <summary>Reads an entry from behind its colon on.</summary>
    private bool ReadEntry(ScalarToken key)
    {
        _tape.SetKey(key);
        _tape.AwaitValue(_position);
        SkipBlanks();
        if (IsAtEnd || _text[_position] is (byte)'\n' or (byte)'\r' or (byte)'#')
            return SkipRestOfLine();

        // As names of recording rules begin. Behind anything but a plain key the reference may drop the colon.
        var isColonText = _text[_position] == ':' && !IsBlankOrEnd(_position + 1) && key.Style == NodeStyle.Plain;
        return isColonText ? ReadPlainValue() : ReadValue();
    }

    /// <summary>Reads a value that is no collection by indentation, and the rest of its last line.</summary>
    private bool ReadValue()
    {
        // A scalar as a whole document is no manifest.
        if (_tape.Depth == 0)
            return false;
        switch (_text[_position])
        {
            case (byte)'[' or (byte)'{':
                return ReadFlowCollection() && SkipRestOfLine();
            case (byte)'|' or (byte)'>':
                return ReadBlockScalar();
            case (byte)'"' or (byte)'\'':
                return ReadQuoted(out var quoted) && AddScalar(quoted) && SkipRestOfLine();
            case (byte)'&' or (byte)'!':
                return ReadDecoratedValue();
            case (byte)'*':
                return ReadAlias() && SkipRestOfLine();
            default:
                return IsPlainStart(_position) && ReadPlainValue();
        }
    }

    private bool ReadPlainValue() => ReadPlain(out var plain) && AddScalar(plain) && SkipRestOfLine();

    private bool AddScalar(ScalarToken scalar)
    {
        if (scalar.End - scalar.Start > YamlLimits.ScalarBytes)
            return false;
        _tape.AddScalar(scalar);
        return true;
    }

    private readonly bool IsDash(int position) => _text[position] == '-' && IsBlankOrEnd(position + 1);

    private readonly bool IsBlankOrEnd(int position) =>
        position >= _text.Length || _text[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private void SkipSpaces()
    {
        var text = _text;
        var position = _position;
        while (position < text.Length && text[position] == ' ')
            position++;
        _position = position;
    }

    private void SkipBlanks()
    {
        var text = _text;
        var position = _position;
        while (position < text.Length && text[position] is (byte)' ' or (byte)'\t')
            position++;
        _position = position;
    }

    /// <summary>Goes to the next line; false when there is more on this one than blanks and a comment.</summary>
    private bool SkipRestOfLine()
    {
        SkipBlanks();
        if (IsAtEnd)
            return true;
        if (_text[_position] == '#')
        {
            if (!IsBlankOrEnd(_position - 1))
                return false;
        }
        else if (_text[_position] is not ((byte)'\n' or (byte)'\r'))
        {
            return false;
        }

        GoToNextLine();
        return true;
    }

    private void GoToNextLine()
    {
        var length = _text[_position..].IndexOf((byte)'\n');
        _position = length < 0 ? _text.Length : _position + length + 1;
        _lineStart = _position;
    }

    /// <summary>Goes from the start of a line over blank lines and comments to the next text; false when it meets a tab on the way.</summary>
    private bool SkipToContent()
    {
        while (true)
        {
            SkipSpaces();
            if (IsAtEnd)
                return true;
            switch (_text[_position])
            {
                case (byte)'\t':
                    return false;
                case (byte)'\n' or (byte)'\r' or (byte)'#':
                    GoToNextLine();
                    break;
                default:
                    return true;
            }
        }
    }
}
