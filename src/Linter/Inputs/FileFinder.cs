using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace EksLint.Inputs;

/// <summary>Finds the files that paths, directories and globs name. The one place that looks at the file system.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this class.
public sealed class FileFinder
{
    private static readonly string[] VendoredDirectories = ["node_modules", "vendor", "bower_components", "__pycache__"];

    private readonly string _workingDirectory;
    private readonly SortedDictionary<string, InputText> _found = new(StringComparer.Ordinal);

    /// <summary>Makes a finder.</summary>
    /// <param name="workingDirectory">The directory to which relative paths belong.</param>
    public FileFinder(string workingDirectory) => _workingDirectory = workingDirectory;

    /// <summary>What was found so far, each file once, by path.</summary>
    public IReadOnlyCollection<InputText> Found => _found.Values;

    /// <summary>Adds what a path names: a file whatever its name; of a directory the YAML and JSON files; a glob.</summary>
    /// <returns>False where there is nothing of that name.</returns>
    public bool Add(string path)
    {
        var full = Path.GetFullPath(path, _workingDirectory);
        if (Directory.Exists(full))
        {
            AddDirectory(full);
            return true;
        }

        if (File.Exists(full))
        {
            AddFile(full);
            return true;
        }

        return path.AsSpan().ContainsAny('*', '?') && AddGlob(path);
    }

    private bool AddGlob(string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(Path.IsPathRooted(pattern) ? Path.GetRelativePath(_workingDirectory, pattern) : pattern);
        var matches = matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(_workingDirectory)));
        foreach (var match in matches.Files)
            AddFile(Path.GetFullPath(match.Path, _workingDirectory));
        return matches.HasMatches;
    }

    /// <summary>Hidden and vendored directories are passed over, and links are not followed: they may lead out of the project.</summary>
    private void AddDirectory(string directory)
    {
        var files = new FileSystemEnumerable<string>(
            directory,
            static (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && IsYamlOrJson(entry.FileName),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.FileName.StartsWith(".") && !IsVendored(entry.FileName),
        };
        foreach (var file in files)
            AddFile(file);
    }

    private void AddFile(string full)
    {
        var shown = Path.GetRelativePath(_workingDirectory, full).Replace('\\', '/');
        _found.TryAdd(shown, new InputText(shown, () => new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)) { File = full });
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
