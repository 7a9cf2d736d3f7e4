using System.Globalization;
using EksLint.Analysis;

namespace EksLint.Cli.Output;

/// <summary>What <c>--profile</c> shows: time and memory of each phase and of each rule.</summary>
internal static class ProfileTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(RunProfile profile, TextWriter output)
    {
        Write("phase", profile.Phases, output);
        Write("rule, all threads together", profile.Rules, output);
    }

    private static void Write(string head, IEnumerable<ProfileEntry> entries, TextWriter output)
    {
        output.WriteLine($"{"ms",10} {"kB",10}  {head}");
        foreach (var entry in entries)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.Time.TotalMilliseconds,10:F1} {entry.AllocatedBytes / 1000,10}  {entry.Name}"));
    }
}
