namespace EksLint.Inputs;

/// <summary>The <c>.gitignore</c> files that count for a directory: its own, and those above up to the root of the repository.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.
internal sealed class IgnoreRules
{
    /// <summary>The name of the files.</summary>
    public const string FileName = ".gitignore";

    private const int MostBytes = 1024 * 1024;

    private readonly IgnoreRules? _outer;
    private readonly IgnoreFile? _file;

    private IgnoreRules(IgnoreRules? outer, IgnoreFile? file)
    {
        _outer = outer;
        _file = file;
    }

    /// <summary>What counts above a directory.</summary>
    public static IgnoreRules Above(string directory)
    {
        var rules = new IgnoreRules(null, null);
        if (ProjectFinder.FindRepository(directory) is not { } repository || repository == directory)
            return rules;
        var above = new Stack<string>();
        for (var current = Path.GetDirectoryName(directory); current is not null && current.Length >= repository.Length; current = Path.GetDirectoryName(current))
            above.Push(current);
        return above.Aggregate(rules, static (outer, current) => outer.With(current));
    }

    /// <summary>What counts in a directory below.</summary>
    public IgnoreRules With(string directory)
    {
        var path = Path.Join(directory, FileName);
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null || file.Length > MostBytes)
            return this;
        try
        {
            return new IgnoreRules(this, new IgnoreFile(directory, File.ReadLines(path)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return this;
        }
    }

    /// <summary>Whether a path is ignored: the innermost file that says anything decides.</summary>
    /// <param name="full">The full path.</param>
    /// <param name="isDirectory">Whether it is a directory.</param>
    public bool Ignores(string full, bool isDirectory)
    {
        for (var rules = this; rules is not null; rules = rules._outer)
        {
            if (rules._file is { } file && file.Ignores(full.AsSpan(file.Directory.Length), isDirectory) is { } decision)
                return decision;
        }

        return false;
    }
}
#pragma warning restore RS0030
