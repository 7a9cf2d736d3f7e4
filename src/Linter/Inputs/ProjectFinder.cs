namespace EksLint.Inputs;

/// <summary>Finds what a run is about when nobody says: the project around the working directory.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.
public static class ProjectFinder
{
    private const string ConfigurationFile = ".ekslint.yaml";

    /// <summary>The nearest directory upward with a configuration file, else the root of the git repository, else the directory itself.</summary>
    public static string FindProject(string directory) => FindUpward(directory, ConfigurationFile) ?? FindRepository(directory) ?? directory;

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
