using System.Collections.Frozen;

namespace EksLint.Values;

/// <summary>The names of time zones as a CronJob takes them.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/batch/validation/validation.go, validateTimeZone: what Go's time.LoadLocation finds in the database that is
/// built into the API server, <c>Local</c> excepted. The list is that of the IANA time zone database; the machine that ekslint runs on need not have
/// one.</remarks>
public static class TimeZoneName
{
    private static readonly Lazy<FrozenSet<string>> Names = new(Read);

    /// <summary>All names.</summary>
    public static IReadOnlySet<string> All => Names.Value;

    /// <summary>What is wrong with a name, in words; null when nothing is.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0)
            return "is empty";
        if (name.Equals("Local", StringComparison.OrdinalIgnoreCase))
            return "is the zone of whatever machine reads it";
        return Names.Value.Contains(name) ? null : "is no name of the IANA time zone database";
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(TimeZoneName).Assembly.GetManifestResourceStream("time-zones.txt")!;
        using var reader = new StreamReader(stream);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line is not (['#', ..] or []))
                names.Add(line);
        }

        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
