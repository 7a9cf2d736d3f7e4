using System.Runtime.Versioning;

namespace EksLint.Cli.Tests;

/// <summary><c>--helm</c>, with a program of that name that prints what it was called with: helm itself is not everywhere.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HelmTests : IDisposable
{
    private readonly TestProject _project = new();
    private readonly TestProject _programs = new();

    public HelmTests()
    {
        _project.Write("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        _project.Write("charts/shop/templates/service.yaml", TestProject.Bad(service: "\"{{ .Release.Name }}\""));
        _project.Write("charts/shop/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n");
        _project.Write("charts/common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n");
    }

    public void Dispose()
    {
        _project.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public void What_a_chart_renders_to_is_linted()
    {
        WriteHelm("printf '%s\\n' '---' '# Source: shop/templates/service.yaml' \"$(cat rendered)\"");
        _project.Write("rendered", TestProject.Bad());
        var run = Lint();
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("charts/shop/<rendered>(11,19): error EKS2003: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("(rendered from shop/templates/service.yaml)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_release_of_the_configuration_is_rendered_with_its_values()
    {
        WriteHelm("echo \"$@\" >> calls");
        _project.Write(".ekslint.yaml", "helm:\n  - {chart: charts/shop, values: [dev.yaml]}\n  - {chart: charts/shop, values: [base.yaml, prod.yaml], namespace: shop}\n");
        Assert.Equal(0, Lint().ExitCode);
        var root = _project.Root;
        Assert.Equal(
            $"template release-name {root}/charts/shop --values {root}/dev.yaml\ntemplate release-name {root}/charts/shop --values {root}/base.yaml --values {root}/prod.yaml --namespace=shop\n",
            _project.Read("calls"));
    }

    [Fact]
    public void A_chart_that_cannot_be_rendered_is_said_and_the_rest_is_linted()
    {
        WriteHelm("echo 'Error: missing dependencies' >&2; exit 1");
        _project.Write("bad.yaml", TestProject.Bad());
        var run = Lint();
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("ekslint: helm cannot render charts/shop: Error: missing dependencies\n", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("bad.yaml(9,19): error EKS2003: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_program_it_says_what_to_do()
    {
        // A stranger's file of that name is not run.
        _project.Write("helm", "#!/bin/sh\ntouch ran\n");
        File.SetUnixFileMode(Path.Combine(_project.Root, "helm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = Ekslint.Run(_project.Root, [], [("PATH", $".:{_programs.Root}")], "--helm");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "ekslint: --helm: there is no program 'helm' on the PATH; install it (https://helm.sh/docs/intro/install), or render the chart elsewhere: helm template charts/shop | ekslint -\n",
            run.Error);
        Assert.False(File.Exists(Path.Combine(_project.Root, "ran")));
    }

    [Fact]
    public void It_is_not_needed_where_there_is_no_chart()
    {
        using var project = new TestProject(("good.yaml", TestProject.Good()));
        Assert.Equal(0, Ekslint.Run(project.Root, [], [("PATH", _programs.Root)], "--helm").ExitCode);
    }

    [Fact]
    public void What_is_rendered_cannot_be_fixed() =>
        Assert.Equal("ekslint: --helm does not go with --fix and --diff: what is rendered is no file that could be changed\n", _project.Lint("--helm", "--fix").Error);

    private RunResult Lint() =>
        Ekslint.Run(_project.Root, [], [("PATH", $"{_programs.Root}:/usr/bin:/bin")], "--helm", "--select", "EKS2003", "--format", "concise");

    private void WriteHelm(string script)
    {
        _programs.Write("helm", "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(Path.Combine(_programs.Root, "helm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
