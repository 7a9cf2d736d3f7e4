using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>Which rules run, and with what severity.</summary>
public sealed class RuleSettings
{
    private readonly List<(Func<DiagnosticDescriptor, bool> Applies, ReportDiagnostic Severity)> _overrides = [];
    private readonly List<Func<DiagnosticDescriptor, bool>> _selected = [];
    private readonly List<Func<DiagnosticDescriptor, bool>> _ignored = [];

    /// <summary>Every rule with its default severity.</summary>
    public static RuleSettings Default { get; } = new();

    /// <summary>Runs only what is selected; several selections add up.</summary>
    /// <param name="pattern">An id, a prefix of ids (<c>EKS2</c>), a name or a category.</param>
    public void Select(string pattern) => _selected.Add(rule => Applies(rule, pattern));

    /// <summary>Turns off what a pattern names; beats every selection.</summary>
    /// <param name="pattern">An id, a prefix of ids, a name or a category.</param>
    public void Ignore(string pattern) => _ignored.Add(rule => Applies(rule, pattern));

    /// <summary>Gives what a pattern names another severity; the last word counts.</summary>
    /// <param name="pattern">An id, a prefix of ids, a name or a category.</param>
    /// <param name="severity">The severity.</param>
    public void Override(string pattern, ReportDiagnostic severity) => _overrides.Add((rule => Applies(rule, pattern), severity));

    /// <summary>The severity of a rule: <see cref="ReportDiagnostic.Default"/> where its own holds, <see cref="ReportDiagnostic.Suppress"/> where it is off.</summary>
    public ReportDiagnostic SeverityOf(DiagnosticDescriptor rule)
    {
        if (_ignored.Exists(applies => applies(rule)) || (_selected.Count > 0 && !_selected.Exists(applies => applies(rule))))
            return ReportDiagnostic.Suppress;
        var overridden = _overrides.FindLast(setting => setting.Applies(rule));
        if (overridden.Applies is not null)
            return overridden.Severity;
        return rule.IsEnabledByDefault || _selected.Count > 0 ? ReportDiagnostic.Default : ReportDiagnostic.Suppress;
    }

    /// <summary>Whether a pattern names a rule.</summary>
    public static bool Applies(DiagnosticDescriptor rule, string pattern)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Id.StartsWith(pattern, StringComparison.OrdinalIgnoreCase)
            || string.Equals(rule.Category, pattern, StringComparison.OrdinalIgnoreCase)
            || rule.CustomTags.Contains(pattern, StringComparer.OrdinalIgnoreCase);
    }
}
