using System.IO.Enumeration;
using System.Runtime.InteropServices;
using EksLint.Syntax;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace EksLint.Inputs;

/// <summary>Finds the files that paths, directories and globs name. The one place that looks at the file system.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this class.
public sealed class FileFinder
{
    /// <summary>More files than these are not read for the sake of a few that are named.</summary>
    public const int MostContextFiles = 50_000;

    private static readonly string[] VendoredDirectories = ["node_modules", "vendor", "bower_components", "__pycache__"];

    private static readonly Comparer<InputText> ByPath = Comparer<InputText>.Create(static (one, other) => string.CompareOrdinal(one.Path, other.Path));

    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    // Files that fit into this are read without asking for their length first.
    private const int BufferBytes = 64 * 1024;

    // Larger files are read in parts of this size.
    private const int PartBytes = 2 * 1024 * 1024;

    // Of more directories in one, several are looked through at once.
    private const int FewDirectories = 3;

    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly string _workingDirectory;
    private readonly List<string> _excluded = [];

    // How many more files may be found in the directory at hand; several threads count.
    private int _room;

    // Whether they are found in the order of their paths, as nearly always.
    private volatile bool _isInOrder;

    // Lists in the order of their paths; of a path that stands in several, the first counts.
    private List<List<InputText>> _found = [];

    /// <summary>Makes a finder.</summary>
    /// <param name="workingDirectory">The directory to which relative paths belong.</param>
    public FileFinder(string workingDirectory) => _workingDirectory = workingDirectory;

    /// <summary>Whether a path is excluded; given the full path and whether it is a directory.</summary>
    public Func<string, bool, bool> IsExcluded { get; init; } = static (_, _) => false;

    /// <summary>Whether the files of the context are asked for what tells that they have changed.</summary>
    public bool TakesStamps { get; init; }

    /// <summary>What was found so far, each file once, by path.</summary>
    public IReadOnlyCollection<InputText> Found
    {
        get
        {
            while (_found.Count > 1)
                _found = [.. _found.Chunk(2).Select(static pair => pair is [var first, var second] ? Merge(first, second) : pair[0])];
            return _found is [var all] ? all : [];
        }
    }

    /// <summary>The files that were named and are excluded all the same.</summary>
    public IReadOnlyList<string> Excluded => _excluded;

    /// <summary>Adds what a path names: a file whatever its name; of a directory the YAML and JSON files; a glob.</summary>
    /// <returns>What the path names.</returns>
    public PathKind Add(string path)
    {
        var full = Path.GetFullPath(path, _workingDirectory);
        if (Directory.Exists(full))
        {
            if (ProjectFinder.LeadsOut(full))
                return PathKind.LinkOut;
            AddDirectory(full, isContext: false, most: int.MaxValue);
            return PathKind.Directory;
        }

        if (File.Exists(full))
        {
            if (ProjectFinder.LeadsOut(full))
                return PathKind.LinkOut;
            if (IsExcluded(full, false))
                _excluded.Add(Shown(full));
            else
                _found.Add([new InputText(Shown(full), full)]);
            return PathKind.File;
        }

        return path.AsSpan().ContainsAny('*', '?') && AddGlob(path) ? PathKind.Directory : PathKind.Nothing;
    }

    /// <summary>Adds the files of a directory that are not found yet as context: they are read, and nothing in them is reported.</summary>
    /// <returns>False where there are too many; then none is added.</returns>
    public bool AddContext(string directory) => AddDirectory(Path.GetFullPath(directory, _workingDirectory), isContext: true, MostContextFiles);

    private bool AddGlob(string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(Path.IsPathRooted(pattern) ? Path.GetRelativePath(_workingDirectory, pattern) : pattern);
        var matches = matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(_workingDirectory)));
        var found = new List<InputText>();
        foreach (var match in matches.Files.Select(match => Path.GetFullPath(match.Path, _workingDirectory)))
        {
            if (!IsExcluded(match, false) && !ProjectFinder.LeadsOut(match))
                found.Add(new InputText(Shown(match), match));
        }

        AddSorted(found);
        return matches.HasMatches;
    }

    private bool AddDirectory(string root, bool isContext, int most)
    {
        _room = most;
        _isInOrder = true;
        var found = Walk(root, Shown(root), IgnoreRules.Above(root), isContext);
        if (_room < 0)
            return false;
        if (_isInOrder)
            _found.Add(found);
        else
            AddSorted(found);
        return true;
    }

    private void AddSorted(List<InputText> found) => _found.Add([.. found.OrderBy(static text => text.Path, StringComparer.Ordinal)]);

    /// <summary>Gathers the files of a directory and of those below it, nearly always in the order of their paths. Hidden, vendored and ignored directories are
    /// passed over, and links are not followed: they may lead out of the project. Stops where there are too many.</summary>
    private List<InputText> Walk(string directory, string shown, IgnoreRules above, bool isContext)
    {
        var found = new List<InputText>();
        var entries = new List<Entry>();
        try
        {
            entries.AddRange(EntriesOf(directory, isContext && TakesStamps));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Reading the directory as a file says what is wrong with it, as a finding at its path.
            found.Add(new InputText(shown, () => throw new IOException(exception.Message, exception)) { File = directory, IsContext = isContext });
        }

        entries.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        var ignored = entries.Exists(static entry => entry.Name == IgnoreRules.FileName) ? above.With(directory) : above;
        var prefix = shown is "." ? "" : shown + "/";
        var below = new List<InputText>?[entries.Count];
        if (entries.FindAll(static entry => entry.IsDirectory).Count > FewDirectories)
            Cores.For(entries.Count, i => below[i] = entries[i].IsDirectory ? WalkBelow(entries[i].Name) : null);
        for (var i = 0; i < entries.Count && _room >= 0; i++)
        {
            var name = entries[i].Name;
            if (entries[i].IsDirectory)
            {
                if ((below[i] ?? WalkBelow(name)) is [var first, ..] inner)
                {
                    NoteOrder(found, first);
                    found.AddRange(inner);
                }
            }
            else if (name != IgnoreRules.FileName && Path.Join(directory, name) is var full && !ignored.Ignores(full, isDirectory: false) && !IsExcluded(full, false))
            {
                var file = new InputText(prefix + name, full) { IsContext = isContext, Stamp = entries[i].Stamp };
                NoteOrder(found, file);
                found.Add(file);
                Interlocked.Decrement(ref _room);
            }
        }

        return found;

        List<InputText> WalkBelow(string name)
        {
            // Above the working directory the way may lead back into it.
            var full = Path.Join(directory, name.AsSpan(0, name.Length - 1));
            return _room < 0 || ignored.Ignores(full, isDirectory: true) || IsExcluded(full, true)
                ? []
                : Walk(full, prefix is ['.', '.', '/', ..] ? Shown(full) : prefix + name[..^1], ignored, isContext);
        }
    }

    /// <summary>What counts in a directory.</summary>
    private static FileSystemEnumerable<Entry> EntriesOf(string directory, bool takesStamps) =>
        new(directory, takesStamps ? Stamped : Named, EveryEntry)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                entry.IsDirectory ? !entry.FileName.StartsWith(".") && !IsVendored(entry.FileName) : IsYamlOrJson(entry.FileName) || entry.FileName.SequenceEqual(IgnoreRules.FileName),
        };

    private static Entry Named(ref FileSystemEntry entry) => new(entry.IsDirectory ? $"{entry.FileName}/" : entry.FileName.ToString(), null);

    private static Entry Stamped(ref FileSystemEntry entry)
    {
        try
        {
            return Named(ref entry) with { Stamp = entry.IsDirectory ? null : new FileStamp(entry.Length, entry.LastWriteTimeUtc.Ticks) };
        }
        catch (Exception exception) when (InputReader.IsUnreadable(exception))
        {
            // Whoever reads it says so.
            return Named(ref entry);
        }
    }

    /// <summary>What is not in order: a directory that cannot be looked into, and what is shown by another way, above the working directory.</summary>
    private void NoteOrder(List<InputText> found, InputText next)
    {
        if (found is [.., var last] && string.CompareOrdinal(last.Path, next.Path) > 0)
            _isInOrder = false;
    }

    /// <summary>Few are named as a rule, and many found.</summary>
    private static List<InputText> Merge(List<InputText> first, List<InputText> second)
    {
        var merged = new List<InputText>(first.Count + second.Count);
        var next = 0;
        foreach (var text in first)
        {
            var place = second.BinarySearch(next, second.Count - next, text, ByPath);
            var end = place < 0 ? ~place : place;
            merged.AddRange(CollectionsMarshal.AsSpan(second)[next..end]);
            merged.Add(text);
            next = place < 0 ? end : end + 1;
        }

        merged.AddRange(CollectionsMarshal.AsSpan(second)[next..]);
        return merged;
    }

    private string Shown(string full)
    {
        var relative = Path.GetRelativePath(_workingDirectory, full);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>Opens a file.</summary>
    internal static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Reads a file to its end, but no further than one byte beyond the limit. Of a small one, which most are, nothing but its bytes is asked for.</summary>
    internal static byte[] Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var buffer = _buffer ??= GC.AllocateUninitializedArray<byte>(BufferBytes);
        var length = 0;
        while (length < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(length), length);
            if (read == 0)
                return Copy(buffer.AsSpan(0, length));
            length += read;
        }

        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        if (!stream.CanSeek)
            return InputReader.ReadPipe(stream, buffer);
        var isLarge = stream.Length is > PartBytes and <= YamlLimits.FileBytes;
        return (isLarge ? TryReadParts(file, (int)stream.Length) : null) ?? InputReader.ReadBounded(stream);
    }

    /// <summary>Reads a large file on all cores: its bytes are only copied, but to memory that nobody has touched yet.</summary>
    /// <returns>Null where anything is not as expected, be it that the file has become shorter.</returns>
    private static byte[]? TryReadParts(SafeFileHandle file, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var isWhole = true;
        Cores.For((length - 1) / PartBytes + 1, i =>
        {
            var start = i * PartBytes;
            if (!TryRead(file, bytes.AsSpan(start, Math.Min(PartBytes, length - start)), start))
                isWhole = false;
        });
        return isWhole ? bytes : null;
    }

    private static bool TryRead(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var read = RandomAccess.Read(file, bytes, offset);
                if (read == 0)
                    return false;
                bytes = bytes[read..];
                offset += read;
            }

            return true;
        }
        catch (Exception exception) when (InputReader.IsUnreadable(exception))
        {
            return false;
        }
    }

    private static byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    private static bool IsYamlOrJson(ReadOnlySpan<char> name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || name.SequenceEqual("Kustomization");

    private static bool IsVendored(ReadOnlySpan<char> name)
    {
        foreach (var vendored in VendoredDirectories)
        {
            if (name.SequenceEqual(vendored))
                return true;
        }

        return false;
    }

    /// <summary>Something in a directory.</summary>
    /// <param name="Name">Its name; that of a directory ends with a slash, so that in the order of the names the paths below them are in order too.</param>
    /// <param name="Stamp">What tells whether it has changed; null where nobody asks.</param>
    private readonly record struct Entry(string Name, FileStamp? Stamp)
    {
        public bool IsDirectory => Name.EndsWith('/');
    }
}
#pragma warning restore RS0030

/// <summary>What tells whether a file has changed.</summary>
/// <param name="Length">The number of its bytes.</param>
/// <param name="Ticks">When it was written to last, in universal time.</param>
internal readonly record struct FileStamp(long Length, long Ticks);

/// <summary>What a path names.</summary>
public enum PathKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A file: the rest of its project is context.</summary>
    File,

    /// <summary>A directory, or a glob: all that it holds.</summary>
    Directory,

    /// <summary>A link in a project that leads out of it.</summary>
    LinkOut,
}
