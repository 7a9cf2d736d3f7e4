namespace EksLint.Cli.Output;

/// <summary>One line a finding, as MSBuild writes it: editors and CI systems parse it.</summary>
internal sealed class ConciseFormat : IReportFormat
{
    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        using var writer = Host.CreateWriter(output);
        foreach (var diagnostic in report.Shown())
        {
            var file = diagnostic.Location.File;
            var start = file.GetLinePosition(diagnostic.Location.Span.Start);
            var state = diagnostic.Suppression is null ? "" : " (suppressed)";
            var source = diagnostic.Manifest?.RenderedFrom is { } rendered ? $" (rendered from {SafeText.Escape(rendered)})" : "";
            writer.WriteLine(
                $"{SafeText.EscapePath(file.Path)}({start.Line + 1},{start.Character + 1}): {diagnostic.Severity.ToName()} {diagnostic.Id}: {SafeText.Escape(diagnostic.Message)}{source}{state}");
        }
    }
}
