using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>Rules with several severities: which one a fixture shows depends on what is certain.</summary>
public sealed class SeverityTests
{
    [Theory]
    [InlineData("EKS1004/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS1004/bad-node.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS1005/bad.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS1005/bad-pod.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS1009/bad.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS1009/bad-timeout.yaml", DiagnosticSeverity.Info)]
    [InlineData("EKS1011/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS1011/bad-directory", DiagnosticSeverity.Info)]
    [InlineData("EKS1028/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS1028/bad-update.yaml", DiagnosticSeverity.Info)]
    [InlineData("EKS1031/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS1031/bad-same.yaml", DiagnosticSeverity.Info)]
    [InlineData("EKS6001/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS6001/bad-json", DiagnosticSeverity.Info)]
    [InlineData("EKS6001/bad-auto-mode", DiagnosticSeverity.Error)]
    [InlineData("EKS6002/bad.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS7002/bad.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS7002/bad-assumed.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS7002/bad-daemon-set", DiagnosticSeverity.Error)]
    [InlineData("EKS7013/bad.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS7013/bad-daemon-sets.yaml", DiagnosticSeverity.Error)]
    [InlineData("EKS7013/bad-desired.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS7013/bad-assumed.yaml", DiagnosticSeverity.Warning)]
    [InlineData("EKS7013/bad-uncertain.yaml", DiagnosticSeverity.Info)]
    public void A_fixture_shows_a_severity(string fixture, DiagnosticSeverity severity)
    {
        var path = Path.Combine(Repository.Fixtures, fixture);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
        var found = Linter.Run(files.Where(static file => !file.EndsWith(".expected", StringComparison.Ordinal) && !file.Contains(".fixed.", StringComparison.Ordinal)).Select(static file => (file, File.ReadAllBytes(file))))
            .Diagnostics.Where(finding => finding.Id == fixture[..7])
            .ToList();
        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.Equal(severity, finding.Severity));
    }

    [Fact]
    public void An_instance_type_is_the_less_certain_the_more_its_name_makes_sense()
    {
        var found = Linter.Run([("cluster.yaml", File.ReadAllBytes(Path.Combine(Repository.Fixtures, "EKS7001", "bad.yaml")))]).Diagnostics.Where(static finding => finding.Id == "EKS7001");
        Assert.Equal(
            [
                ("m5-large", DiagnosticSeverity.Error), ("m5.lrage", DiagnosticSeverity.Error), ("m55.large", DiagnosticSeverity.Warning),
                ("m5.77xlarge", DiagnosticSeverity.Info), ("large", DiagnosticSeverity.Error), ("M5.2XLARGE", DiagnosticSeverity.Error),
            ],
            found.Select(static finding => (finding.Message.Split('\'')[1], finding.Severity)));
    }
}
