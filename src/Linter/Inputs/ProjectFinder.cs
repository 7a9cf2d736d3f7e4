namespace EksLint.Inputs;

/// <summary>Finds what a run is about when nobody says: the project around the working directory.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.
public static class ProjectFinder
{
    /// <summary>The name of the configuration file.</summary>
    public const string ConfigurationFile = ".ekslint.yaml";

    // A worktree and a submodule have a file of this name, a repository a directory.
    private const string Repository = ".git";

    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The nearest directory upward with a configuration file, else the root of the git repository, else the directory itself.</summary>
    public static string FindProject(string directory) => FindConfigured(directory) ?? FindRepository(directory) ?? directory;

    /// <summary>The project of a file: as for a directory, but nothing where neither a configuration file nor a repository says what belongs to it and the
    /// file lies outside of the working directory.</summary>
    /// <param name="file">The full path of the file.</param>
    /// <param name="workingDirectory">The working directory.</param>
    public static string? FindProjectOf(string file, string workingDirectory)
    {
        var directory = Path.GetDirectoryName(file) ?? file;
        return FindConfigured(directory) ?? FindRepository(directory) ?? (IsInside(file, workingDirectory) ? workingDirectory : null);
    }

    /// <summary>Whether a path inside a project is, or passes through, a link that leads out of it: a stranger's link must not make ekslint read elsewhere.</summary>
    /// <param name="full">The full path.</param>
    public static bool LeadsOut(string full) => LeadsOut(full, MostLinks);

    private static bool LeadsOut(string full, int links)
    {
        if (links == 0)
            return true;
        for (var current = full; Path.GetDirectoryName(current) is { } directory; current = directory)
        {
            if (new FileInfo(current).LinkTarget is null || (FindConfigured(directory) ?? FindRepository(directory)) is not { } project)
                continue;
            if (File.ResolveLinkTarget(current, returnFinalTarget: true) is { } target && (!IsInside(target.FullName, project) || LeadsOut(target.FullName, links - 1)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a path lies in a directory, or is it.</summary>
    internal static bool IsInside(string full, string directory) =>
        full == directory || full.StartsWith(directory.EndsWith(Path.DirectorySeparatorChar) ? directory : directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The root of the git repository that a directory belongs to, or null.</summary>
    public static string? FindRepository(string directory) => Upward(directory).FirstOrDefault(static candidate => Path.Exists(Path.Combine(candidate, Repository)));

    /// <summary>The nearest directory upward with a configuration file, or null. A repository is looked through to its root: what lies above is another's.</summary>
    public static string? FindConfigured(string directory)
    {
        foreach (var candidate in Upward(directory))
        {
            if (Path.Exists(Path.Combine(candidate, ConfigurationFile)))
                return candidate;
            if (Path.Exists(Path.Combine(candidate, Repository)))
                return null;
        }

        return null;
    }

    /// <summary>The directory that holds all of some paths, from which the project is looked for: the paths decide, not where ekslint was started.</summary>
    /// <param name="paths">Full paths of files and directories.</param>
    public static string? FindCommonDirectory(IEnumerable<string> paths)
    {
        string? common = null;
        foreach (var path in paths)
        {
            var directory = Directory.Exists(path) ? Path.TrimEndingDirectorySeparator(path) : Path.GetDirectoryName(path) ?? path;
            common = common is null ? directory : Upward(common).FirstOrDefault(candidate => IsInside(directory, candidate));

            // Two drives have nothing in common.
            if (common is null)
                return null;
        }

        return common;
    }

    /// <summary>A directory and those above it.</summary>
    private static IEnumerable<string> Upward(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
            yield return current;
    }
}
#pragma warning restore RS0030
