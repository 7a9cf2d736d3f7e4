namespace EksLint.Values;

/// <summary>Points in time: <c>2026-01-28T10:00:00Z</c>.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/time.go (UnmarshalJSON), which is Go's time.Parse with RFC3339
/// (golang/go, src/time/format.go): <c>T</c> and <c>Z</c> in upper case, an offset needed, no leap second. Go is laxer than RFC 3339 in three
/// places, and so is this: an hour of one digit, a comma before the fraction, an offset of up to 24:60.</remarks>
public static class Rfc3339
{
    /// <summary>What is wrong with a text that should be a point in time, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "is empty";
        var rest = text;
        if (!TryTakeNumber(ref rest, 4, out var year) || !TryTake(ref rest, '-')
            || !TryTakeNumber(ref rest, 2, out var month) || !TryTake(ref rest, '-')
            || !TryTakeNumber(ref rest, 2, out var day))
            return "does not begin with a date (2026-01-28)";
        if (month is < 1 or > 12)
            return "has a month outside 1 to 12";
        if (day < 1 || day > DaysIn(year, month))
            return "has a day that its month does not have";
        if (rest.IsEmpty)
            return "has no time after the date (T10:00:00Z)";
        if (!TryTake(ref rest, 'T'))
            return $"has {CharacterWords.Describe(rest, 0)} after the date, where 'T' is needed";
        return TimeProblem(rest);
    }

    private static string? TimeProblem(ReadOnlySpan<char> text)
    {
        var hasHour = TryTakeNumber(ref text, 2, out var hour) || TryTakeNumber(ref text, 1, out hour);
        if (!hasHour || !TryTake(ref text, ':')
            || !TryTakeNumber(ref text, 2, out var minute) || !TryTake(ref text, ':')
            || !TryTakeNumber(ref text, 2, out var second))
            return "has no time of the form 10:00:00";
        if (hour > 23 || minute > 59 || second > 59)
            return "has a time after 23:59:59";
        if (text is ['.' or ',', >= '0' and <= '9', ..])
        {
            text = text[1..];
            var end = text.IndexOfAnyExceptInRange('0', '9');
            text = end < 0 ? [] : text[end..];
        }

        return OffsetProblem(text);
    }

    private static string? OffsetProblem(ReadOnlySpan<char> text)
    {
        if (text is "Z")
            return null;
        if (text.IsEmpty)
            return "has no offset after the time ('Z' or '+01:00')";
        var isOffset = (TryTake(ref text, '+') || TryTake(ref text, '-'))
            & TryTakeNumber(ref text, 2, out var hours) & TryTake(ref text, ':') & TryTakeNumber(ref text, 2, out var minutes);
        return isOffset && text.IsEmpty && hours <= 24 && minutes <= 60 ? null : "has an offset that is neither 'Z' nor of the form '+01:00'";
    }

    // The year zero is a leap year there, and DateTime begins with the year one.
    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static bool TryTake(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, int length, out int number)
    {
        number = 0;
        if (text.Length < length || text[..length].ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (var digit in text[..length])
            number = number * 10 + (digit - '0');
        text = text[length..];
        return true;
    }
}
