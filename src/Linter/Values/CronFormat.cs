using System.Globalization;

namespace EksLint.Values;

/// <summary>Schedules as the CronJob controller reads them.</summary>
/// <remarks>robfig/cron v3, parser.go, ParseStandard, which the API server's validation calls (kubernetes/kubernetes,
/// pkg/apis/batch/validation/validation.go, validateScheduleFormat): five fields, no seconds, Sunday is 0 and not 7. What cron reads there and
/// elsewhere nobody would write (empty items of a list, a sign before a number, a step longer than its range) is read here too.</remarks>
public static class CronFormat
{
    private static readonly Field[] Fields =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new("day of week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>Whether a schedule begins with a time zone (<c>TZ=</c>, <c>CRON_TZ=</c>), which the API server refuses in favour of the field
    /// <c>timeZone</c>.</summary>
    public static bool HasTimeZone(ReadOnlySpan<char> schedule) => schedule.StartsWith("TZ=") || schedule.StartsWith("CRON_TZ=");

    /// <summary>What is wrong with a schedule, in words; null when nothing is. A time zone before it is passed over.</summary>
    public static string? Problem(ReadOnlySpan<char> schedule)
    {
        if (HasTimeZone(schedule))
        {
            var blank = schedule.IndexOf(' ');
            if (blank < 0)
                return "has a time zone, but no schedule after it";
            schedule = schedule[blank..].Trim();
        }

        if (schedule.Trim().IsEmpty)
            return "is empty";
        return schedule[0] == '@' ? DescriptorProblem(schedule) : FieldsProblem(schedule);
    }

    private static string? DescriptorProblem(ReadOnlySpan<char> descriptor)
    {
        const string Every = "@every ";
        if (descriptor is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
            return null;
        if (!descriptor.StartsWith(Every))
            return $"has the unknown word '{CharacterWords.Excerpt(descriptor)}' (known: @yearly, @monthly, @weekly, @daily, @hourly, @every 1h30m)";
        return DurationFormat.Problem(descriptor[Every.Length..]) is { } problem ? "has a duration after @every that " + problem : null;
    }

    private static string? FieldsProblem(ReadOnlySpan<char> schedule)
    {
        var count = CountFields(schedule);
        if (count != Fields.Length)
            return $"has {count} field{(count == 1 ? "" : "s")}, not five (minute, hour, day of month, month, day of week)";
        foreach (var field in Fields)
        {
            if (ListProblem(TakeField(ref schedule), field) is { } problem)
                return problem;
        }

        return null;
    }

    private static int CountFields(ReadOnlySpan<char> schedule)
    {
        var count = 0;
        while (!TakeField(ref schedule).IsEmpty)
            count++;
        return count;
    }

    private static ReadOnlySpan<char> TakeField(ref ReadOnlySpan<char> schedule)
    {
        schedule = schedule.TrimStart();
        var length = 0;
        while (length < schedule.Length && !char.IsWhiteSpace(schedule[length]))
            length++;
        var field = schedule[..length];
        schedule = schedule[length..];
        return field;
    }

    private static string? ListProblem(ReadOnlySpan<char> list, in Field field)
    {
        foreach (var range in list.Split(','))
        {
            var item = list[range];
            if (!item.IsEmpty && ItemProblem(item, field) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? ItemProblem(ReadOnlySpan<char> item, in Field field)
    {
        if (item.Count('/') > 1)
            return $"has more than one '/' in the {field.Name} ('{CharacterWords.Excerpt(item)}')";
        var slash = item.IndexOf('/');
        if (slash >= 0 && StepProblem(item[(slash + 1)..], field) is { } problem)
            return problem;
        return RangeProblem(slash < 0 ? item : item[..slash], field);
    }

    private static string? StepProblem(ReadOnlySpan<char> step, in Field field)
    {
        if (!TryReadNumber(step, out var number))
            return $"has a step in the {field.Name} that is not a number ('{CharacterWords.Excerpt(step)}')";
        return number == 0 ? $"has a step of zero in the {field.Name}" : null;
    }

    private static string? RangeProblem(ReadOnlySpan<char> range, in Field field)
    {
        var hyphen = range.IndexOf('-');
        var low = hyphen < 0 ? range : range[..hyphen];
        if (low is "*" or "?")
            return null;
        if (range.Count('-') > 1)
            return $"has more than one '-' in the {field.Name} ('{CharacterWords.Excerpt(range)}')";
        if (ValueProblem(low, field, out var first) is { } problem)
            return problem;
        if (hyphen < 0)
            return null;
        if (ValueProblem(range[(hyphen + 1)..], field, out var last) is { } lastProblem)
            return lastProblem;
        return first > last ? $"has a range in the {field.Name} that ends before it begins ('{CharacterWords.Excerpt(range)}')" : null;
    }

    private static string? ValueProblem(ReadOnlySpan<char> text, in Field field, out long value)
    {
        if (!field.TryReadName(text, out value) && !TryReadNumber(text, out value))
            return $"has '{CharacterWords.Excerpt(text)}' as {field.Name}, which is not a number{(field.Names.Length > 0 ? " or name" : "")}";
        if (value < field.Minimum)
            return $"has '{CharacterWords.Excerpt(text)}' as {field.Name}, which is below {field.Minimum}";
        return value > field.Maximum ? $"has '{CharacterWords.Excerpt(text)}' as {field.Name}, which is above {field.Maximum}" : null;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        var digits = text is ['+', ..] ? text[1..] : text;
        return !digits.ContainsAnyExceptInRange('0', '9') && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <param name="Name">What the field is called.</param>
    /// <param name="Minimum">The smallest value.</param>
    /// <param name="Maximum">The largest value.</param>
    /// <param name="Names">Words for the values, the smallest first.</param>
    private readonly record struct Field(string Name, int Minimum, int Maximum, string[] Names)
    {
        public bool TryReadName(ReadOnlySpan<char> text, out long value)
        {
            value = Minimum;
            foreach (var name in Names)
            {
                if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
                value++;
            }

            return false;
        }
    }
}
