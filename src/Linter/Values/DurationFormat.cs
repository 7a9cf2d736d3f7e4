using System.Buffers;

namespace EksLint.Values;

/// <summary>Durations as Go writes them: <c>300ms</c>, <c>1.5h</c>, <c>2h45m</c>.</summary>
/// <remarks>golang/go, src/time/format.go, ParseDuration; kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/duration.go, which
/// reads the same. There is no unit longer than an hour.</remarks>
public static class DurationFormat
{
    private const ulong Limit = 1ul << 63;
    private const double MostFractionDigits = 1e18;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    /// <summary>What is wrong with a text that should be a duration, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text) => Read(text, out _);

    /// <summary>Reads a duration; what is below 100 ns is dropped.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration) => Read(text, out duration) is null;

    private static string? Read(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text.IsEmpty)
            return "is empty";
        var isNegative = text[0] == '-';
        var rest = text[0] is '+' or '-' ? text[1..] : text;
        if (rest is "0")
            return null;
        if (rest.IsEmpty)
            return "has no number";

        var total = 0ul;
        while (!rest.IsEmpty)
        {
            if (ReadPart(ref rest, out var nanoseconds) is { } problem)
                return problem;
            total += nanoseconds;
            if (total > Limit)
                return "is too long (more than 292 years)";
        }

        if (total == Limit && !isNegative)
            return "is too long (more than 292 years)";
        var ticks = (long)(total / 100);
        duration = TimeSpan.FromTicks(isNegative ? -ticks : ticks);
        return null;
    }

    private static string? ReadPart(scoped ref ReadOnlySpan<char> text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var whole = TakeDigits(ref text);
        var fraction = ReadOnlySpan<char>.Empty;
        if (text is ['.', ..])
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
            return text.IsEmpty ? "has '.' without digits" : $"has {CharacterWords.Describe(text, 0)} where a number is needed";
        var end = text.IndexOfAny(NumberCharacters);
        var unit = end < 0 ? text : text[..end];
        if (unit.IsEmpty)
            return "has a number without a unit (h, m, s, ms, us or ns)";
        if (NanosecondsIn(unit) is not { } scale)
            return $"has the unknown unit '{CharacterWords.Excerpt(unit)}' (known: h, m, s, ms, us, ns)";

        text = text[unit.Length..];
        foreach (var digit in whole)
        {
            nanoseconds = nanoseconds * 10 + (uint)(digit - '0');
            if (nanoseconds > Limit / scale)
                return "is too long (more than 292 years)";
        }

        nanoseconds = nanoseconds * scale + (ulong)(ReadFraction(fraction) * scale);
        return null;
    }

    private static double ReadFraction(ReadOnlySpan<char> digits)
    {
        var value = 0.0;
        var scale = 1.0;
        foreach (var digit in digits)
        {
            if (scale >= MostFractionDigits)
                break;
            value = value * 10 + (digit - '0');
            scale *= 10;
        }

        return value / scale;
    }

    private static ulong? NanosecondsIn(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        // The micro sign and the Greek letter mu look alike.
        "us" or "\u00b5s" or "\u03bcs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }
}
