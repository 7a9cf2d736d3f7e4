using EksLint.Analysis;
using EksLint.Cli.Fixes;
using EksLint.CodeFixes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>What a run found, and how much of it is shown: all that the formats write about.</summary>
internal sealed class LintReport
{
    private const string TemplateRule = "EKS0005";

    private readonly LintResult _result;
    private readonly AnalysisInput _input;
    private readonly SecretMasks _secrets;
    private readonly RuleSettings _settings;

    /// <summary>Makes the report of a run.</summary>
    public LintReport(LintResult result, AnalysisInput input, RuleCatalog rules, RuleSettings settings, ReportOptions options)
    {
        _result = result;
        _input = input;
        _secrets = input.Secrets;
        _settings = settings;
        Rules = rules;
        Options = options;
        Summary = Summarize();
    }

    /// <summary>The rules that exist.</summary>
    public RuleCatalog Rules { get; }

    /// <summary>What is shown.</summary>
    public ReportOptions Options { get; }

    /// <summary>What was found, in numbers.</summary>
    public ReportSummary Summary { get; }

    /// <summary>Whether every rule did its work.</summary>
    public bool IsComplete => _result.Failures.IsEmpty;

    /// <summary>The rules that threw, each once, with the first thing that each threw.</summary>
    public IEnumerable<RuleFailure> FailedRules => _result.Failures
        .OrderBy(static failure => failure.Analyzer.FullName, StringComparer.Ordinal)
        .ThenBy(static failure => failure.Exception.Message, StringComparer.Ordinal)
        .DistinctBy(static failure => failure.Analyzer);

    /// <summary>The files and documents that could not be read, or not be understood, in the order of their paths.</summary>
    public IEnumerable<SyntaxError> Unread(SyntaxErrorKind kind) =>
        _input.Files.Where(static file => file.IsReported).SelectMany(static file => file.Parsed.Errors).Where(error => error.Kind == kind);

    /// <summary>The templates that were passed over, in the order of their paths; without those of which nobody wants to hear.</summary>
    public IEnumerable<SyntaxError> UnrenderedTemplates()
    {
        if (!Unread(SyntaxErrorKind.Template).Any())
            return [];
        var rule = Rules.Rules.FirstOrDefault(static rule => rule.Id == TemplateRule)?.Descriptor;
        var silenced = _result.Diagnostics.Where(static diagnostic => diagnostic is { Id: TemplateRule, Suppression: not null }).Select(static diagnostic => diagnostic.Location.File).ToHashSet();
        return Unread(SyntaxErrorKind.Template)
            .Where(error => !silenced.Contains(error.Location.File) && !(rule is not null && _settings.IsTurnedOff(rule, error.Location.File)));
    }

    /// <summary>The findings to show, in the order of their places.</summary>
    /// <param name="lowest">The lowest severity that the format shows when nobody says.</param>
    public IEnumerable<ManifestDiagnostic> Shown(DiagnosticSeverity lowest = DiagnosticSeverity.Warning)
    {
        var minimum = Options.MinSeverity ?? (Options.FailOn < lowest ? Options.FailOn : lowest);
        return _result.Diagnostics.Where(diagnostic => diagnostic.Severity >= minimum && (Options.ShowsSuppressed || diagnostic.Suppression is null));
    }

    /// <summary>Whether something was found at or above the severity that makes a run fail.</summary>
    public bool Fails => _result.Diagnostics.Any(diagnostic => diagnostic.Suppression is null && diagnostic.Severity >= Options.FailOn);

    /// <summary>The severity that the command line or the configuration gives a rule for the whole project; null where its own holds.</summary>
    public ReportDiagnostic? SeverityGivenTo(RuleEntry rule) => _settings.GivenTo(rule.Descriptor);

    /// <summary>The places of secrets in a file, which no format may show.</summary>
    public IReadOnlyList<SourceSpan> SecretsOf(SourceFile file) => _secrets.For(file).Spans;

    /// <summary>The fix of a finding; null also where its text would show a secret. A fix with a mask in it would write the mask.</summary>
    public CodeFix? FixOf(ManifestDiagnostic diagnostic) =>
        diagnostic.Fix is { } fix && !fix.Edits.Any(edit => _secrets.For(edit.Location.File).IsRevealedBy(edit.NewText, edit.Location.Span)) ? fix : null;

    /// <summary>What the run cost; null where nobody asks.</summary>
    public RunProfile? Profile { get; init; }

    /// <summary>What was done with the fixes; null where that was not asked for.</summary>
    public FixOutcome? Outcome { get; set; }

    /// <summary>The fixes of the findings that people are shown: what is hidden or suppressed is not changed behind their back, whatever the format.</summary>
    /// <param name="safety">The safe ones, or also those that are only offered.</param>
    public IEnumerable<FileFix> Fixes(FixSafety safety)
    {
        foreach (var diagnostic in Shown())
        {
            if (diagnostic is { Suppression: null, Fix: { } fix } && fix.Safety <= safety && fix.StaysIn(diagnostic.Location.File))
                yield return new FileFix(diagnostic.Location.File, fix);
        }
    }

    /// <summary>The kustomizations that were not resolved.</summary>
    public IReadOnlyList<UnresolvedKustomization> UnresolvedKustomizations => _input.UnresolvedKustomizations;

    private ReportSummary Summarize()
    {
        var found = new SeverityCounts(_result.Diagnostics.Where(static diagnostic => diagnostic.Suppression is null));
        var (files, documents, objects, skipped) = (0, 0, 0, 0);
        foreach (var file in _input.Files)
        {
            if (!file.IsReported)
                continue;
            if (file.WrittenObjects.Count == 0)
            {
                if (file.Parsed.Errors.Any(static error => error.Kind is SyntaxErrorKind.Template or SyntaxErrorKind.Unreadable))
                    skipped++;
                continue;
            }

            files++;
            documents += file.Parsed.Documents.Count;
            objects += file.WrittenObjects.Count;
        }

        return new ReportSummary(
            Files: files,
            Documents: documents,
            Objects: objects,
            Errors: found.Errors,
            Warnings: found.Warnings,
            Infos: found.Infos,
            Suppressed: _result.Diagnostics.Count(static diagnostic => diagnostic.Suppression is not null),
            Skipped: skipped);
    }
}

/// <summary>How many findings there are of each severity.</summary>
internal sealed class SeverityCounts
{
    public SeverityCounts(IEnumerable<ManifestDiagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            switch (diagnostic.Severity)
            {
                case DiagnosticSeverity.Error:
                    Errors++;
                    break;
                case DiagnosticSeverity.Warning:
                    Warnings++;
                    break;
                case DiagnosticSeverity.Info:
                    Infos++;
                    break;
            }
        }
    }

    public int Errors { get; }

    public int Warnings { get; }

    public int Infos { get; }
}

/// <summary>What of a report is shown.</summary>
/// <param name="FailOn">The lowest severity that makes the run fail.</param>
/// <param name="MinSeverity">The lowest severity shown; null for the format's own.</param>
/// <param name="ShowsSuppressed">Whether suppressed findings are shown, marked as such.</param>
/// <param name="IsQuiet">Whether only findings are shown.</param>
internal sealed record ReportOptions(DiagnosticSeverity FailOn, DiagnosticSeverity? MinSeverity, bool ShowsSuppressed, bool IsQuiet);

/// <summary>What was found, in numbers.</summary>
/// <param name="Files">Files read that hold at least one manifest.</param>
/// <param name="Documents">Their documents.</param>
/// <param name="Objects">Objects after the expansion of Lists.</param>
/// <param name="Errors">Findings that are errors.</param>
/// <param name="Warnings">Findings that are warnings.</param>
/// <param name="Infos">Findings that are infos.</param>
/// <param name="Suppressed">Findings that somebody silenced.</param>
/// <param name="Skipped">Files passed over as templates or unreadable.</param>
internal sealed record ReportSummary(int Files, int Documents, int Objects, int Errors, int Warnings, int Infos, int Suppressed, int Skipped);
