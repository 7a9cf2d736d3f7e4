using System.Text;
using EksLint.Analysis;
using EksLint.Syntax;

namespace EksLint.Cli.Output;

/// <summary>A line of a file as a terminal shows it: harmless, without secrets, cut to a length; knows in which column each byte ended up.</summary>
internal sealed class DisplayLine
{
    private const int TabWidth = 4;

    /// <summary>Enough for every line that people write; the window into a longer one begins a third before what it is about.</summary>
    private const int LongestLine = 140;
    private const int ColumnsBefore = 40;

    /// <summary>A minified file is one line; of such a line only the bytes near the place are looked at.</summary>
    private const int LongestRead = 4096;
    private const int BytesBefore = 512;

    private readonly List<Cell> _cells = [];
    private readonly int _firstColumn;
    private readonly int _lastColumn;
    private readonly int _indent;

    private DisplayLine(SourceFile file, SourceSpan line, SourceSpan focus, IReadOnlyList<SourceSpan> secrets)
    {
        var read = Narrow(file, line, focus);
        ReadCells(file, line, read, secrets);
        var width = Width;
        var isCutBefore = read.Start > line.Start;
        var isCutBehind = read.End < line.End;
        if (width > LongestLine)
        {
            _firstColumn = Math.Max(0, Math.Min(FindColumn(focus.Start) - ColumnsBefore, width - LongestLine));
            width = _firstColumn + LongestLine;
        }

        _lastColumn = width;
        isCutBefore |= _firstColumn > 0;
        isCutBehind |= _lastColumn < Width;
        _indent = isCutBefore ? 1 : 0;
        var text = new StringBuilder(isCutBefore ? "…" : "");
        foreach (var cell in _cells)
        {
            if (cell.Column >= _firstColumn && cell.Column + cell.Width <= _lastColumn)
                text.Append(cell.Text);
        }

        Text = text.Append(isCutBehind ? "…" : "").ToString().TrimEnd();
    }

    /// <summary>The text to show.</summary>
    public string Text { get; }

    private int Width => _cells is [.., var last] ? last.Column + last.Width : 0;

    /// <summary>Renders a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The 0-based number of the line.</param>
    /// <param name="focus">What a long line is cut around.</param>
    /// <param name="secrets">The places of secrets, in order.</param>
    public static DisplayLine Render(SourceFile file, int line, SourceSpan focus, IReadOnlyList<SourceSpan> secrets) =>
        new(file, file.GetLine(line), focus, secrets);

    /// <summary>The columns of a span, clipped to what is shown; at least one wide. Null where none of it is shown.</summary>
    public (int Start, int Width)? FindColumns(SourceSpan span)
    {
        var start = FindColumn(span.Start);
        var end = Math.Max(FindEndColumn(span), start + 1);
        if (end <= _firstColumn || start > _lastColumn)
            return null;
        start = Math.Max(start, _firstColumn);
        return (start - _firstColumn + _indent, Math.Max(1, Math.Min(end, _lastColumn) - start));
    }

    private static SourceSpan Narrow(SourceFile file, SourceSpan line, SourceSpan focus)
    {
        if (line.Length <= LongestRead)
            return line;
        var start = Math.Clamp(focus.Start - BytesBefore, line.Start, line.End);
        var end = Math.Min(start + LongestRead, line.End);
        while (start > line.Start && IsInsideCharacter(file, start))
            start--;
        while (end < line.End && IsInsideCharacter(file, end))
            end--;
        return new SourceSpan(start, end);
    }

    private static bool IsInsideCharacter(SourceFile file, int offset) => (file.Text[offset] & 0xC0) == 0x80;

    private void ReadCells(SourceFile file, SourceSpan line, SourceSpan read, IReadOnlyList<SourceSpan> secrets)
    {
        var text = file.GetText(read);
        var column = 0;
        var offset = read.Start;
        var isIndentation = true;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            isIndentation &= rune.Value == ' ';
            if (!isIndentation && FindSecret(secrets, offset) is { } secret)
            {
                // One mask for the whole secret: its length is nobody's business.
                var end = Math.Min(secret.End, read.End);
                Add(new Cell(offset, end, column, SecretMask.Replacement.Length, SecretMask.Replacement));
                while (i < text.Length && offset < end)
                {
                    Rune.DecodeFromUtf16(text.AsSpan(i), out rune, out length);
                    offset += rune.Utf8SequenceLength;
                    i += length;
                }

                continue;
            }

            Add(Show(text, i, rune, offset, column));
            offset += rune.Utf8SequenceLength;
            i += length;
        }

        // What points behind the line's last character has a place too.
        _cells.Add(new Cell(offset, Math.Max(offset, line.End) + 1, column, 0, ""));

        void Add(Cell cell)
        {
            _cells.Add(cell);
            column += cell.Width;
        }
    }

    private static Cell Show(string text, int index, Rune rune, int offset, int column)
    {
        var end = offset + rune.Utf8SequenceLength;
        if (rune.Value == '\t')
        {
            var width = TabWidth - (column % TabWidth);
            return new Cell(offset, end, column, width, new string(' ', width));
        }

        if (SafeText.IsUnsafe(rune) || SafeText.OpensLogCommand(text, index))
        {
            var escape = SafeText.Escape(rune);
            return new Cell(offset, end, column, escape.Length, escape);
        }

        return new Cell(offset, end, column, DisplayWidth.Of(rune), rune.ToString());
    }

    private static SourceSpan? FindSecret(IReadOnlyList<SourceSpan> secrets, int offset)
    {
        var (low, high) = (0, secrets.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < secrets[middle].Start)
                high = middle - 1;
            else if (offset >= secrets[middle].End)
                low = middle + 1;
            else
                return secrets[middle];
        }

        return null;
    }

    /// <summary>A span may begin inside a cell: a mask covers many characters.</summary>
    private int FindColumn(int offset)
    {
        foreach (var cell in _cells)
        {
            if (offset < cell.End)
                return cell.Column;
        }

        return Width;
    }

    private int FindEndColumn(SourceSpan span)
    {
        var end = 0;
        foreach (var cell in _cells)
        {
            if (cell.Start < span.End && span.Start < cell.End)
                end = cell.Column + cell.Width;
        }

        return end;
    }

    /// <summary>What the terminal shows for some bytes.</summary>
    private readonly record struct Cell(int Start, int End, int Column, int Width, string Text);
}
