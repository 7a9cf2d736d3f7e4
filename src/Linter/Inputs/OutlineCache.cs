using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>What earlier runs learned of the files of a project: their outlines. As context, those that have not changed since need not be read again.</summary>
/// <remarks>
/// As for make and for git's index, a file has not changed whose length and time stamp have not. A text that is needed after all is compared with its outlines
/// when it is read: see <see cref="IsMistaken"/>. A cache is text: one line for each file, with its path, length, time stamp, and the outlines of its documents.
/// It is not trusted to be well-formed: a line that is not counts as if it were not there.
/// </remarks>
public sealed class OutlineCache
{
    /// <summary>What is larger is no cache.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const char Separator = '\t';
    private const int LongestPath = 1024;
    private const int HoldsContainers = 1;
    private const int HoldsOwners = 2;

    // Time stamps of some file systems are two seconds apart, so that a file may change once more and keep its own.
    private const long UnsettledTicks = 2 * TimeSpan.TicksPerSecond;

    private readonly byte[] _stored;

    // In the order of their paths.
    private readonly List<Range> _lines = [];
    private readonly bool[] _isUsed;
    private readonly ConcurrentQueue<byte[]> _learned = new();
    private readonly long _settled = DateTime.UtcNow.Ticks - UnsettledTicks;
    private volatile bool _isMistaken;

    /// <summary>Opens a cache.</summary>
    /// <param name="stored">What <see cref="Encode"/> gave; empty for a new cache. What another version of the program has kept is not used.</param>
    public OutlineCache(byte[] stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        _stored = stored;
        if (stored.AsSpan().StartsWith(Header))
        {
            for (var start = Header.Length; stored.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length; start += length + 1)
                _lines.Add(start..(start + length));
        }

        _isUsed = new bool[_lines.Count];
    }

    /// <summary>Whether a file was read of which nothing was known, or something else.</summary>
    public bool HasLearned => !_learned.IsEmpty;

    /// <summary>Whether a file has changed that has kept its length and time stamp. Where its text was needed an exception was thrown, so that the run has to be done
    /// again without the cache.</summary>
    public bool IsMistaken => _isMistaken;

    private static ReadOnlySpan<byte> Mark => "ekslint outlines "u8;

    // Another build of the program may know other outlines.
    private static byte[] Header { get; } = [.. Mark, .. Encoding.UTF8.GetBytes(typeof(OutlineCache).Module.ModuleVersionId.ToString()), (byte)'\n'];

    /// <summary>Whether the content of a file may be replaced by that of a cache: where there is none, or a cache of whatever version.</summary>
    public static bool MayReplace(ReadOnlySpan<byte> content) => content.IsEmpty || content.StartsWith(Mark);

    /// <summary>What to keep for the next run. Of files that this run did not ask for, too, as others may name other files; but no more of them than of the rest.</summary>
    public byte[] Encode()
    {
        var learned = _learned.ToArray();
        Array.Sort(learned, static (one, other) => PathOf(one).SequenceCompareTo(PathOf(other)));
        var used = _isUsed.Count(static isUsed => isUsed);
        var keepsUnused = _lines.Count - used <= used + learned.Length;
        using var stream = new MemoryStream(_stored.Length);
        stream.Write(Header);
        var next = 0;
        foreach (var line in learned)
        {
            var order = -1;
            for (; next < _lines.Count && (order = PathOf(_stored.AsSpan(_lines[next])).SequenceCompareTo(PathOf(line))) < 0; next++)
                WriteStored();
            if (order == 0)
                next++;
            Write(line);
        }

        for (; next < _lines.Count; next++)
            WriteStored();
        return stream.ToArray();

        void WriteStored()
        {
            if (_isUsed[next] || keepsUnused)
                Write(_stored.AsSpan(_lines[next]));
        }

        void Write(ReadOnlySpan<byte> line)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>Gives what is known of a file of the context, or has it read and learns from that.</summary>
    /// <param name="text">The file.</param>
    /// <param name="read">Reads it.</param>
    internal ReadText Read(InputText text, Func<InputText, ReadText> read)
    {
        if (text is not { File: { } file, Stamp: { } stamp })
            return read(text);
        Span<byte> buffer = stackalloc byte[LongestPath];
        if (!Encoding.UTF8.TryGetBytes(file, buffer, out var length) || buffer[..length].ContainsAny((byte)Separator, (byte)'\n'))
            return read(text);
        var path = buffer[..length];
        if (Find(path) is { } number && DecodeLine(number, text, stamp, read) is { } known)
        {
            _isUsed[number] = true;
            return known;
        }

        var learned = read(text);
        if (stamp.Ticks < _settled && EncodeLine(path, stamp, learned) is { } line)
            _learned.Enqueue(line);
        return learned;
    }

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> line) => new Fields(line).Read();

    /// <summary>The number of the line of a path; null where there is none.</summary>
    private int? Find(ReadOnlySpan<byte> path)
    {
        var (low, high) = (0, _lines.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = PathOf(_stored.AsSpan(_lines[middle])).SequenceCompareTo(path);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The line of a file; null where there is more to know of it.</summary>
    private static byte[]? EncodeLine(ReadOnlySpan<byte> path, FileStamp stamp, ReadText read)
    {
        // Of what says nothing of others the text is not kept either. What was not UTF-8 is of another length than the file.
        var documents = read.File.Documents;
        if (read.File.Errors.Count > 0 || read.MaySayOfNetwork || (documents.Count > 0 && read.File.File.Length != stamp.Length))
            return null;
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{Separator}{stamp.Length}{Separator}{stamp.Ticks}{Separator}{documents.Count}");
        var next = 0;
        foreach (var document in documents)
        {
            var first = next;
            while (next < read.Objects.Count && read.Objects[next].Root.Document == document)
                next++;
            line.Append(CultureInfo.InvariantCulture, $"{Separator}{document.Span.Start}{Separator}{document.Span.End}{Separator}{(int)WordsOf(document)}{Separator}{next - first}");
            foreach (var manifest in read.Objects[first..next])
            {
                var outline = manifest.Outline;
                var holds = (outline.HoldsContainers ? HoldsContainers : 0) | (outline.HoldsOwners ? HoldsOwners : 0);
                line.Append(CultureInfo.InvariantCulture, $"{Separator}{manifest.Root.Index}{Separator}{holds}");
                foreach (var text in (string[])[outline.ApiVersion, outline.Kind, outline.Name, outline.Namespace])
                {
                    // Quoted texts may hold anything.
                    if (text.AsSpan().ContainsAny(Separator, '\n') || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
                        return null;
                    line.Append(Separator).Append(text);
                }
            }
        }

        return [.. path, .. Encoding.UTF8.GetBytes(line.ToString())];
    }

    /// <summary>With escapes any word can be written, which documents with an outline do not have.</summary>
    private static DocumentWords WordsOf(YamlDocument document) =>
        document.Outline is null && document.File.Text[document.Span.Start..document.Span.End].Contains((byte)'\\') ? DocumentWord.All : document.FindWords(DocumentWord.All);

    /// <summary>What a line says of a file; null where the file has changed, or where it says nothing that could be.</summary>
    private ReadText? DecodeLine(int number, InputText text, FileStamp stamp, Func<InputText, ReadText> read)
    {
        var fields = new Fields(_stored.AsSpan(_lines[number]));
        fields.Read();
        if (fields.ReadNumber() != stamp.Length || fields.ReadNumber() != stamp.Ticks || stamp.Length > YamlLimits.FileBytes)
            return null;
        var count = fields.ReadNumber();
        if (count == 0)
            return new ReadText(new ParsedFile(new SourceFile(text.Path, []), [], []), []);
        var file = new SourceFile(text.Path, (int)stamp.Length, () => ReadAgain(number, text, stamp, read));
        var documents = new List<YamlDocument>(1);
        var objects = new List<ManifestObject>(1);
        while (documents.Count != count)
        {
            var (start, end, words, left) = (fields.ReadNumber(), fields.ReadNumber(), fields.ReadNumber(), fields.ReadNumber());
            if (start < 0 || start > end || end > stamp.Length || words < 0 || left < 0)
                return null;
            var document = new YamlDocument(file, new SourceSpan((int)start, (int)end), (DocumentWords)words);
            documents.Add(document);
            for (; left > 0; left--)
            {
                var (index, holds) = (fields.ReadNumber(), fields.ReadNumber());
                var outline = new DocumentOutline(fields.ReadText(), fields.ReadText(), fields.ReadText(), fields.ReadText())
                {
                    HoldsContainers = (holds & HoldsContainers) != 0,
                    HoldsOwners = (holds & HoldsOwners) != 0,
                };
                if (index is < 0 or > int.MaxValue || holds < 0 || outline.ApiVersion.Length == 0 || outline.Kind.Length == 0)
                    return null;
                objects.Add(new ManifestObject(new YamlNode(document, (int)index), outline));
            }
        }

        return new ReadText(new ParsedFile(file, documents, []), objects);
    }

    /// <summary>Reads a file of which only a line was known so far.</summary>
    /// <exception cref="IOException">The line says something else than the file.</exception>
    private SourceFile ReadAgain(int number, InputText text, FileStamp stamp, Func<InputText, ReadText> read)
    {
        var line = _stored.AsSpan(_lines[number]);
        var found = read(text);
        if (EncodeLine(PathOf(line), stamp, found) is { } same && line.SequenceEqual(same))
            return found.File.File;
        _isMistaken = true;
        throw new IOException($"{text.Path} has changed, but not its length and time stamp.");
    }

    private ref struct Fields(ReadOnlySpan<byte> line)
    {
        private ReadOnlySpan<byte> _rest = line;

        /// <summary>The text of the next field.</summary>
        public string ReadText() => StringPool.Shared.Get(Read());

        /// <summary>The number in the next field; negative where it holds none.</summary>
        public long ReadNumber()
        {
            var field = Read();
            return Utf8Parser.TryParse(field, out long number, out var length) && length == field.Length ? number : -1;
        }

        /// <summary>The next field, which is empty behind the last one.</summary>
        public ReadOnlySpan<byte> Read()
        {
            var length = _rest.IndexOf((byte)Separator);
            var field = length < 0 ? _rest : _rest[..length];
            _rest = length < 0 ? default : _rest[(length + 1)..];
            return field;
        }
    }
}
