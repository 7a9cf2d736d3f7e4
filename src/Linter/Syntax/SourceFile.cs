using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EksLint.Syntax;

/// <summary>The text of one file as UTF-8 bytes, without byte order mark; knows lines and columns when asked.</summary>
public sealed class SourceFile
{
    private readonly Func<SourceFile>? _read;
    private byte[]? _text;
    private bool _isAscii;
    private LineTable? _lines;

    /// <summary>Wraps text that is already UTF-8; use <see cref="SourceDecoder"/> for bytes of unknown encoding.</summary>
    /// <param name="path">The path to show: forward slashes, relative to the working directory where it lies below it.</param>
    /// <param name="text">Valid UTF-8 without byte order mark; not copied.</param>
    public SourceFile(string path, byte[] text)
        : this(path, text, Ascii.IsValid(text))
    {
    }

    /// <summary>Wraps text of which more is known.</summary>
    /// <param name="path">The path to show.</param>
    /// <param name="text">Valid UTF-8 without byte order mark; not copied.</param>
    /// <param name="isAscii">Whether each byte is a character.</param>
    internal SourceFile(string path, byte[] text, bool isAscii)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        Path = path;
        Directory = DirectoryOf(path);
        Length = text.Length;
        _text = text;
        _isAscii = isAscii;
    }

    /// <summary>Stands for a text that is read when somebody asks for more than its length.</summary>
    /// <param name="path">The path to show.</param>
    /// <param name="length">The number of its bytes.</param>
    /// <param name="read">Reads it. Who asks at the same time reads the same.</param>
    internal SourceFile(string path, int length, Func<SourceFile> read)
    {
        Path = path;
        Directory = DirectoryOf(path);
        Length = length;
        _read = read;
    }

    /// <summary>Wraps a text that is composed of pieces of other files.</summary>
    /// <param name="path">The path of the file that most of it comes from.</param>
    /// <param name="text">Valid UTF-8; not copied.</param>
    /// <param name="map">Where the pieces come from.</param>
    internal SourceFile(string path, byte[] text, SourceMap map)
        : this(path, text) => Map = map;

    /// <summary>The path as it is shown: forward slashes.</summary>
    public string Path { get; }

    /// <summary>Where the pieces of a composed text come from; null for the text of a file.</summary>
    internal SourceMap? Map { get; }

    /// <summary>The folder of <see cref="Path"/>, without a slash at the end; empty for the working directory.</summary>
    public string Directory { get; }

    /// <summary>The UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> Text => Bytes;

    /// <summary>The number of bytes.</summary>
    public int Length { get; }

    /// <summary>The whole file.</summary>
    public SourceSpan Span => new(0, Length);

    internal bool IsAscii
    {
        get
        {
            // Known as soon as the text is there.
            if (Volatile.Read(ref _text) is null)
                Read();
            return _isAscii;
        }
    }

    internal byte[] Bytes => _text ?? Read();

    private LineTable Lines => _lines ??= new LineTable(Bytes, IsAscii);

    /// <summary>The number of lines; an empty file has one.</summary>
    public int LineCount => Lines.Count;

    /// <summary>Whether a word stands in the text.</summary>
    public bool Contains(ReadOnlySpan<byte> word) => Utf8Pieces.Contain(Bytes, word);

    /// <summary>The text of a span.</summary>
    public string GetText(SourceSpan span) => Encoding.UTF8.GetString(Bytes, span.Start, span.Length);

    /// <summary>The 0-based line and column (UTF-16 units) of a byte offset.</summary>
    public LinePosition GetLinePosition(int offset)
    {
        var lines = Lines;
        return new LinePosition(lines.LineOf(offset), lines.CharOffset(offset) - lines.CharOffset(lines.StartOfLine(offset)));
    }

    /// <summary>The start and end of a span as 0-based lines and columns.</summary>
    public LinePositionSpan GetLineSpan(SourceSpan span) => new(GetLinePosition(span.Start), GetLinePosition(span.End));

    /// <summary>The bytes of a line without its line break.</summary>
    /// <param name="line">0-based line number.</param>
    public SourceSpan GetLine(int line)
    {
        var start = Lines.Start(line);
        var end = line + 1 < Lines.Count ? Lines.Start(line + 1) : Length;
        var text = Bytes;
        while (end > start && text[end - 1] is (byte)'\n' or (byte)'\r')
            end--;
        return new SourceSpan(start, end);
    }

    /// <summary>The line of an offset and all that follow, each without its line break: to go through lines costs less than to ask for one after the other.</summary>
    public IEnumerable<SourceSpan> LinesFrom(int offset)
    {
        var lines = Lines;
        for (var start = lines.StartOfLine(offset); start >= 0;)
        {
            var line = lines.LineAt(start);
            yield return line;
            start = lines.StartOfNext(line);
        }
    }

    /// <summary>The byte offset of a 0-based line and UTF-16 column; beyond the end of the line, the end of the line.</summary>
    public int GetOffset(LinePosition position)
    {
        var line = GetLine(position.Line);
        var text = Bytes;
        var offset = line.Start;
        for (var column = 0; column < position.Character && offset < line.End;)
        {
            var length = SequenceLength(text[offset]);
            column += length == 4 ? 2 : 1;
            offset += length;
        }

        return Math.Min(offset, line.End);
    }

    /// <summary>The Roslyn location of a span.</summary>
    public Location GetLocation(SourceSpan span) => Location.Create(Path, GetTextSpan(span), GetLineSpan(span));

    /// <summary>The span in UTF-16 units, counted from the start of the text without byte order mark.</summary>
    public TextSpan GetTextSpan(SourceSpan span)
    {
        if (IsAscii)
            return TextSpan.FromBounds(span.Start, span.End);
        return TextSpan.FromBounds(Lines.CharOffset(span.Start), Lines.CharOffset(span.End));
    }

    private byte[] Read()
    {
        var read = _read!();
        _isAscii = read._isAscii;
        Volatile.Write(ref _text, read.Bytes);
        return read.Bytes;
    }

    private static string DirectoryOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    private static int SequenceLength(byte lead) => lead switch
    {
        < 0x80 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };
}
