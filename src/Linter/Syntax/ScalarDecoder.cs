using System.Buffers;
using System.Globalization;
using System.Text;

namespace EksLint.Syntax;

/// <summary>The text of a scalar from its bytes: escapes, folded lines, block scalars. YAML 1.2.2, chapters 7.3 and 8.1.</summary>
/// <remarks>Where a parser's own idea of the text differs (an indentation indicator, a lone CR) the parser stores the text with the tape instead;
/// see <see cref="NodeFlags.Stored"/>.</remarks>
internal ref struct ScalarDecoder
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly StringBuilder _result = new();
    private readonly List<int>? _offsets;
    private int _position;

    // Behind the last escape: blanks before a line break are dropped, but not those that are written as escapes.
    private int _escaped;

    private ScalarDecoder(ReadOnlySpan<byte> text, List<int>? offsets)
    {
        _text = text;
        _offsets = offsets;
    }

    /// <summary>Decodes a scalar.</summary>
    /// <param name="text">The whole file: the chomping of a block scalar depends on what follows it.</param>
    /// <param name="span">The scalar, quotes and block indicator included.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="offsets">Receives, for each UTF-16 unit of the result, the byte offset that it comes from; null when nobody asks.</param>
    /// <param name="indent">The indentation of a block scalar, where its first line does not tell it; else -1.</param>
    public static string Decode(ReadOnlySpan<byte> text, SourceSpan span, NodeStyle style, List<int>? offsets = null, int indent = -1)
    {
        var decoder = new ScalarDecoder(text, offsets) { _position = span.Start };
        switch (style)
        {
            case NodeStyle.Literal or NodeStyle.Folded:
                decoder.DecodeBlock(span.End, style == NodeStyle.Folded, indent);
                break;
            case NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted:
                decoder._position++;
                decoder.DecodeFlow(Math.Max(span.End - 1, span.Start + 1), style);
                break;
            default:
                decoder.DecodeFlow(span.End, style);
                break;
        }

        return decoder._result.ToString();
    }

    /// <summary>Behind what stands for one UTF-16 unit of a text: a character, an escape, a quote written twice, a line break.</summary>
    /// <param name="text">The file.</param>
    /// <param name="offset">Where it begins, as <see cref="Decode"/> gives it.</param>
    /// <param name="style">How the scalar is written.</param>
    public static int EndOfUnit(ReadOnlySpan<byte> text, int offset, NodeStyle style)
    {
        if (style == NodeStyle.SingleQuoted && text[offset] == '\'')
            return offset + 2;
        if (style == NodeStyle.DoubleQuoted && text[offset] == '\\')
            return offset + 2 + EscapeDigits((char)text[offset + 1]);
        if (text[offset] == '\r' && offset + 1 < text.Length && text[offset + 1] == '\n')
            return offset + 2;
        Rune.DecodeFromUtf8(text[offset..], out _, out var length);
        return offset + length;
    }

    /// <summary>The indentation of a block scalar whose text is known from elsewhere: what its first line with content has more than the text; -1 where
    /// there is no such line.</summary>
    /// <param name="text">The file.</param>
    /// <param name="span">The scalar, block indicator included.</param>
    /// <param name="decoded">Its text.</param>
    public static int FindIndent(ReadOnlySpan<byte> text, SourceSpan span, ReadOnlySpan<char> decoded)
    {
        var written = text[span.Start..span.End];
        var header = written.IndexOf((byte)'\n');
        if (header < 0)
            return -1;
        written = written[(header + 1)..];
        var first = written.IndexOfAnyExcept(" \r\n"u8);
        var firstDecoded = decoded.IndexOfAnyExcept(" \r\n");
        if (first < 0 || firstDecoded < 0)
            return -1;
        return first - written[..first].LastIndexOf((byte)'\n') - (firstDecoded - decoded[..firstDecoded].LastIndexOf('\n'));
    }

    private static int EscapeDigits(char code) => code switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };

    private void DecodeFlow(int end, NodeStyle style)
    {
        while (_position < end)
        {
            var current = _text[_position];
            if (current is (byte)'\n' or (byte)'\r')
                FoldLines(end, trimBefore: true);
            else if (current == '\'' && style == NodeStyle.SingleQuoted)
                AppendQuote();
            else if (current == '\\' && style == NodeStyle.DoubleQuoted)
            {
                Unescape(end);
                _escaped = _result.Length;
            }
            else
                AppendRune();
        }
    }

    /// <summary>Stands at a line break inside a flow scalar: one break is a blank, each further one a line feed.</summary>
    private void FoldLines(int end, bool trimBefore)
    {
        var at = _position;
        if (trimBefore)
            TrimBlanks();
        var breaks = 0;
        while (_position < end)
        {
            if (SkipBreak())
                breaks++;
            else if (_text[_position] is (byte)' ' or (byte)'\t')
                _position++;
            else
                break;
        }

        if (breaks == 1 && trimBefore)
            Append(' ', at);
        for (var i = 1; i < breaks; i++)
            Append('\n', at);
    }

    private readonly void TrimBlanks()
    {
        var length = _result.Length;
        while (length > _escaped && _result[length - 1] is ' ' or '\t')
            length--;
        _offsets?.RemoveRange(length, _result.Length - length);
        _result.Length = length;
    }

    private void Unescape(int end)
    {
        var at = _position++;
        if (_position >= end)
            return;
        var code = (char)_text[_position];
        if (code is '\n' or '\r')
        {
            // The break is swallowed, what stands before the backslash is kept.
            FoldLines(end, trimBefore: false);
            return;
        }

        _position++;
        var digits = EscapeDigits(code);
        if (digits > 0)
        {
            if (_position + digits <= end
                && uint.TryParse(_text.Slice(_position, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                _position += digits;
                AppendCode(value, at);
            }

            return;
        }

        Append(
            code switch
            {
                '0' => '\0',
                'a' => '\a',
                'b' => '\b',
                't' or '\t' => '\t',
                'n' => '\n',
                'v' => '\v',
                'f' => '\f',
                'r' => '\r',
                'e' => '\x1b',
                'N' => '\u0085',
                '_' => '\u00a0',
                'L' => '\u2028',
                'P' => '\u2029',
                _ => code,
            },
            at);
    }

    private void DecodeBlock(int end, bool folded, int indent)
    {
        var header = _text[_position..].IndexOfAny((byte)'\n', (byte)'\r');
        var indicators = _text[_position..(header < 0 ? _text.Length : _position + header)];
        var comment = indicators.IndexOf((byte)' ');
        if (comment >= 0)
            indicators = indicators[..comment];
        var strip = indicators.Contains((byte)'-');
        var keep = indicators.Contains((byte)'+');
        if (header < 0)
            return;
        _position += header;
        SkipBreak();

        // The span leaves out the blanks behind its last line, the text does not.
        var lastLine = end <= _position ? 0 : _text[end..].IndexOfAny((byte)'\n', (byte)'\r');
        end = lastLine < 0 ? _text.Length : end + lastLine;

        var pendingBreaks = 0;
        var hasContent = false;
        var previousMoreIndented = false;
        while (_position < end)
        {
            var lineStart = _position;
            while (_position < end && _text[_position] == ' ' && (indent < 0 || _position - lineStart < indent))
                _position++;
            if (_position < end && _text[_position] is not ((byte)'\n' or (byte)'\r'))
            {
                if (indent < 0)
                    indent = _position - lineStart;
                var moreIndented = _text[_position] is (byte)' ' or (byte)'\t';
                AppendBreaks(pendingBreaks, fold: folded && hasContent && !moreIndented && !previousMoreIndented, lineStart);
                previousMoreIndented = moreIndented;
                hasContent = true;
                pendingBreaks = 0;
                var length = _text[_position..end].IndexOfAny((byte)'\n', (byte)'\r');
                AppendLine(length < 0 ? end : _position + length);
            }

            if (_position < end && SkipBreak())
                pendingBreaks++;
        }

        AppendFinalBreaks(end, strip, keep);
    }

    /// <summary>Appends text in which nothing has to be decoded but UTF-8; mostly it is ASCII.</summary>
    private void AppendLine(int end)
    {
        Span<char> buffer = stackalloc char[256];
        while (_offsets is null && _position < end)
        {
            var part = _text.Slice(_position, Math.Min(buffer.Length, end - _position));
            if (Ascii.ToUtf16(part, buffer, out var length) != OperationStatus.Done)
                break;
            _result.Append(buffer[..length]);
            _position += length;
        }

        while (_position < end)
            AppendRune();
    }

    private void AppendBreaks(int breaks, bool fold, int at)
    {
        if (fold && breaks == 1)
            Append(' ', at);
        for (var i = fold ? 1 : 0; i < breaks; i++)
            Append('\n', at);
    }

    /// <summary>The breaks behind the last line of a block scalar: none (<c>-</c>), one, or all (<c>+</c>).</summary>
    private void AppendFinalBreaks(int end, bool strip, bool keep)
    {
        _position = end;
        if (strip || _position >= _text.Length || !SkipBreak())
            return;
        if (_result.Length > 0 || keep)
            Append('\n', end);
        while (keep && _position < _text.Length)
        {
            while (_position < _text.Length && _text[_position] == ' ')
                _position++;
            if (_position >= _text.Length || !SkipBreak())
                break;
            Append('\n', end);
        }
    }

    private bool SkipBreak()
    {
        if (_text[_position] == '\r')
        {
            _position++;
            if (_position < _text.Length && _text[_position] == '\n')
                _position++;
            return true;
        }

        if (_text[_position] != '\n')
            return false;
        _position++;
        return true;
    }

    /// <summary>In single quotes a quote is written twice.</summary>
    private void AppendQuote()
    {
        Append('\'', _position);
        _position += 2;
    }

    private void Append(char value, int at)
    {
        _result.Append(value);
        _offsets?.Add(at);
    }

    private void AppendRune()
    {
        if (_text[_position] < 0x80)
        {
            Append((char)_text[_position], _position);
            _position++;
            return;
        }

        Rune.DecodeFromUtf8(_text[_position..], out var rune, out var length);
        AppendCode((uint)rune.Value, _position);
        _position += length;
    }

    private void AppendCode(uint value, int at)
    {
        if (Rune.IsValid(value) && value > char.MaxValue)
        {
            foreach (var unit in new Rune(value).ToString())
                Append(unit, at);
        }
        else
        {
            // A lone surrogate written as \ud83d is kept: JSON writes characters beyond the basic plane as two of them.
            Append(value <= char.MaxValue ? (char)value : '\ufffd', at);
        }
    }
}
