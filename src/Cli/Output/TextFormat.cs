namespace EksLint.Cli.Output;

/// <summary>For people: each finding with its lines, what to do and where to read on.</summary>
internal sealed class TextFormat : IReportFormat
{
    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        using var writer = Host.CreateWriter(output);
        foreach (var diagnostic in report.Shown())
        {
            var file = diagnostic.Location.File;
            var start = file.GetLinePosition(diagnostic.Location.Span.Start);
            writer.WriteLine($"{diagnostic.Severity.ToName()}[{diagnostic.Id}]: {SafeText.Escape(diagnostic.Message)}");
            writer.WriteLine($"  --> {SafeText.EscapePath(file.Path)}:{start.Line + 1}:{start.Character + 1}");
            writer.WriteLine();
        }

        if (!report.Options.IsQuiet)
            writer.WriteLine(ClosingLine.Of(report));
    }
}
