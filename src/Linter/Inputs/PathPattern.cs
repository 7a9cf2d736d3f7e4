namespace EksLint.Inputs;

/// <summary>A pattern over the segments of a path: <c>*</c> and <c>?</c> within a segment, <c>[a-z]</c>, <c>**</c> for any number of segments.</summary>
/// <remarks>gitignore(5), PATTERN FORMAT, and wildmatch.c of git. Matching costs at most the pattern's length times the path's, whatever strangers write.</remarks>
public sealed class PathPattern
{
    private static readonly char[] Separators = Path.DirectorySeparatorChar == '/' ? ['/'] : ['/', Path.DirectorySeparatorChar];

    private readonly string[] _segments;

    private PathPattern(string[] segments) => _segments = segments;

    /// <summary>Reads a pattern with forward slashes.</summary>
    public static PathPattern Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new PathPattern(pattern.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether a whole path is matched.</summary>
    /// <param name="path">A relative path with forward slashes.</param>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Matches(Split(path));
    }

    /// <summary>The segments of a path, for those who hold it against many patterns.</summary>
    internal static string[] Split(ReadOnlySpan<char> path) => path.ToString().Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a path of these segments is matched.</summary>
    internal bool Matches(string[] parts)
    {
        var (segment, part, star, resume) = (0, 0, -1, 0);
        while (part < parts.Length)
        {
            if (segment < _segments.Length && _segments[segment] == "**")
            {
                (star, resume) = (segment++, part);
            }
            else if (segment < _segments.Length && MatchesSegment(_segments[segment], parts[part]))
            {
                segment++;
                part++;
            }
            else if (star >= 0)
            {
                (segment, part) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return segment == _segments.Length;
    }

    /// <summary>A star that fails is taken up again one character further, and only the last one: that is enough, and never costs more than a product.</summary>
    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], text[t], out var length))
            {
                p += length;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char character, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '\\' when pattern.Length > 1:
                length = 2;
                return pattern[1] == character;
            case '[' when FindClassEnd(pattern) is > 0 and var end:
                length = end + 1;
                return IsInClass(pattern[1..end], character);
            default:
                return pattern[0] == character;
        }
    }

    /// <summary>The bracket that closes a class; one that stands first is a member.</summary>
    private static int FindClassEnd(ReadOnlySpan<char> pattern)
    {
        var first = pattern.Length > 1 && pattern[1] is '!' or '^' ? 2 : 1;
        var end = first + 1 <= pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        return end < 0 ? -1 : first + 1 + end;
    }

    private static bool IsInClass(ReadOnlySpan<char> members, char character)
    {
        var isNegated = members[0] is '!' or '^';
        if (isNegated)
            members = members[1..];
        for (var i = 0; i < members.Length; i++)
        {
            var (low, high) = (members[i], members[i]);
            if (i + 2 < members.Length && members[i + 1] == '-')
            {
                high = members[i + 2];
                i += 2;
            }

            if (low <= character && character <= high)
                return !isNegated;
        }

        return isNegated;
    }
}
