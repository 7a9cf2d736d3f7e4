using System.Text;

namespace EksLint.Cli.Tests;

/// <summary>What users type, and the exit codes and errors that they get.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TestProject _project = new(("bad.yaml", TestProject.Bad()), ("good.yaml", TestProject.Good()), ("compose.yaml", "services: {}\n"));

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(0, "good.yaml")]
    [InlineData(1, "bad.yaml")]
    [InlineData(1, "bad.yaml", "--fail-on", "error")]
    [InlineData(0, "bad.yaml", "--fail-on", "never")]
    [InlineData(0, "bad.yaml", "--fail-on", "error", "--severity", "EKS2003=warning")]
    [InlineData(1, "bad.yaml", "--fail-on", "info", "--severity", "EKS2003=info")]
    [InlineData(0, "bad.yaml", "--severity", "target-port-name-missing=off")]
    [InlineData(0, "bad.yaml", "--ignore", "Services")]
    [InlineData(0, "compose.yaml")]
    [InlineData(1, "*.yaml")]
    [InlineData(2, "nothing/*.yaml")]
    [InlineData(2, "missing.yaml")]
    public void Exit_codes(int expected, params string[] arguments) => Assert.Equal(expected, _project.Lint(arguments).ExitCode);

    [Theory]
    [InlineData("unknown option '--bogus'", "--bogus")]
    [InlineData("unknown option '--formt'; did you mean '--format'?", "--formt=json")]
    [InlineData("unknown option '-x'", "good.yaml", "-x")]
    [InlineData("missing.yaml: there is no such file or directory", "missing.yaml")]
    [InlineData("a PATH is empty", "")]
    [InlineData("there is no format 'jsn'; valid are text, concise, json, sarif, github", "--format", "jsn")]
    [InlineData("--format json= names no file", "--format", "json=")]
    [InlineData("only one format can go to standard output", "--format", "json", "--format", "text")]
    [InlineData("two formats cannot go to a", "--format", "json=a", "--format", "text=a")]
    [InlineData("cannot write missing/a: ", "--format", "json=missing/a", "good.yaml")]
    [InlineData("'fatal' is no severity for --fail-on; valid are error, warning, info, never", "--fail-on", "fatal")]
    [InlineData("'never' is no severity for --min-severity; valid are error, warning, info", "--min-severity", "never")]
    [InlineData("there is no rule 'EKS9999', which --select names", "--select", "EKS9999")]
    [InlineData("there is no rule 'target-port-name-mising', which --ignore names; did you mean 'target-port-name-missing'?", "--ignore", "EKS2003,target-port-name-mising")]
    [InlineData("there is no rule 'Servces', which --severity names; did you mean 'Services'?", "--severity", "Servces=error")]
    [InlineData("'EKS2003' is no setting for --severity; write --severity EKS2003=warning", "--severity", "EKS2003")]
    [InlineData("'bad' is no severity for --severity; valid are error, warning, info, off", "--severity", "EKS2003=bad")]
    [InlineData("--unsafe-fixes goes with --fix or --diff", "--unsafe-fixes")]
    [InlineData("--select names no rule", "--select", ",")]
    [InlineData("'new' is no Kubernetes version", "--kubernetes-version", "new")]
    [InlineData("'red' is no value for --color; valid are auto, always, never", "--color", "red")]
    [InlineData("there is no rule 'EKS20033'; did you mean 'EKS2003'?", "explain", "EKS20033")]
    [InlineData("explain needs one RULE", "explain")]
    [InlineData("unknown option '--bogus'", "explain", "--bogus")]
    [InlineData("there is no format 'xml'; valid are markdown, json", "explain", "EKS2003", "--format", "xml")]
    [InlineData("there is no format 'xml'; valid are table, json, markdown", "rules", "--format", "xml")]
    [InlineData("Unrecognized command or argument 'more'", "rules", "more")]
    [InlineData("Required argument missing for option: '--format'", "--format")]
    public void Errors_are_one_line(string expected, params string[] arguments)
    {
        var run = Ekslint.Run(_project.Root, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("ekslint: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rules", "./rules")]
    [InlineData("-odd.yaml", "--", "-odd.yaml")]
    [InlineData("@file.yaml", "@file.yaml")]
    [InlineData("[suggest].yaml", "[suggest].yaml")]
    [InlineData("lint", "lint", "lint")]
    [InlineData("explain", "lint", "explain")]
    [InlineData("ekslint", "./ekslint")]
    [InlineData("--help", "--", "--help")]
    public void Odd_names_are_paths(string file, params string[] arguments)
    {
        _project.Write(file, TestProject.Bad());
        var run = Ekslint.Run(_project.Root, arguments);
        Assert.True(run.ExitCode == 1, run.ToString());
    }

    [Fact]
    public void Without_path_the_project_is_linted()
    {
        _project.Write("deep/down/other.yaml", TestProject.Good());
        var fromBelow = Ekslint.Run(Path.Combine(_project.Root, "deep"), "--select", "EKS2003");
        Assert.Contains("  --> ../bad.yaml:9:19\n", fromBelow.Output, StringComparison.Ordinal);

        // A configuration file is nearer than the repository.
        _project.Write("deep/.ekslint.yaml", "");
        Assert.Equal("No problems in 2 objects of 1 file.\n", Ekslint.Run(Path.Combine(_project.Root, "deep", "down"), "--select", "EKS2003").Output);
    }

    [Fact]
    public void Standard_input_is_read_under_a_name()
    {
        var run = Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(TestProject.Bad()), [], "-", "--select", "EKS2003", "--format", "concise");
        Assert.StartsWith("<stdin>(9,19): error EKS2003: ", run.Output, StringComparison.Ordinal);
        var named = Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(TestProject.Bad()), [], "-", "--stdin-filename", "./k8s/new.yaml", "--select", "EKS2003", "--format", "concise");
        Assert.StartsWith("k8s/new.yaml(9,19): error EKS2003: ", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_stands_in_for_the_file_of_its_name()
    {
        var run = Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(TestProject.Good()), [], "bad.yaml", "-", "--stdin-filename", "bad.yaml", "--select", "EKS2003");
        Assert.Equal("No problems in 2 objects of 1 file.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("No problems in 2 objects of 1 file.\n", "good.yaml")]
    [InlineData("No problems: no Kubernetes manifest was found.\n", "compose.yaml")]
    [InlineData("No problems in 2 objects of 1 file; hidden: 1 info (--min-severity info).\n", "bad.yaml", "--severity", "EKS2003=info")]
    [InlineData("No problems in 2 objects of 1 file; hidden: 1 warning (--min-severity warning).\n", "bad.yaml", "--severity", "EKS2003=warning", "--min-severity", "error")]
    [InlineData("", "good.yaml", "--quiet")]
    public void The_closing_line_says_what_was_looked_at_and_what_is_hidden(string expected, params string[] arguments) =>
        Assert.Equal(expected, _project.Lint(arguments).Output);

    [Fact]
    public void Suppressed_findings_are_counted()
    {
        _project.Write("ignored.yaml", TestProject.Bad().Replace("htttp", "htttp # ekslint: ignore[EKS2003] on purpose", StringComparison.Ordinal));
        Assert.Equal("No problems in 2 objects of 1 file; hidden: 1 suppressed (--show-suppressed).\n", _project.Lint("ignored.yaml").Output);
        var shown = _project.Lint("ignored.yaml", "--show-suppressed");
        Assert.Contains("error[EKS2003] (suppressed): ", shown.Output, StringComparison.Ordinal);
        Assert.Contains("= suppressed: by a comment: on purpose\n", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, shown.ExitCode);
    }

    [Fact]
    public void Templates_are_named_on_standard_error()
    {
        _project.Write("chart/templates/a.yaml", "{{- if .Values.on }}\nkind: Service\n{{- end }}\n");
        _project.Write("chart/templates/b.yaml", "kind: {{ .Values.kind }}\n");
        var run = _project.Lint("chart");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("ekslint: passed over unrendered templates (EKS0005): chart/templates/a.yaml and 1 more; ", run.Error, StringComparison.Ordinal);
        Assert.Equal("No problems: no Kubernetes manifest was found; passed over: 2 files.\n", run.Output);
        Assert.Equal("", _project.Lint("chart", "--quiet").Error);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "", "FORCE_COLOR=0")]
    [InlineData(true, "", "FORCE_COLOR=1")]
    [InlineData(false, "", "FORCE_COLOR=1", "NO_COLOR=1")]
    [InlineData(true, "", "FORCE_COLOR=1", "NO_COLOR=")]
    [InlineData(true, "always", "NO_COLOR=1")]
    [InlineData(false, "never", "FORCE_COLOR=1")]
    [InlineData(true, "auto", "FORCE_COLOR=1")]
    public void Colour_follows_option_then_environment_then_terminal(bool expected, string option, params string[] variables)
    {
        string[] arguments = option.Length > 0 ? ["--color", option] : [];
        var run = Ekslint.Run(_project.Root, input: [], [.. variables.Select(static variable => (variable.Split('=')[0], variable.Split('=')[1]))], ["bad.yaml", .. arguments]);
        Assert.Equal(expected, run.Output.Contains("\e[", StringComparison.Ordinal));
        Assert.DoesNotContain("\e]8", run.Output, StringComparison.Ordinal);
    }
}
