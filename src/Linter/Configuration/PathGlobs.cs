using Microsoft.Extensions.FileSystemGlobbing;

namespace EksLint.Configuration;

/// <summary>Patterns of paths, counted from the project: <c>legacy/**</c>, <c>**/testdata</c>. What names a directory means all that it holds.</summary>
public sealed class PathGlobs
{
    // Most projects have no patterns.
    private Matcher? _matcher;

    /// <summary>Makes the patterns; each is one that has no <see cref="Problem"/>.</summary>
    public PathGlobs(IEnumerable<string> patterns) => Patterns = [.. patterns];

    /// <summary>The patterns as they are written.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>Whether a path is meant.</summary>
    /// <param name="path">A path from the project's directory down, with forward slashes.</param>
    public bool IsMatch(string path) => Patterns.Count > 0 && (_matcher ??= MakeMatcher()).Match("/", path).HasMatches;

    /// <summary>What is wrong with a pattern, as the rest of a sentence; null where nothing is.</summary>
    public static string? Problem(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length == 0)
            return "is empty";
        if (pattern[0] == '!')
            return "begins with '!': patterns cannot be taken back";
        if (pattern.Contains('\\', StringComparison.Ordinal))
            return "holds a backslash: write '/'";
        if (pattern[0] == '/' || pattern is [_, ':', ..])
            return "is absolute: patterns count from the project's directory";
        if (pattern.AsSpan().IndexOfAny("[]{}") >= 0)
            return "holds a bracket or a brace: only '*' and '**' stand for other characters";
        foreach (var range in pattern.AsSpan().Split('/'))
        {
            var part = pattern.AsSpan()[range];
            if (part is "..")
                return "leads out of the project: '..' is not allowed";
            if (part.Contains("**", StringComparison.Ordinal) && part is not "**")
                return "holds '**' beside other characters: it stands for directories, as in 'legacy/**'";
            if (part.Contains('?'))
                return "holds '?': only '*' and '**' stand for other characters";
        }

        return null;
    }

    private Matcher MakeMatcher()
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        foreach (var pattern in Patterns)
        {
            var path = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
            matcher.AddInclude(path);
            if (!path.EndsWith('/') && !path.EndsWith("**", StringComparison.Ordinal))
                matcher.AddInclude(path + "/**");
        }

        return matcher;
    }
}
