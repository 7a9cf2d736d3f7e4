using System.Collections.Immutable;
using System.Text;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EksLint.Tests;

/// <summary>Suppressions by the thousand cost what they are, not their square.</summary>
public sealed class SuppressionTests
{
    [Theory]
    [InlineData("  k{0}: v # ekslint: ignore[EKS0002]\n")]
    [InlineData("  # ekslint: ignore[EKS0002]\n  k{0}: v\n")]
    [InlineData("  # ekslint: ignore[EKS000{0}]\n  # ekslint: ignore[EKS000{0}]\n  k{0}: v\n")]
    public void Many_are_read_in_linear_time(string line)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n");
        for (var i = 0; i < 5_000; i++)
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, line, i);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var found = new LintDriver([new EveryLine()], RuleSettings.Default).Run(Parsed.Read(text.ToString())).Diagnostics;
        Assert.Equal(5_000, found.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_rule_that_is_off_and_raised_for_a_part_runs_there()
    {
        var settings = new RuleSettings();
        settings.Add(new OnlyIn("on.yaml"));
        var found = new LintDriver([new EveryLine()], settings).Run(Parsed.Read(("on.yaml", Text), ("off.yaml", Text))).Diagnostics;
        Assert.Equal(["on.yaml"], found.Select(static finding => finding.Location.File.Path));
    }

    private const string Text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n";

    private sealed class OnlyIn(string path) : ISeveritySource
    {
        public GivenSeverity? Find(DiagnosticDescriptor rule, SourceFile? file, ManifestObject? manifest) =>
            file?.Path == path ? new GivenSeverity(ReportDiagnostic.Error, "", 0, IsForPart: true) : new GivenSeverity(ReportDiagnostic.Suppress, "", 0, IsForPart: false);

        public bool MayTurnOn(DiagnosticDescriptor rule) => true;
    }

    private sealed class EveryLine : ManifestAnalyzer
    {
#pragma warning disable RS1015, RS1028, RS2008 // A rule of this test only.
        private static readonly DiagnosticDescriptor Rule = new("EKS0002", "a", "{0}", RuleCategories.Syntax, DiagnosticSeverity.Error, isEnabledByDefault: true);
#pragma warning restore RS1015, RS1028, RS2008

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(static context =>
        {
            foreach (var entry in context.Manifest.Root["data"].Children)
                context.Report(Rule, entry, entry.Key);
        });
    }
}
