using System.Text;
using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>.ekslint.yaml: what it may say, what is wrong with it, and the commands around it.</summary>
public sealed class ConfigurationTests
{
    private static readonly string[] Mistakes =
    [
        "exlude: [a]",
        "rules: {EKS20033: off}",
        "rules: {servces: off}",
        "rules: {EKS2003: fatal}",
        "rules: {EKS2003: warn}",
        "rules: {EKS2003: none}",
        "rules: {EKS2003: }",
        "rules: {EKS2003: [error]}",
        "rules: [EKS2003]",
        "rules: {EKS2003: error}\nrules: {EKS2002: error}",
        "kubernetesVersion: newest",
        "kubernetesVersion: [1.33]",
        "exclude: legacy/**",
        "exclude: [/etc/**]",
        "exclude: ['../other/**']",
        "exclude: ['a/**b']",
        "exclude: ['!a']",
        "exclude: ['a\\b']",
        "exclude: ['{a,b}/**']",
        "exclude: ['a?.yaml']",
        "exclude: ['']",
        "exclude: [{path: a}]",
        "overrides: {files: [a]}",
        "overrides: [{rules: {EKS2003: off}}]",
        "overrides: [{files: [a]}]",
        "overrides: [{files: [a], rules: {EKS2O03: off}, reson: b}]",
        "overrides: [{objects: [{kind: Service, label: a}], rules: {EKS2003: off}}]",
        "overrides: [{objects: [{name: ''}], rules: {EKS2003: off}}]",
        "externals: [{kind: ServiceAccount}]",
        "externals: [ServiceAccount]",
        "cluster: {serviceCidr: 172.20.0.0}",
        "cluster: {serviceCidr: 172.20.0.0/33}",
        "cluster: {serviceCidr: 172.20.1.0/16}",
        "cluster: {nodePortRange: 30000}",
        "cluster: {nodePortRange: 32767-30000}",
        "cluster: {loadBalancerController: {serviceMutatorWebhook: perhaps}}",
        "cluster: {loadBalancerController: true}",
        "cluster: {vpcCni: {prefixdelegation: true}}",
        "scopes: [{files: [a]}]",
        "scopes: [{name: prod, files: [..]}]",
        "- a",
        "text",
        "rules: {EKS2003: error",
        "rules: {}\n---\nrules: {}",
        "a: &a [*a]",
    ];

    /// <summary>One line a mistake, whatever the command.</summary>
    [Fact]
    public void Mistakes_are_said_with_their_place()
    {
        var result = new StringBuilder();
        using var project = new TestProject(("good.yaml", TestProject.Good()));
        foreach (var mistake in Mistakes)
        {
            project.Write(".ekslint.yaml", mistake);
            var run = Ekslint.Run(project.Root, "config", "verify");
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            result.Append(mistake).Append("\n  ").Append(run.Error.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)).Append("\n\n");
        }

        Assert.Equal(2, Ekslint.Run(project.Root).ExitCode);
        Snapshot.Match(result.ToString());
    }

    [Fact]
    public void Every_mistake_of_a_file_is_said()
    {
        using var project = new TestProject((".ekslint.yaml", "rules:\n  EKS20033: off\n  EKS2003: fatal\nexlude: []\n"));
        Assert.Equal(3, project.Lint().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void The_schema_in_the_repository_is_current()
    {
        using var project = new TestProject();
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "ekslint.schema.json");
        var run = Ekslint.Run(project.Root, "config", "schema");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), run.Output);
        using var schema = JsonDocument.Parse(run.Output);
        Assert.Equal("http://json-schema.org/draft-07/schema#", schema.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public void Settings_are_shown_with_their_origin()
    {
        using var project = new TestProject((
            ".ekslint.yaml",
            """
            kubernetesVersion: 1.30
            exclude: ["**/testdata/**"]
            rules:
              EKS2003: warning
            overrides:
              - files: ["legacy/**"]
                rules: {EKS2002: off}
                reason: retired in March
              - objects: [{kind: Service, name: "old-*"}]
                rules: {Services: off}
                reason: retired in April
            externals:
              - {kind: ServiceAccount, namespace: shop, name: "*"}
            cluster:
              serviceCidr: 172.20.0.0/16
              loadBalancerController: {serviceMutatorWebhook: no}
            scopes:
              - {name: prod, files: [legacy]}

            """));
        project.Write(".editorconfig", "[*]\ndotnet_diagnostic.EKS2001.severity = none\ndotnet_diagnostic.EKS2003.severity = none\n");
        var result = new StringBuilder();
        foreach (var path in (string[])["legacy/web.yaml", "k8s/testdata/web.yaml"])
            result.Append(Ekslint.Run(project.Root, "config", "show", path)).Append("\n\n");
        result.Append(Ekslint.Run(project.Root, "config", "show", "k8s/web.yaml", "--no-config"));
        Snapshot.Match(result.ToString());
    }

    [Fact]
    public void Init_writes_a_file_that_is_in_order_and_never_another()
    {
        using var project = new TestProject();
        Assert.Equal(0, Ekslint.Run(project.Root, "init").ExitCode);
        var written = project.Read(".ekslint.yaml");
        Assert.Equal(".ekslint.yaml is in order.\n", Ekslint.Run(project.Root, "config", "verify").Output);
        Assert.Equal(2, Ekslint.Run(project.Root, "init").ExitCode);
        Assert.Equal(written, project.Read(".ekslint.yaml"));

        // Every line that is commented out says something, and is right.
        var lines = written.Split('\n').Where(static line => line.StartsWith("# ", StringComparison.Ordinal) && (line.Contains(": ", StringComparison.Ordinal) || line.EndsWith(':') || line.StartsWith("#  ", StringComparison.Ordinal)));
        project.Write(".ekslint.yaml", string.Join('\n', lines.Select(static line => line[2..]).Where(static line => !line.Contains(". ", StringComparison.Ordinal) && !line.EndsWith('.') && !line.StartsWith("yaml-", StringComparison.Ordinal) && !line.StartsWith('\'') && !line.StartsWith("Severities", StringComparison.Ordinal))));
        var run = Ekslint.Run(project.Root, "config", "verify");
        Assert.True(run.ExitCode == 0, project.Read(".ekslint.yaml") + run);
        Assert.Contains("vpcCni.podEni: false", Ekslint.Run(project.Root, "config", "show", "a.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_files_are_not_linted_with_their_directory()
    {
        using var project = new TestProject(
            (".ekslint.yaml", "exclude: ['**/testdata', 'gen/*.yaml']\n"),
            ("a/testdata/deep/bad.yaml", TestProject.Bad()),
            ("gen/bad.yaml", TestProject.Bad()),
            ("gen/deep/good.yaml", TestProject.Good()));
        Assert.Equal("No problems in 2 objects of 1 file.\n", project.Lint().Output);
        Assert.Equal("No problems in 2 objects of 1 file.\n", project.Lint("a", "gen").Output);
        Assert.Equal("No problems in 2 objects of 1 file.\n", Ekslint.Run(Path.Combine(project.Root, "gen"), "--select", "EKS2003").Output);
        Assert.Equal(1, project.Lint("--no-config").ExitCode);
    }

    [Theory]
    [InlineData("", "1.29", true)]
    [InlineData("kubernetesVersion: '1.33'", "1.29", true)]
    [InlineData("kubernetesVersion: '1.33'", "", false)]
    [InlineData("kubernetesVersion: '1.29'", "", true)]
    [InlineData("kubernetesVersion: 1.29", "1.33", false)]
    public void The_version_of_the_command_line_counts_first(string configuration, string option, bool isTooOld)
    {
        // Since 1.31.
        const string Job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  managedBy: example.com/controller\n  template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'registry.example/a:1'}]}}\n";
        using var project = new TestProject(("job.yaml", Job), (".ekslint.yaml", configuration));
        var run = Ekslint.Run(project.Root, ["--select", "EKS0107", .. option.Length > 0 ? ["--kubernetes-version", option] : Array.Empty<string>()]);
        Assert.True(isTooOld == (run.ExitCode == 1), run.ToString());
    }

    [Fact]
    public void A_link_out_of_the_project_is_not_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var elsewhere = new TestProject(("secret", "password-of-the-runner: 1\n"));
        using var project = new TestProject(("good.yaml", TestProject.Good()), ("sub/good.yaml", TestProject.Good()), ("real.yaml", "rules: {EKS2003: off}"));
        File.CreateSymbolicLink(Path.Combine(project.Root, ".ekslint.yaml"), Path.Combine(elsewhere.Root, "secret"));
        foreach (var run in (RunResult[])[project.Lint(), Ekslint.Run(project.Root, "config", "verify"), project.Lint("--config", ".ekslint.yaml")])
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Equal(".ekslint.yaml(1,1): error: this file cannot be read: it is a link that leads out of the project\n", run.Error);
        }

        // A link inside the repository is.
        File.CreateSymbolicLink(Path.Combine(project.Root, "sub", ".ekslint.yaml"), "../real.yaml");
        Assert.Equal(0, Ekslint.Run(Path.Combine(project.Root, "sub"), "config", "verify").ExitCode);
    }

    [Fact]
    public void Hostile_keys_are_harmless_in_messages()
    {
        using var project = new TestProject((".ekslint.yaml", "\"\\e[31m::error::\\u202e\": 1\nrules: {\"##[group]\": off}\n"));
        var run = project.Lint();
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain('\e', run.Error);
        Assert.DoesNotContain('\u202e', run.Error);
        Assert.DoesNotContain("##[", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config needs an action: show, verify, schema", "config")]
    [InlineData("there is no action 'shw'; valid are show, verify, schema", "config", "shw")]
    [InlineData("config show needs one PATH", "config", "show")]
    [InlineData("there is no .ekslint.yaml here or above; 'ekslint init' writes one", "config", "verify")]
    [InlineData("none.yaml: there is no such file", "config", "verify", "none.yaml")]
    [InlineData("none.yaml: there is no such file", "--config", "none.yaml")]
    [InlineData("--no-config and --config exclude each other", "--config", "none.yaml", "--no-config")]
    [InlineData("init takes no arguments", "init", "--", "a")]
    public void Errors_are_one_line(string expected, params string[] arguments)
    {
        using var project = new TestProject();
        var run = Ekslint.Run(project.Root, arguments);
        Assert.Equal((2, "", $"ekslint: {expected}\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
