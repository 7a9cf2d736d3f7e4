namespace EksLint.Cli.Output;

/// <summary>A way to write a report.</summary>
internal interface IReportFormat
{
    /// <summary>Writes a report.</summary>
    void Write(LintReport report, Stream output);
}
