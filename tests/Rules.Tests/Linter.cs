using System.Text;
using EksLint.Analysis;
using EksLint.Inputs;

namespace EksLint.Rules.Tests;

/// <summary>Runs all rules over texts.</summary>
internal static class Linter
{
    /// <summary>Lints texts by path.</summary>
    public static LintResult Run(params IEnumerable<(string Path, byte[] Text)> files) => Run(files, RuleList.CreateAnalyzers());

    /// <summary>Runs some rules over texts by path.</summary>
    public static LintResult Run(IEnumerable<(string Path, byte[] Text)> files, IReadOnlyList<string> rules) =>
        Run(files, RuleList.CreateAnalyzers().Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rules.Contains(rule.Id))));

    private static LintResult Run(IEnumerable<(string Path, byte[] Text)> files, IEnumerable<ManifestAnalyzer> analyzers)
    {
        var input = InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(file.Text))));
        var result = new LintDriver(analyzers, RuleSettings.Default).Run(input);
        Assert.True(result.Failures.IsEmpty, string.Join(Environment.NewLine, result.Failures.Select(static failure => failure.Exception)));
        return result;
    }

    /// <summary>Lints one text.</summary>
    public static LintResult Run(string text) => Run([("input.yaml", Encoding.UTF8.GetBytes(text))]);
}
