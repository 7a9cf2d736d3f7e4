using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>What a run costs is said where it is asked for, and nowhere else.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly TestProject _project = new();

    public ProfileTests() => _project.Write("k8s/all.yaml", TestProject.Bad());

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Phases_and_rules_are_listed_with_time_and_memory()
    {
        var run = _project.Lint("--profile", "--format", "json");
        using var report = JsonDocument.Parse(run.Output);
        var summary = report.RootElement.GetProperty("summary");
        Assert.True(summary.GetProperty("elapsedMs").GetDouble() > 0);
        Assert.Equal(["find files", "parse", "connect", "rules", "findings"], Names(summary, "phases"));
        Assert.Contains("EKS2003", Names(summary, "rules"));
        Assert.All(summary.GetProperty("rules").EnumerateArray(), static rule => Assert.True(rule.GetProperty("allocatedBytes").GetInt64() >= 0));
        Assert.Contains("  EKS2003\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_unasked()
    {
        var run = _project.Lint("--format", "json");
        Assert.DoesNotContain("elapsedMs", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("EKS2003", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonElement summary, string list) =>
        summary.GetProperty(list).EnumerateArray().Select(static entry => entry.GetProperty("name").GetString());
}
