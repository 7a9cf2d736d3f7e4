using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>rules, explain, help and version.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Help_of_ekslint() => Snapshot.Match(Succeed("--help"));

    [Fact]
    public void Help_of_lint() => Snapshot.Match(Succeed("lint", "--help"));

    [Fact]
    public void Version()
    {
        Assert.Matches(@"^ekslint \d+\.\d+\.\d+\n$", Succeed("--version"));
        Assert.Equal(2, Ekslint.Run(_project.Root, "lint", "--version").ExitCode);
    }

    [Fact]
    public void Rules_are_listed_in_each_format()
    {
        Assert.Contains("EKS2003  target-port-name-missing", Succeed("rules"), StringComparison.Ordinal);
        Assert.Contains(
            "| [EKS2003](https://github.com/ekslint/ekslint/blob/main/rules.md#eks2003-target-port-name-missing) | target-port-name-missing | Services | error | offer | 0.1.0 |",
            Succeed("rules", "--format", "markdown"),
            StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Succeed("rules", "--format", "json"));
        var rule = json.RootElement.GetProperty("rules").EnumerateArray().Single(static rule => rule.GetProperty("id").GetString() == "EKS2003");
        Assert.Equal("target-port-name-missing", rule.GetProperty("name").GetString());
        Assert.Equal("Services", rule.GetProperty("category").GetString());
    }

    [Theory]
    [InlineData("EKS2003")]
    [InlineData("eks2003")]
    [InlineData("target-port-name-missing")]
    [InlineData("Target-Port-Name-Missing")]
    public void Rules_are_explained_by_id_and_name(string name)
    {
        var text = Succeed("explain", name);
        Assert.StartsWith("### EKS2003: target-port-name-missing\n", text, StringComparison.Ordinal);
        Assert.Contains("\n**How to fix.** ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_is_rendered_in_colour_and_written_as_json()
    {
        Assert.StartsWith("\e[1mEKS2003: target-port-name-missing\e[0m\n", Succeed("explain", "EKS2003", "--color", "always"), StringComparison.Ordinal);
        Assert.StartsWith("### EKS2003", Succeed("explain", "EKS2003", "--color", "always", "--format", "markdown"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Succeed("explain", "EKS2003", "--format", "json"));
        Assert.Equal(Succeed("explain", "EKS2003"), json.RootElement.GetProperty("markdown").GetString());
    }

    private string Succeed(params string[] arguments)
    {
        var run = Ekslint.Run(_project.Root, arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
