using System.Buffers;
using System.Buffers.Text;

namespace EksLint.Syntax;

internal ref partial struct BlockStyleProducer
{
    // The reference counts characters, of which there are at most as many as bytes.
    private const int LongestKey = 1024;

    private static readonly SearchValues<byte> PlainStops = SearchValues.Create("\n:#"u8);
    private static readonly SearchValues<byte> DoubleQuotedStops = SearchValues.Create("\n\"\\"u8);
    private static readonly SearchValues<byte> SingleQuotedStops = SearchValues.Create("\n'"u8);
    private static readonly SearchValues<byte> NoPlainStart = SearchValues.Create(" \t\n\r?:,[]{}#&*!|>'\"%@`"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("0abt\tnvfre \"\\/N_LP"u8);

    /// <summary>Reads a key and its colon; stays where it is when there is none, or none that is sure to be one.</summary>
    private bool TryReadKey(out ScalarToken key)
    {
        var start = _position;
        var found = _text[start] is (byte)'"' or (byte)'\''
            ? ReadQuotedKey(out key)
            : ReadPlainKey(out key);
        if (found && IsBlankOrEnd(_position + 1))
        {
            _position++;
            return true;
        }

        _position = start;
        return false;
    }

    /// <summary>Reads a key in quotes up to its colon.</summary>
    private bool ReadQuotedKey(out ScalarToken key)
    {
        var (start, line) = (_position, _lineStart);
        if (!ReadQuoted(out key) || _lineStart != line)
        {
            _lineStart = line;
            return false;
        }

        SkipSpaces();
        return !IsAtEnd && _text[_position] == ':' && _position - start <= LongestKey;
    }

    /// <summary>Reads a key without quotes up to its colon.</summary>
    private bool ReadPlainKey(out ScalarToken key)
    {
        key = default;
        if (!IsPlainStart(_position))
            return false;
        var start = _position;
        var end = ReadPlainLine();
        if (IsAtEnd || _text[_position] != ':' || _position - start > LongestKey)
            return false;
        key = new ScalarToken(start, end, NodeStyle.Plain, IsVerbatim: true);
        return IsOrdinaryKey(_text[start..end]);
    }

    /// <summary>A word that looks like an alias makes the reference overlook the colon.</summary>
    private static bool IsOrdinaryKey(ReadOnlySpan<byte> key) =>
        !key.Contains((byte)'*') || (key.IndexOf(" *"u8) < 0 && key.IndexOf("\t*"u8) < 0);

    private readonly bool IsPlainStart(int position) =>
        _text[position] == '-' ? !IsBlankOrEnd(position + 1) : !NoPlainStart.Contains(_text[position]);

    /// <summary>Reads plain text up to a mapping indicator, a comment or the end of the line; gives the end of the text.</summary>
    private int ReadPlainLine()
    {
        var start = _position;
        while (true)
        {
            var length = _text[_position..].IndexOfAny(PlainStops);
            _position = length < 0 ? _text.Length : _position + length;
            if (IsAtEnd || _text[_position] == '\n' || (_text[_position] == ':' ? IsBlankOrEnd(_position + 1) : IsBlankOrEnd(_position - 1)))
                break;
            _position++;
        }

        var end = _position;
        while (end > start && _text[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
            end--;
        return end;
    }

    /// <summary>Reads a plain scalar on one line; false at a mapping indicator, which has no place in a value. Whether it goes on shows the next line.</summary>
    private bool ReadPlain(out ScalarToken scalar)
    {
        var start = _position;
        scalar = new ScalarToken(start, ReadPlainLine(), NodeStyle.Plain, IsVerbatim: true);
        return IsAtEnd || _text[_position] != ':';
    }

    /// <summary>Reads the lines that continue the plain scalar that was read last; false where there is none, or a mapping indicator in it.</summary>
    private bool ContinuePlain()
    {
        var start = _tape.StartOfLastPlain;
        if (start < 0)
            return false;
        var reached = _position;
        _position = start;
        while (true)
        {
            var end = ReadPlainLine();
            if (!IsAtEnd && _text[_position] == ':')
                return false;
            var (position, line) = (_position, _lineStart);
            var goesOn = !IsAtEnd && _text[_position] != '#';
            if (goesOn && !SkipToContinuation())
                return false;
            if (goesOn && !IsAtEnd && PositionInLine > _tape.Column && _text[_position] != '#')
                continue;
            (_position, _lineStart) = (position, line);
            _tape.ContinueLast(end);
            return _position >= reached && end - start <= YamlLimits.ScalarBytes && SkipRestOfLine();
        }
    }

    /// <summary>Goes from the end of a line over blank lines to the next text; false when it meets a tab on the way.</summary>
    private bool SkipToContinuation()
    {
        do
        {
            GoToNextLine();
            SkipSpaces();
        }
        while (!IsAtEnd && _text[_position] is (byte)'\n' or (byte)'\r');
        return IsAtEnd || _text[_position] != '\t';
    }

    /// <summary>Reads a scalar in quotes, whose further lines may begin in any column. YAML wants them right of the block around them, and so does the reference in
    /// double quotes, but kubectl and all else that reads with go-yaml takes them (scannerc.go, yaml_parser_scan_flow_scalar).</summary>
    private bool ReadQuoted(out ScalarToken scalar)
    {
        scalar = default;
        var start = _position++;
        var isDouble = _text[start] == '"';
        var isVerbatim = true;
        while (true)
        {
            var length = _text[_position..].IndexOfAny(isDouble ? DoubleQuotedStops : SingleQuotedStops);
            if (length < 0)
                return false;
            _position += length;
            var isEnd = false;
            var isWellFormed = _text[_position] switch
            {
                (byte)'\n' => SkipFold(),
                (byte)'\\' => SkipEscape(),
                _ => SkipQuote(isDouble, out isEnd),
            };
            if (!isWellFormed)
                return false;
            if (isEnd)
            {
                scalar = new ScalarToken(start, _position, isDouble ? NodeStyle.DoubleQuoted : NodeStyle.SingleQuoted, isVerbatim);
                return true;
            }

            isVerbatim = false;
        }
    }

    /// <summary>Skips the closing quote, or in single quotes a quote written twice.</summary>
    private bool SkipQuote(bool isDouble, out bool isEnd)
    {
        _position++;
        isEnd = isDouble || IsAtEnd || _text[_position] != '\'';
        if (!isEnd)
            _position++;
        return true;
    }

    /// <summary>Goes from a line break inside quotes to the text behind it.</summary>
    private bool SkipFold()
    {
        do
        {
            GoToNextLine();
            SkipBlanks();
        }
        while (!IsAtEnd && _text[_position] is (byte)'\n' or (byte)'\r');
        return !IsAtEnd;
    }

    private bool SkipEscape()
    {
        _position++;
        if (IsAtEnd)
            return false;
        var code = _text[_position];
        if (code is (byte)'\n' or (byte)'\r')
            return SkipFold();
        _position++;
        return code switch
        {
            (byte)'x' => SkipHex(2),
            (byte)'u' => SkipHex(4),
            _ => Escapes.Contains(code),
        };
    }

    /// <summary>Skips the number of a character; halves of surrogate pairs are left to the reference.</summary>
    private bool SkipHex(int length)
    {
        if (_position + length > _text.Length
            || !Utf8Parser.TryParse(_text.Slice(_position, length), out uint value, out var read, 'x')
            || read != length
            || value is >= 0xD800 and <= 0xDFFF)
        {
            return false;
        }

        _position += length;
        return true;
    }

    /// <summary>Reads a block scalar with the line breaks behind it. Without text, or with an indentation indicator, it is left to the reference.</summary>
    private bool ReadBlockScalar()
    {
        var start = _position++;
        if (!IsAtEnd && _text[_position] is (byte)'+' or (byte)'-')
            _position++;
        if (!IsBlankOrEnd(_position) || !SkipRestOfLine())
            return false;

        // Lines of blanks may come first. In literal text the reference refuses them, but kubectl and all else that reads with go-yaml only asks that they have no
        // more blanks than the text (scannerc.go, yaml_parser_scan_block_scalar_breaks).
        SkipSpaces();
        var mostBlanks = 0;
        while (!IsAtEnd && _text[_position] is (byte)'\n' or (byte)'\r')
        {
            mostBlanks = Math.Max(mostBlanks, PositionInLine);
            GoToNextLine();
            SkipSpaces();
        }

        var indent = PositionInLine;
        if (IsAtEnd || indent <= _tape.Column || indent < mostBlanks)
            return false;

        var end = _position;
        var endsBlank = false;
        while (!IsAtEnd)
        {
            // Stands at the indentation of the text, or where a line ends or less indented text begins before it.
            var length = _text[_position..].IndexOf((byte)'\n');
            var line = _text.Slice(_position, length < 0 ? _text.Length - _position : length).TrimEnd("\r"u8);
            if (!line.IsEmpty)
            {
                if (PositionInLine < indent)
                    break;
                var content = line.TrimEnd(" \t"u8).Length;
                endsBlank = content == 0;
                end = endsBlank ? end : _position + content;
            }

            GoToNextLine();
            while (!IsAtEnd && _text[_position] == ' ' && PositionInLine < indent)
                _position++;
        }

        // Blanks beyond the indentation are text, but no text that the span of the scalar would hold.
        if (endsBlank)
            return false;
        _position = _lineStart;
        return AddScalar(new ScalarToken(start, end, _text[start] == '|' ? NodeStyle.Literal : NodeStyle.Folded, IsVerbatim: false));
    }
}
