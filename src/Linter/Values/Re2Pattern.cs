using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EksLint.Values;

// Hostile input is what the ban on Regex is about: this engine never backtracks, and sizes and time are bounded. Definitions state patterns, so
// somebody must match them.
#pragma warning disable RS0030

/// <summary>A pattern in the syntax of RE2, in which CustomResourceDefinitions state theirs.</summary>
/// <remarks>golang/go, src/regexp/syntax/doc.go. The pattern is rewritten into the part of .NET's syntax that means the same, and matched in time linear
/// in the text. Where the two differ beyond that, or where a pattern is as large as only a hostile one is, the answer is that nothing is known.</remarks>
public sealed class Re2Pattern
{
    private const int LongestPattern = 4000;
    private const int LargestPattern = 8000;
    private const int LongestText = 1000;
    private const string DigitRanges = "0-9";
    private const string WordRanges = "0-9A-Za-z_";
    private const string SpaceRanges = @"\t\n\f\r ";
    private const string NoDigitRanges = @"\x00-/:-\uFFFF";
    private const string NoWordRanges = @"\x00-/:-@\[-\^`{-\uFFFF";
    private const string NoSpaceRanges = @"\x00-\x08\x0B\x0E-\x1F!-\uFFFF";

    private static readonly SearchValues<char> CounterCharacters = SearchValues.Create("0123456789,");
    private static readonly SearchValues<char> SurrogateHalves = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(static half => (char)half)]);

    private readonly Regex _regex;
    private volatile bool _isTooSlow;

    private Re2Pattern(Regex regex, int size)
    {
        _regex = regex;
        Size = size;
    }

    /// <summary>How many characters the pattern has when its counted repetitions are written out: the work that each character of a text makes.</summary>
    public int Size { get; }

    /// <summary>Reads a pattern; null where it cannot be matched as RE2 would.</summary>
    public static Re2Pattern? TryCreate(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > LongestPattern || Rewrite(pattern) is not { } rewritten)
            return null;
        var size = SizeOf(rewritten);
        if (size > LargestPattern)
            return null;
        try
        {
            return new Re2Pattern(new Regex(rewritten, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100)), size);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether the pattern matches anywhere in a text; null where that is not known.</summary>
    public bool? IsMatch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // RE2 counts code points, .NET counts UTF-16 units.
        if (_isTooSlow || text.Length > LongestText || text.AsSpan().ContainsAny(SurrogateHalves))
            return null;
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            _isTooSlow = true;
            return null;
        }
    }

    /// <summary>The same pattern in .NET's syntax; null where there is none.</summary>
    private static string? Rewrite(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '\\')
            {
                if (rest.Length == 1 || RewriteEscape(rest[1], inClass) is not { } escape)
                    return null;
                result.Append(escape);
                i++;
            }
            else if (inClass)
            {
                if (rest.StartsWith("[:", StringComparison.Ordinal))
                {
                    var end = rest.IndexOf(":]", StringComparison.Ordinal);
                    if (end < 0 || PosixRanges(rest[2..end]) is not { } ranges)
                        return null;
                    result.Append(ranges);
                    i += end + 1;
                    continue;
                }

                // A bracket in a class would begin a subtraction.
                result.Append(rest[0] == '[' ? @"\[" : rest[..1]);
                inClass = rest[0] != ']';
            }
            else if (rest[0] == '[')
            {
                inClass = true;
                var opening = rest.StartsWith("[^", StringComparison.Ordinal) ? 2 : 1;
                result.Append(rest[..opening]);
                i += opening - 1;
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                {
                    result.Append(@"\]");
                    i++;
                }
            }
            else if (rest.StartsWith("(?P<", StringComparison.Ordinal))
            {
                result.Append("(?<");
                i += 3;
            }
            else if (rest is ['(', '?', var flag, ..] && flag is not (':' or 'i' or 's'))
            {
                return null;
            }
            else
            {
                // .NET's $ matches before a last line break too.
                result.Append(rest[0] == '$' ? @"\z" : rest[..1]);
            }
        }

        return result.ToString();
    }

    private static int SizeOf(string pattern)
    {
        var outer = new Stack<long>();
        var total = 0L;
        var last = 0L;
        for (var i = 0; i < pattern.Length && total <= LargestPattern; i++)
        {
            switch (pattern[i])
            {
                case '(':
                    outer.Push(total);
                    total = 0;
                    break;
                case ')' when outer.TryPop(out var before):
                    last = total;
                    total += before;
                    break;
                case '{' when MostRepetitions(pattern.AsSpan(i + 1)) is > 0 and var times:
                    total += last * (times - 1);
                    i = pattern.IndexOf('}', i);
                    break;
                case '\\':
                    i++;
                    goto default;
                default:
                    last = 1;
                    total++;
                    break;
            }
        }

        return (int)Math.Min(total + outer.Sum(), int.MaxValue);
    }

    /// <summary>The highest number of a counter such as <c>{2,5}</c>; 0 where there is none.</summary>
    private static int MostRepetitions(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(CounterCharacters);
        if (end <= 0 || text[end] != '}')
            return 0;
        var highest = text[..end].TrimEnd(',');
        return int.TryParse(highest[(highest.LastIndexOf(',') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Min(times, LargestPattern + 1) : 0;
    }

    private static string? RewriteEscape(char c, bool inClass) => c switch
    {
        'd' => inClass ? DigitRanges : $"[{DigitRanges}]",
        'w' => inClass ? WordRanges : $"[{WordRanges}]",
        's' => inClass ? SpaceRanges : $"[{SpaceRanges}]",
        'D' => inClass ? NoDigitRanges : $"[{NoDigitRanges}]",
        'W' => inClass ? NoWordRanges : $"[{NoWordRanges}]",
        'S' => inClass ? NoSpaceRanges : $"[{NoSpaceRanges}]",
        'A' or 'z' when !inClass => "\\" + c,
        'a' or 'f' or 'n' or 'r' or 't' or 'v' or 'x' => "\\" + c,
        _ when !char.IsAsciiLetterOrDigit(c) && char.IsAscii(c) => "\\" + c,
        _ => null,
    };

    private static string? PosixRanges(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => @"\x00-\x7F",
        "blank" => @"\t ",
        "cntrl" => @"\x00-\x1F\x7F",
        "digit" => DigitRanges,
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => @"!-/:-@\[-`{-~",
        "space" => @"\t\n\v\f\r ",
        "upper" => "A-Z",
        "word" => WordRanges,
        "xdigit" => "0-9A-Fa-f",
        _ => null,
    };
}
