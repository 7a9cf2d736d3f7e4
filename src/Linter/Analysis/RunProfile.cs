using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EksLint.Analysis;

/// <summary>What something cost.</summary>
/// <param name="Name">A phase; the ids of a rule.</param>
/// <param name="Time">The time: of a phase as a clock shows it, of a rule that of all threads together.</param>
/// <param name="AllocatedBytes">The memory taken, whether it was given back or not.</param>
public readonly record struct ProfileEntry(string Name, TimeSpan Time, long AllocatedBytes);

/// <summary>Where the time and the memory of a run go. Who asks an index first pays for making it.</summary>
public sealed class RunProfile
{
    private readonly List<ProfileEntry> _phases = [];
    private readonly Dictionary<string, ProfileEntry> _rules = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Meter _phase = Meter.OfProcess();

    /// <summary>The phases in their order.</summary>
    public IReadOnlyList<ProfileEntry> Phases => _phases;

    /// <summary>The rules, and what runs for several of them, the slowest first.</summary>
    public IEnumerable<ProfileEntry> Rules => _rules.Values.OrderByDescending(static rule => rule.Time).ThenBy(static rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The time of all phases.</summary>
    public TimeSpan Elapsed => _phases.Aggregate(TimeSpan.Zero, static (sum, phase) => sum + phase.Time);

    /// <summary>Ends a phase, which began when the one before it ended.</summary>
    public void EndPhase(string name)
    {
        var now = Meter.OfProcess();
        _phases.Add(now.Since(_phase, name));
        _phase = now;
    }

    /// <summary>Adds what one thread measured.</summary>
    internal void Add(RuleCosts costs)
    {
        lock (_lock)
        {
            foreach (var (name, cost) in costs.Entries)
                _rules[name] = _rules.TryGetValue(name, out var known) ? Sum(known, cost) : cost;
        }
    }

    private static ProfileEntry Sum(ProfileEntry one, ProfileEntry other) => one with { Time = one.Time + other.Time, AllocatedBytes = one.AllocatedBytes + other.AllocatedBytes };

    /// <summary>The clock and the memory taken so far.</summary>
    internal readonly record struct Meter(long Timestamp, long Bytes)
    {
        public static Meter OfProcess() => new(Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());

        public static Meter OfThread() => new(Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());

        public ProfileEntry Since(Meter start, string name) => new(name, Stopwatch.GetElapsedTime(start.Timestamp, Timestamp), Bytes - start.Bytes);
    }
}

/// <summary>What the rules cost on one thread.</summary>
internal sealed class RuleCosts
{
    private readonly Dictionary<object, ProfileEntry> _costs = [];
    private RunProfile.Meter _start;

    public IEnumerable<KeyValuePair<string, ProfileEntry>> Entries => _costs.Select(static pair => KeyValuePair.Create(pair.Value.Name, pair.Value));

    /// <summary>Starts the clock.</summary>
    public void Begin() => _start = RunProfile.Meter.OfThread();

    /// <summary>Adds what was spent since then to the cost of a rule, or of what runs for several.</summary>
    public void End(object spender)
    {
        ref var cost = ref CollectionsMarshal.GetValueRefOrAddDefault(_costs, spender, out var isKnown);
        var name = isKnown ? cost.Name : NameOf(spender);
        var spent = RunProfile.Meter.OfThread().Since(_start, name);
        cost = spent with { Time = cost.Time + spent.Time, AllocatedBytes = cost.AllocatedBytes + spent.AllocatedBytes };
    }

    private static string NameOf(object spender) =>
        spender is ManifestAnalyzer analyzer ? string.Join(", ", analyzer.SupportedDiagnostics.Select(static rule => rule.Id)) : spender.ToString() ?? "";
}
