namespace EksLint.Inputs;

/// <summary>Finds what a run is about when nobody says: the project around the working directory.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.
public static class ProjectFinder
{
    private const string ConfigurationFile = ".ekslint.yaml";

    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The nearest directory upward with a configuration file, else the root of the git repository, else the directory itself.</summary>
    public static string FindProject(string directory) => FindUpward(directory, ConfigurationFile) ?? FindRepository(directory) ?? directory;

    /// <summary>The project of a file: as for a directory, but nothing where neither a configuration file nor a repository says what belongs to it and the
    /// file lies outside of the working directory.</summary>
    /// <param name="file">The full path of the file.</param>
    /// <param name="workingDirectory">The working directory.</param>
    public static string? FindProjectOf(string file, string workingDirectory)
    {
        var directory = Path.GetDirectoryName(file) ?? file;
        return FindUpward(directory, ConfigurationFile) ?? FindRepository(directory) ?? (IsInside(file, workingDirectory) ? workingDirectory : null);
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
            if (new FileInfo(current).LinkTarget is null || (FindUpward(directory, ConfigurationFile) ?? FindRepository(directory)) is not { } project)
                continue;
            if (File.ResolveLinkTarget(current, returnFinalTarget: true) is { } target && (!IsInside(target.FullName, project) || LeadsOut(target.FullName, links - 1)))
                return true;
        }

        return false;
    }

    private static bool IsInside(string full, string directory) =>
        full == directory || full.StartsWith(directory.EndsWith(Path.DirectorySeparatorChar) ? directory : directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The root of the git repository that a directory belongs to, or null.</summary>
    public static string? FindRepository(string directory) => FindUpward(directory, ".git");

    /// <summary>A worktree and a submodule have a file <c>.git</c>, a repository a directory.</summary>
    private static string? FindUpward(string directory, string name)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Exists(Path.Combine(current, name)))
                return current;
        }

        return null;
    }
}
#pragma warning restore RS0030
