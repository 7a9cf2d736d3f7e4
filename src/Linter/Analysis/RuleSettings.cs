using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>A severity that somebody gave to a rule.</summary>
/// <param name="Severity">The severity: <see cref="ReportDiagnostic.Default"/> is the rule's own, <see cref="ReportDiagnostic.Suppress"/> is off.</param>
/// <param name="Origin">Who gave it, for people: an option, or a place in a file.</param>
/// <param name="Exactness">How exactly the rule was named.</param>
/// <param name="IsForPart">Whether it was given for some files or objects only, not for the project.</param>
public sealed record GivenSeverity(ReportDiagnostic Severity, string Origin, int Exactness, bool IsForPart);

/// <summary>A file that gives severities to rules.</summary>
public interface ISeveritySource
{
    /// <summary>The severity that a rule has in a file and an object; null where nothing is said.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="file">The file; null for the project as a whole.</param>
    /// <param name="manifest">The object; null for findings about none.</param>
    GivenSeverity? Find(DiagnosticDescriptor rule, SourceFile? file, ManifestObject? manifest);

    /// <summary>Whether a rule that is off for the project may be on somewhere.</summary>
    bool MayTurnOn(DiagnosticDescriptor rule);

    /// <summary>Whether it says nothing of the project as a whole, and may turn any rule on somewhere.</summary>
    bool LeavesAllOpen => false;
}

/// <summary>Which rules run, and with what severity: the command line first, then the files in the order in which they were added, then the rule's own.</summary>
public sealed class RuleSettings
{
    private readonly List<RulePattern> _selected = [];
    private readonly List<RulePattern> _ignored = [];
    private readonly List<ISeveritySource> _sources = [];
    private List<(RulePattern Pattern, ReportDiagnostic Severity)>? _given;

    /// <summary>Every rule with its default severity.</summary>
    public static RuleSettings Default { get; } = new();

    /// <summary>Runs only what is selected; several selections add up.</summary>
    /// <param name="pattern">The rules, as <see cref="RulePattern"/> reads them.</param>
    public void Select(string pattern) => _selected.Add(new RulePattern(pattern));

    /// <summary>Turns off what a pattern names; beats every selection.</summary>
    /// <param name="pattern">The rules, as <see cref="RulePattern"/> reads them.</param>
    public void Ignore(string pattern) => _ignored.Add(new RulePattern(pattern));

    /// <summary>Gives what a pattern names another severity. The more exact pattern counts, and among equals the last.</summary>
    /// <param name="pattern">The rules, as <see cref="RulePattern"/> reads them.</param>
    /// <param name="severity">The severity.</param>
    public void Override(string pattern, ReportDiagnostic severity) => (_given ??= []).Add((new RulePattern(pattern), severity));

    /// <summary>Adds a file that gives severities, behind those that were added before.</summary>
    public void Add(ISeveritySource source) => _sources.Add(source);

    /// <summary>The severity of a rule in a file and an object: <see cref="ReportDiagnostic.Default"/> where its own holds, <see cref="ReportDiagnostic.Suppress"/> where it is
    /// off.</summary>
    public ReportDiagnostic SeverityOf(DiagnosticDescriptor rule, SourceFile? file = null, ManifestObject? manifest = null) => Explain(rule, file, manifest).Severity;

    /// <summary>The severity of a rule in a file and an object, with who gave it.</summary>
    public GivenSeverity Explain(DiagnosticDescriptor rule, SourceFile? file = null, ManifestObject? manifest = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (IsIgnored(rule))
            return new GivenSeverity(ReportDiagnostic.Suppress, "--ignore", RulePattern.Exact, IsForPart: false);
        if (_selected.Count > 0 && SelectionOf(rule) is null)
            return new GivenSeverity(ReportDiagnostic.Suppress, "--select", RulePattern.Exact, IsForPart: false);
        return Given(rule, file, manifest) ?? new GivenSeverity(OwnSeverityOf(rule), "default", Exactness: 0, IsForPart: false);
    }

    /// <summary>Whether every rule can find something somewhere, so that none needs to be asked for what it reports.</summary>
    internal bool LetAllRun =>
        _selected.Count == 0 && _ignored.Count == 0 && _given is null && _sources.Count > 0 && _sources.TrueForAll(static source => source.LeavesAllOpen);

    /// <summary>Whether a rule can find anything anywhere; else it need not run.</summary>
    public bool MayRun(DiagnosticDescriptor rule)
    {
        if (SeverityOf(rule) != ReportDiagnostic.Suppress)
            return true;
        return !IsIgnored(rule) && (_selected.Count == 0 || SelectionOf(rule) is not null) && GivenByCommandLine(rule) is null && _sources.Exists(source => source.MayTurnOn(rule));
    }

    /// <summary>Whether somebody turned a rule off in a file; that it was not selected does not count.</summary>
    public bool IsTurnedOff(DiagnosticDescriptor rule, SourceFile file) => IsIgnored(rule) || Given(rule, file, manifest: null)?.Severity == ReportDiagnostic.Suppress;

    /// <summary>The severity that the command line or a file gives a rule for the project; null where its own holds.</summary>
    public ReportDiagnostic? GivenTo(DiagnosticDescriptor rule) => Given(rule, file: null, manifest: null) is { Severity: not ReportDiagnostic.Default and var given } ? given : null;

    private ReportDiagnostic OwnSeverityOf(DiagnosticDescriptor rule) => rule.IsEnabledByDefault || _selected.Count > 0 ? ReportDiagnostic.Default : ReportDiagnostic.Suppress;

    private bool IsIgnored(DiagnosticDescriptor rule) => _ignored.Exists(pattern => pattern.Applies(rule));

    /// <summary>How exactly a rule is selected; null where it is not.</summary>
    private int? SelectionOf(DiagnosticDescriptor rule) => _selected.Max(pattern => pattern.ExactnessFor(rule));

    private GivenSeverity? GivenByCommandLine(DiagnosticDescriptor rule) =>
        _given is not null && MostExact(_given, rule) is { } found ? new GivenSeverity(found.Severity, "--severity", found.Exactness, IsForPart: false) : null;

    private GivenSeverity? Given(DiagnosticDescriptor rule, SourceFile? file, ManifestObject? manifest)
    {
        if (GivenByCommandLine(rule) is { } given)
            return given;
        foreach (var source in _sources)
        {
            if (source.Find(rule, file, manifest) is not { } found)
                continue;

            // Who selects a rule as exactly as the project turns it off wants to see it.
            if (found is { Severity: ReportDiagnostic.Suppress, IsForPart: false } && _selected.Count > 0 && SelectionOf(rule) >= found.Exactness)
                return new GivenSeverity(ReportDiagnostic.Default, "--select", found.Exactness, IsForPart: false);
            return found;
        }

        return null;
    }

    /// <summary>The setting that names a rule most exactly, the last among equals; null where none names it.</summary>
    internal static (ReportDiagnostic Severity, int Exactness, int Index)? MostExact(IReadOnlyList<(RulePattern Pattern, ReportDiagnostic Severity)> settings, DiagnosticDescriptor rule)
    {
        (ReportDiagnostic Severity, int Exactness, int Index)? best = null;
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Pattern.ExactnessFor(rule) is { } exactness && !(best?.Exactness > exactness))
                best = (settings[i].Severity, exactness, i);
        }

        return best;
    }
}
