using System.Text;

namespace EksLint.Syntax;

/// <summary>Where the lines of a text begin, in bytes and in UTF-16 units. Line breaks are LF, CR LF and CR, as editors count them.</summary>
/// <remarks>It knows what lies before each block of the text, and counts within a block when asked: of a large file few places are asked for, so that a
/// table of all its lines would cost more than the answers.</remarks>
internal sealed class LineTable
{
    // Fewer are counted sooner than others can be asked to help.
    private const int FewBlocks = 128;

    private readonly byte[] _text;
    private readonly bool _isAscii;
    private readonly int _blockBytes;
    private readonly Block[] _blocks;

    /// <summary>Looks through a text.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="isAscii">Whether each byte is a character.</param>
    /// <param name="blockBytes">The size of a block.</param>
    public LineTable(byte[] text, bool isAscii, int blockBytes = 2048)
    {
        _text = text;
        _isAscii = isAscii;
        _blockBytes = blockBytes;
        _blocks = new Block[text.Length / blockBytes + 1];
        Cores.For((_blocks.Length - 1) / FewBlocks + 1, CountBlocks);
        Count = AddUp() + 1;
    }

    /// <summary>The number of lines; an empty text has one.</summary>
    public int Count { get; }

    /// <summary>The 0-based line of an offset.</summary>
    public int LineOf(int offset)
    {
        var block = BlockOf(offset);
        return block.Lines + CountBreaks(block.Start, Math.Min(offset, _text.Length));
    }

    /// <summary>The start of the line of an offset.</summary>
    public int StartOfLine(int offset)
    {
        var block = BlockOf(offset);
        return FindLastStart(block.Start, Math.Min(offset, _text.Length)) is >= 0 and var start ? start : block.LineStart;
    }

    /// <summary>The start of a 0-based line.</summary>
    public int Start(int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, Count);
        var (low, high) = (0, _blocks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].Lines < line)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == 0)
            return 0;
        var start = _blocks[low - 1].Start;
        for (var count = _blocks[low - 1].Lines; count < line; count++)
            start = StartOfNext(LineAt(start));
        return start;
    }

    /// <summary>The line that begins at an offset, without its line break; of an offset within a line the rest.</summary>
    public SourceSpan LineAt(int start)
    {
        var length = _text.AsSpan(start).IndexOfAny((byte)'\n', (byte)'\r');
        return new SourceSpan(start, length < 0 ? _text.Length : start + length);
    }

    /// <summary>The start of the line behind one; -1 behind the last.</summary>
    public int StartOfNext(SourceSpan line) =>
        line.End == _text.Length ? -1
        : IsInsideBreak(line.End + 1) ? line.End + 2
        : line.End + 1;

    /// <summary>The UTF-16 units before an offset.</summary>
    public int CharOffset(int offset)
    {
        var block = BlockOf(offset);
        return block.Chars + CountChars(block.Start, offset);
    }

    /// <summary>Counts what lies in each of some blocks.</summary>
    private void CountBlocks(int group)
    {
        var end = Math.Min((group + 1) * FewBlocks, _blocks.Length);
        for (var i = group * FewBlocks; i < end; i++)
        {
            var start = StartOf(i);
            var next = i + 1 < _blocks.Length ? StartOf(i + 1) : _text.Length;
            _blocks[i] = new Block(start, CountBreaks(start, next), FindLastStart(start, next), CountChars(start, next));
        }
    }

    /// <summary>Turns what lies in each block into what lies before it.</summary>
    /// <returns>The line breaks of the text.</returns>
    private int AddUp()
    {
        var before = default(Block);
        for (var i = 0; i < _blocks.Length; i++)
        {
            var inside = _blocks[i];
            _blocks[i] = before with { Start = inside.Start };
            before = new Block(0, before.Lines + inside.Lines, inside.LineStart < 0 ? before.LineStart : inside.LineStart, before.Chars + inside.Chars);
        }

        return before.Lines;
    }

    private int StartOf(int block) => block == 0 ? 0 : Utf8Pieces.FindBoundary(_text, block * _blockBytes);

    private Block BlockOf(int offset)
    {
        var index = Math.Min(offset / _blockBytes, _blocks.Length - 1);

        // It begins a little later where a character stands across its boundary.
        while (_blocks[index].Start > offset)
            index--;
        return _blocks[index];
    }

    /// <summary>The last start of a line behind one offset and up to another; -1 where there is none.</summary>
    private int FindLastStart(int from, int offset)
    {
        var text = _text.AsSpan(from, offset - from);
        var last = text.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (last >= 0 && IsInsideBreak(from + last + 1))
            last = text[..last].LastIndexOfAny((byte)'\n', (byte)'\r');
        return last < 0 ? -1 : from + last + 1;
    }

    private int CountBreaks(int start, int end)
    {
        var text = _text.AsSpan(start, end - start);
        var count = text.Count((byte)'\n');
        if (text.Count((byte)'\r') is > 0 and var returns)
            count += returns - text.Count("\r\n"u8) - (IsInsideBreak(end) ? 1 : 0);
        return count;
    }

    private bool IsInsideBreak(int offset) => offset > 0 && offset < _text.Length && _text[offset] == '\n' && _text[offset - 1] == '\r';

    private int CountChars(int start, int end) => _isAscii ? end - start : Encoding.UTF8.GetCharCount(_text, start, end - start);

    /// <summary>A piece of the text.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="Lines">The line breaks before it.</param>
    /// <param name="LineStart">The start of the line in which it begins.</param>
    /// <param name="Chars">The UTF-16 units before it.</param>
    private readonly record struct Block(int Start, int Lines, int LineStart, int Chars);
}
