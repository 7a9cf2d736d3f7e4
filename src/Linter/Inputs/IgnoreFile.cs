namespace EksLint.Inputs;

/// <summary>What a <c>.gitignore</c> says of the paths below its directory.</summary>
/// <remarks>gitignore(5), PATTERN FORMAT: the last pattern that matches decides.</remarks>
internal sealed class IgnoreFile
{
    private const int MostPatterns = 10_000;

    private readonly List<(PathPattern Pattern, bool IsNegated, bool OnlyDirectories)> _patterns = [];

    /// <summary>Reads the patterns.</summary>
    /// <param name="directory">The full path of the directory in which the file stands.</param>
    /// <param name="lines">Its lines.</param>
    public IgnoreFile(string directory, IEnumerable<string> lines)
    {
        Directory = directory;
        foreach (var line in lines.Take(MostPatterns))
            Add(line);
    }

    /// <summary>The full path of the directory in which the file stands.</summary>
    public string Directory { get; }

    /// <summary>Whether a path is ignored; null where no pattern matches it.</summary>
    /// <param name="path">The path from the directory on.</param>
    /// <param name="isDirectory">Whether it is a directory.</param>
    public bool? Ignores(ReadOnlySpan<char> path, bool isDirectory)
    {
        var segments = _patterns.Count > 0 ? PathPattern.Split(path) : [];
        for (var i = _patterns.Count - 1; i >= 0; i--)
        {
            var (pattern, isNegated, onlyDirectories) = _patterns[i];
            if ((isDirectory || !onlyDirectories) && pattern.Matches(segments))
                return !isNegated;
        }

        return null;
    }

    private void Add(string line)
    {
        // A blank at the end does not count unless it is escaped.
        var text = line.EndsWith("\\ ", StringComparison.Ordinal) ? line : line.TrimEnd(' ', '\t', '\r');
        if (text.Length == 0 || text[0] == '#')
            return;
        var isNegated = text[0] == '!';
        if (isNegated)
            text = text[1..];
        var onlyDirectories = text.EndsWith('/');
        text = text.TrimEnd('/');
        if (text.Length == 0)
            return;

        // Without a slash before its end a pattern holds at every depth.
        _patterns.Add((PathPattern.Parse(text.Contains('/', StringComparison.Ordinal) ? text : "**/" + text), isNegated, onlyDirectories));
    }
}
