using System.IO.Enumeration;
using EksLint.Syntax;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace EksLint.Inputs;

/// <summary>Finds the files that paths, directories and globs name. The one place that looks at the file system.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this class.
public sealed class FileFinder
{
    /// <summary>More files than these are not read for the sake of a few that are named.</summary>
    public const int MostContextFiles = 50_000;

    private static readonly string[] VendoredDirectories = ["node_modules", "vendor", "bower_components", "__pycache__"];

    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly string _workingDirectory;
    private readonly SortedDictionary<string, InputText> _found = new(StringComparer.Ordinal);
    private readonly List<string> _excluded = [];

    /// <summary>Makes a finder.</summary>
    /// <param name="workingDirectory">The directory to which relative paths belong.</param>
    public FileFinder(string workingDirectory) => _workingDirectory = workingDirectory;

    /// <summary>Whether a path is excluded; given the full path and whether it is a directory.</summary>
    public Func<string, bool, bool> IsExcluded { get; init; } = static (_, _) => false;

    /// <summary>What was found so far, each file once, by path.</summary>
    public IReadOnlyCollection<InputText> Found => _found.Values;

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
                AddFile(full, Shown(full), isContext: false);
            return PathKind.File;
        }

        return path.AsSpan().ContainsAny('*', '?') && AddGlob(path) ? PathKind.Directory : PathKind.Nothing;
    }

    /// <summary>Adds the files of a directory that are not found yet as context: they are read, and nothing in them is reported.</summary>
    /// <returns>False where there are too many; then none is added.</returns>
    public bool AddContext(string directory)
    {
        var before = _found.Keys.ToHashSet(StringComparer.Ordinal);
        if (AddDirectory(Path.GetFullPath(directory, _workingDirectory), isContext: true, MostContextFiles))
            return true;
        foreach (var added in _found.Keys.Where(path => !before.Contains(path)).ToList())
            _found.Remove(added);
        return false;
    }

    private bool AddGlob(string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(Path.IsPathRooted(pattern) ? Path.GetRelativePath(_workingDirectory, pattern) : pattern);
        var matches = matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(_workingDirectory)));
        foreach (var match in matches.Files.Select(match => Path.GetFullPath(match.Path, _workingDirectory)))
        {
            if (!IsExcluded(match, false) && !ProjectFinder.LeadsOut(match))
                AddFile(match, Shown(match), isContext: false);
        }

        return matches.HasMatches;
    }

    /// <summary>Hidden, vendored and ignored directories are passed over, and links are not followed: they may lead out of the project.</summary>
    private bool AddDirectory(string root, bool isContext, int most)
    {
        var pending = new Stack<(string Directory, IgnoreRules Ignored)>();
        pending.Push((root, IgnoreRules.Above(root)));
        while (pending.TryPop(out var next))
        {
            var ignored = next.Ignored.With(next.Directory);
            var shown = Shown(next.Directory);
            var prefix = shown is "." ? "" : shown + "/";
            try
            {
                foreach (var (name, isDirectory) in EntriesOf(next.Directory))
                {
                    var full = Path.Join(next.Directory, name);
                    if (ignored.Ignores(full, isDirectory) || IsExcluded(full, isDirectory))
                        continue;
                    if (isDirectory)
                        pending.Push((full, ignored));
                    else if (--most < 0)
                        return false;
                    else
                        AddFile(full, prefix + name, isContext);
                }
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                // Reading the directory as a file says what is wrong with it, as a finding at its path.
                _found.TryAdd(shown, new InputText(shown, () => throw new IOException(exception.Message, exception)) { File = next.Directory, IsContext = isContext });
            }
        }

        return true;
    }

    private static FileSystemEnumerable<(string Name, bool IsDirectory)> EntriesOf(string directory) =>
        new(directory, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), EveryEntry)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                entry.IsDirectory ? !entry.FileName.StartsWith(".") && !IsVendored(entry.FileName) : IsYamlOrJson(entry.FileName),
        };

    private void AddFile(string full, string shown, bool isContext) =>
        _found.TryAdd(shown, new InputText(shown, () => Open(full)) { File = full, ReadFile = () => Read(full), IsContext = isContext });

    private string Shown(string full)
    {
        var relative = Path.GetRelativePath(_workingDirectory, full);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Of a file that is as long as it says nothing but its bytes is needed; a stream would cost as much again.</summary>
    private static byte[] Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(file);
        if (length is > 0 and <= YamlLimits.FileBytes)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            if (RandomAccess.Read(file, bytes, fileOffset: 0) == length)
                return bytes;
        }

        using var stream = Open(path);
        return InputReader.ReadBounded(stream);
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
}
#pragma warning restore RS0030

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
