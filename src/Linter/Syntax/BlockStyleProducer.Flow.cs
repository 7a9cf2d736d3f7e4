using System.Buffers;

namespace EksLint.Syntax;

internal ref partial struct BlockStyleProducer
{
    private static readonly SearchValues<byte> FlowPlainStops = SearchValues.Create("\n:#,[]{}"u8);
    private static readonly SearchValues<byte> FlowIndicators = SearchValues.Create(",[]{}"u8);

    // What may follow the colon of a quoted key without a blank, as JSON without blanks has it.
    private static readonly SearchValues<byte> ValueStarts =
        SearchValues.Create("\"'[{-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Reads a collection in brackets with all that is in it, which may stand in any column. The reference wants text, though not the brackets, right of the
    /// block around them; kubectl and all else that reads with go-yaml does not ask (scannerc.go, yaml_parser_scan_plain_scalar).</summary>
    private bool ReadFlowCollection()
    {
        var depth = _tape.Depth;
        _isBehindValue = false;
        do
        {
            if (!SkipFlowGap())
                return false;
            var expectsKey = _tape.IsMapping && !_tape.AwaitsValue;
            var isRead = _text[_position] switch
            {
                (byte)']' or (byte)'}' => CloseFlow(),
                (byte)',' => SkipComma(),
                _ when _isBehindValue => false,
                (byte)'&' or (byte)'!' => !expectsKey && ReadProperties(),
                (byte)'*' => !expectsKey && ReadFlowAlias(),
                (byte)'[' => !expectsKey && OpenFlow(NodeKind.Sequence),
                (byte)'{' => !expectsKey && OpenFlow(NodeKind.Mapping),
                _ => expectsKey ? ReadFlowKey() : ReadFlowScalar(),
            };
            if (!isRead)
                return false;
        }
        while (_tape.Depth > depth);
        return true;
    }

    private bool OpenFlow(NodeKind kind) => _tape.Open(kind, NodeStyle.Flow, _position++, _tape.Column);

    private bool CloseFlow()
    {
        if (_tape.IsMapping != (_text[_position] == '}') || _tape.HasProperties)
            return false;
        if (_tape.AwaitsValue)
            _tape.AddNothing();
        _position++;
        _tape.Close(_position);
        _isBehindValue = true;
        return true;
    }

    private bool SkipComma()
    {
        if (_tape.HasProperties)
            return false;
        if (_tape.AwaitsValue)
            _tape.AddNothing();
        else if (!_isBehindValue)
            return false;
        _position++;
        _isBehindValue = false;
        return true;
    }

    private bool ReadFlowAlias()
    {
        _isBehindValue = true;
        return ReadAlias();
    }

    /// <summary>Goes over blanks, line breaks and comments; false at the end of the text.</summary>
    private bool SkipFlowGap()
    {
        while (true)
        {
            SkipBlanks();
            if (IsAtEnd)
                return false;
            if (_text[_position] == '#')
            {
                if (!IsBlankOrEnd(_position - 1))
                    return false;
            }
            else if (_text[_position] is not ((byte)'\n' or (byte)'\r'))
            {
                return true;
            }

            GoToNextLine();
        }
    }

    private bool ReadFlowKey()
    {
        ScalarToken key;
        if (_text[_position] is (byte)'"' or (byte)'\'')
        {
            if (!ReadQuotedKey(out key))
                return false;
            var touches = _position == key.End && _position + 1 < _text.Length && ValueStarts.Contains(_text[_position + 1]);
            if (!touches && !IsBlankOrEnd(_position + 1))
                return false;
        }
        else
        {
            var start = _position;
            if (!IsFlowPlainStart())
                return false;
            var end = ReadFlowPlainLine();
            if (IsAtEnd || _text[_position] != ':' || !IsBlankOrEnd(_position + 1) || _position - start > LongestKey || !IsOrdinaryKey(_text[start..end]))
                return false;
            key = new ScalarToken(start, end, NodeStyle.Plain, IsVerbatim: true);
        }

        _position++;
        _tape.SetKey(key);
        _tape.AwaitValue(_position);
        return true;
    }

    private bool ReadFlowScalar()
    {
        _isBehindValue = true;
        return (_text[_position] is (byte)'"' or (byte)'\'' ? ReadQuoted(out var scalar) : ReadFlowPlain(out scalar)) && AddScalar(scalar);
    }

    private bool ReadFlowPlain(out ScalarToken scalar)
    {
        scalar = default;
        if (!IsFlowPlainStart())
            return false;
        var start = _position;
        var isVerbatim = true;
        while (true)
        {
            var end = ReadFlowPlainLine();
            scalar = new ScalarToken(start, end, NodeStyle.Plain, isVerbatim);
            if (IsAtEnd || _text[_position] == ':')
                return false;
            if (_text[_position] != '\n')
                return true;
            if (!SkipToFlowContinuation())
                return false;
            if (_text[_position] == '#' || FlowIndicators.Contains(_text[_position]))
                return true;
            isVerbatim = false;
        }
    }

    /// <summary>Reads plain text up to a mapping indicator, a comment, what ends an entry or the end of the line; gives the end of the text.</summary>
    private int ReadFlowPlainLine()
    {
        var start = _position;
        while (true)
        {
            var length = _text[_position..].IndexOfAny(FlowPlainStops);
            _position = length < 0 ? _text.Length : _position + length;
            if (IsAtEnd)
                break;
            var isStop = _text[_position] switch
            {
                (byte)'#' => IsBlankOrEnd(_position - 1),
                (byte)':' => IsBlankOrEnd(_position + 1) || FlowIndicators.Contains(_text[_position + 1]),
                _ => true,
            };
            if (isStop)
                break;
            _position++;
        }

        return start + _text[start.._position].TrimEnd(" \t\r"u8).Length;
    }

    /// <summary>Goes from the end of a line to the next text. A tab counts as indentation here too, but for brackets that are the whole document.</summary>
    private bool SkipToFlowContinuation()
    {
        do
        {
            GoToNextLine();
            SkipBlanks();
            if (_tape.Column >= 0 && _text[_lineStart.._position].IndexOf((byte)'\t') >= 0)
                return false;
        }
        while (!IsAtEnd && _text[_position] is (byte)'\n' or (byte)'\r');
        return !IsAtEnd;
    }

    private bool IsFlowPlainStart() =>
        IsPlainStart(_position) && !(_text[_position] == '-' && FlowIndicators.Contains(_text[_position + 1]));
}
