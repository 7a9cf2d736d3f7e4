using EksLint.Inputs;

namespace EksLint.Cli.Output;

/// <summary>Paths as services see them that know the repository only, wherever in it ekslint was started.</summary>
internal sealed class RepositoryPaths
{
    private readonly string _workingDirectory;
    private readonly string _root;

    /// <summary>Makes the paths of a run.</summary>
    public RepositoryPaths(string workingDirectory)
    {
        _workingDirectory = workingDirectory;
        _root = ProjectFinder.FindRepository(workingDirectory) ?? workingDirectory;
    }

    /// <summary>A shown path relative to the root of the repository, or to the working directory where there is none.</summary>
    public string Relative(string path) => Path.GetRelativePath(_root, Path.GetFullPath(path, _workingDirectory)).Replace('\\', '/');

    /// <summary>Whether a path lies in the repository.</summary>
    public bool Contains(string path) => Relative(path) is var relative && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);

    /// <summary>The address of a file: relative where it lies in the repository.</summary>
    public string ToUri(string path) =>
        Contains(path) ? Encode(Relative(path)) : "file://" + Encode("/" + Path.GetFullPath(path, _workingDirectory).Replace('\\', '/').TrimStart('/'));

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
