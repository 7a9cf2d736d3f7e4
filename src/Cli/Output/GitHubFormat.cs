using System.Globalization;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>Workflow commands: GitHub shows them as annotations on the lines of a pull request.</summary>
/// <param name="paths">GitHub knows paths from the root of the repository.</param>
internal sealed class GitHubFormat(RepositoryPaths paths) : IReportFormat
{
    /// <summary>GitHub shows ten annotations of each level a step and drops the others without a word.</summary>
    private const int ShownOfEachLevel = 10;

    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        using var writer = Host.CreateWriter(output);
        var found = report.Shown().Where(static diagnostic => diagnostic.Suppression is null).OrderByDescending(static diagnostic => diagnostic.Severity).ToList();
        foreach (var diagnostic in found)
            Write(writer, diagnostic);
        if (found.GroupBy(static diagnostic => diagnostic.Severity).Sum(static level => Math.Max(0, level.Count() - ShownOfEachLevel)) is > 0 and var dropped)
        {
            writer.WriteLine(
                $"ekslint: GitHub shows {ShownOfEachLevel} errors, {ShownOfEachLevel} warnings and {ShownOfEachLevel} notices of a step, so {dropped} of these will not be seen; "
                + "code scanning has no such limit (--format sarif=FILE).");
        }

        if (!report.Options.IsQuiet)
            writer.WriteLine(ClosingLine.Of(report));
    }

    private void Write(TextWriter writer, ManifestDiagnostic diagnostic)
    {
        var command = diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "notice" };
        var span = diagnostic.Location.File.GetLineSpan(diagnostic.Location.Span);
        var place = string.Create(CultureInfo.InvariantCulture, $"line={span.Start.Line + 1},endLine={span.End.Line + 1}");

        // Columns count on one line only.
        if (span.Start.Line == span.End.Line)
            place += string.Create(CultureInfo.InvariantCulture, $",col={span.Start.Character + 1},endColumn={span.End.Character + 1}");
        var message = diagnostic.Message + (diagnostic.Help is { } help ? "\nhelp: " + help : "")
            + (diagnostic.Manifest?.RenderedFrom is { } source ? "\nrendered from " + source : "") + "\n" + diagnostic.Descriptor.HelpLinkUri;
        var file = EscapeProperty(SafeText.Escape(paths.Relative(diagnostic.Location.File.Path)));
        writer.WriteLine($"::{command} file={file},{place},title={EscapeProperty($"ekslint ({diagnostic.Id})")}::{EscapeData(message)}");
    }

    /// <summary>Line breaks are ours; what a message brings along is made visible line by line.</summary>
    private static string EscapeData(string text) =>
        string.Join("%0A", text.Split('\n').Select(static line => SafeText.Escape(line).Replace("%", "%25", StringComparison.Ordinal)));

    private static string EscapeProperty(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
