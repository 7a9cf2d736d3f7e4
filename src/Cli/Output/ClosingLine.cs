using EksLint.CodeFixes;

namespace EksLint.Cli.Output;

/// <summary>The last line of the formats for people: counts by severity, files and objects, what is hidden and how to see it.</summary>
internal static class ClosingLine
{
    /// <summary>The closing line of a report.</summary>
    public static string Of(LintReport report)
    {
        var summary = report.Summary;
        var shown = new SeverityCounts(report.Shown().Where(static diagnostic => diagnostic.Suppression is null));
        var counts = string.Join(", ", Counted(shown.Errors, shown.Warnings, shown.Infos));
        var scope = summary.Objects == 0
            ? "no Kubernetes manifest was found"
            : $"{Count(summary.Objects, "object")} of {Count(summary.Files, "file")}";
        var line = (counts.Length > 0, summary.Objects > 0) switch
        {
            (true, true) => $"Found {counts} in {scope}",
            (true, false) => $"Found {counts}; {scope}",
            (false, true) => $"No problems in {scope}",
            (false, false) => $"No problems: {scope}",
        };
        var hidden = Hidden(report, shown);
        return line + Fixed(report) + Fixable(report) + (hidden.Count > 0 ? $"; hidden: {string.Join(", ", hidden)}" : "") + (summary.Skipped > 0 ? $"; passed over: {Count(summary.Skipped, "file")}" : "") + ".";
    }

    private static string Fixed(LintReport report) => report.Outcome is { } outcome
        ? $"; {(outcome.Options.ShowsDiff ? "would fix" : "fixed")}: {outcome.Findings}{(outcome.Files > 0 ? $" in {Count(outcome.Files, "file")}" : "")}"
        : "";

    /// <summary>What could be fixed with which option; of the fixes that were applied or shown, nothing is said again.</summary>
    private static string Fixable(LintReport report)
    {
        var safe = report.Fixes(FixSafety.Safe).Count();
        var offered = report.Fixes(FixSafety.Offer).Count() - safe;
        return (report.Outcome, safe, offered) switch
        {
            (null, > 0, > 0) => $"; fixable: {safe} (--fix), {offered} more (--fix --unsafe-fixes)",
            (null, > 0, _) => $"; fixable: {safe} (--fix)",
            (null, _, > 0) => $"; fixable: {offered} (--fix --unsafe-fixes)",
            ({ Options.Safety: FixSafety.Safe }, _, > 0) => $"; fixable: {offered} more (--unsafe-fixes)",
            _ => "",
        };
    }

    private static List<string> Hidden(LintReport report, SeverityCounts shown)
    {
        var summary = report.Summary;
        var below = Counted(summary.Errors - shown.Errors, summary.Warnings - shown.Warnings, summary.Infos - shown.Infos);
        var hidden = new List<string>();
        if (below.Count > 0)
            hidden.Add($"{string.Join(", ", below)} (--min-severity {(summary.Infos > shown.Infos ? "info" : "warning")})");
        if (summary.Suppressed > 0 && !report.Options.ShowsSuppressed)
            hidden.Add($"{summary.Suppressed} suppressed (--show-suppressed)");
        return hidden;
    }

    private static List<string> Counted(int errors, int warnings, int infos)
    {
        var result = new List<string>();
        Add(errors, "error");
        Add(warnings, "warning");
        Add(infos, "info");
        return result;

        void Add(int count, string what)
        {
            if (count > 0)
                result.Add(Count(count, what));
        }
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
