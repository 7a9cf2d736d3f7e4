using BenchmarkDotNet.Attributes;
using EksLint.Analysis;
using EksLint.Cli;
using EksLint.Cli.Output;
using EksLint.Inputs;
using Microsoft.CodeAnalysis;

namespace EksLint.Benchmarks;

/// <summary>What each format costs for 1,000 findings and more.</summary>
[MemoryDiagnoser]
public class FormatBenchmark
{
    private LintReport _report = null!;
    private IReportFormat _format = null!;

    /// <summary>The format.</summary>
    [Params("text", "concise", "json", "sarif", "github")]
    public string Format { get; set; } = "";

    /// <summary>Lints the apps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using var host = new Host(Stream.Null, Stream.Null, Environment.CurrentDirectory, static _ => null);
        var rules = RuleCatalog.Create();
        var input = InputReader.Read(Corpus.Apps(5000));
        var settings = new RuleSettings();
        var result = new LintDriver(rules.Analyzers, settings).Run(input);
        var options = new ReportOptions(DiagnosticSeverity.Warning, MinSeverity: null, ShowsSuppressed: false, IsQuiet: false);
        _report = new LintReport(result, input, rules, settings, options);
        _format = ReportFormats.Read([Format], host, color: false, usesError: false)[0].Format;
    }

    /// <summary>Writes the report.</summary>
    [Benchmark]
    public void Write() => _format.Write(_report, Stream.Null);
}
