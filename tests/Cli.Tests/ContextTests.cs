namespace EksLint.Cli.Tests;

/// <summary>What is read and what is reported: a hook passes three file names out of four hundred.</summary>
public sealed class ContextTests : IDisposable
{
    private readonly TestProject _project = new();

    public ContextTests()
    {
        var (service, pod) = Split(TestProject.Bad());
        _project.Write("k8s/service.yaml", service);
        _project.Write("k8s/pods/pod.yaml", pod);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_named_file_is_seen_in_its_project()
    {
        var run = _project.Lint("k8s/service.yaml", "--format", "concise");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("k8s/service.yaml(9,19): error EKS2003:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_found_in_the_rest_is_not_reported()
    {
        var run = _project.Lint("k8s/pods/pod.yaml");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("No problems in 1 object", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_finding_is_that_of_a_run_over_everything()
    {
        var all = _project.Lint("--format", "concise", "--quiet").Lines;
        var one = _project.Lint("k8s/service.yaml", "--format", "concise", "--quiet").Lines;
        Assert.Equal(all, one);
    }

    [Theory]
    [InlineData(0, "--no-context")]
    [InlineData(1, "--context", "k8s/pods")]
    [InlineData(0, "--context", ".git")]
    public void The_context_can_be_chosen(int expected, params string[] options) => Assert.Equal(expected, _project.Lint(["k8s/service.yaml", .. options]).ExitCode);

    [Fact]
    public void A_directory_is_both() => Assert.Equal(0, _project.Lint("k8s/pods").ExitCode);

    [Fact]
    public void A_project_ends_at_its_configuration()
    {
        _project.Write("k8s/.ekslint.yaml", "");
        _project.Write("pods/pod.yaml", Split(TestProject.Good()).Pod);
        Directory.Delete(Path.Combine(_project.Root, "k8s/pods"), recursive: true);
        Assert.Equal(0, _project.Lint("k8s/service.yaml").ExitCode);
    }

    [Fact]
    public void Text_of_an_editor_stands_for_its_file()
    {
        var run = Ekslint.Run(_project.Root, System.Text.Encoding.UTF8.GetBytes(Split(TestProject.Bad(port: "htpp")).Service), [], "--select", "EKS2003", "-", "--stdin-filename", "k8s/service.yaml", "--format", "concise");
        Assert.Contains("htpp", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k8s/pods/\n")]
    [InlineData("pod.yaml\n")]
    [InlineData("**/pod.yaml\n!service.yaml\n")]
    [InlineData("# comment\n/k8s/*/pod.y?ml   \n")]
    public void What_git_ignores_is_not_read(string ignore)
    {
        _project.Write(".gitignore", ignore);
        Assert.Equal(0, _project.Lint().ExitCode);
        Assert.Equal(0, _project.Lint("k8s").ExitCode);
    }

    [Theory]
    [InlineData("*.yaml\n!service.yaml\n!pod.yaml\n")]
    [InlineData("pods/pod.yaml\n")]
    [InlineData("/pod.yaml\n")]
    [InlineData("pod.yaml/\n")]
    public void What_git_does_not_ignore_is(string ignore)
    {
        _project.Write(".gitignore", ignore);
        Assert.Equal(1, _project.Lint("k8s").ExitCode);
    }

    [Fact]
    public void An_inner_gitignore_has_the_last_word()
    {
        _project.Write(".gitignore", "pod.yaml\n");
        _project.Write("k8s/pods/.gitignore", "!pod.yaml\n");
        Assert.Equal(1, _project.Lint().ExitCode);
    }

    [Fact]
    public void A_named_file_is_read_whatever_git_ignores()
    {
        _project.Write(".gitignore", "service.yaml\n");
        Assert.Equal(1, _project.Lint("k8s/service.yaml").ExitCode);
    }

    [Fact]
    public void A_link_out_of_the_project_is_not_followed()
    {
        using var elsewhere = new TestProject(("secret.yaml", "password: hunter2\n - x\n"));
        File.CreateSymbolicLink(Path.Combine(_project.Root, "k8s/link.yaml"), Path.Combine(elsewhere.Root, "secret.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(_project.Root, "out"), elsewhere.Root);
        foreach (var path in (string[])["k8s/link.yaml", "out", "out/secret.yaml"])
        {
            var run = _project.Lint(path);
            Assert.Equal(2, run.ExitCode);
            Assert.Equal($"ekslint: {path}: this is a link that leads out of the project; name what it leads to\n", run.Error);
        }

        Assert.DoesNotContain("hunter2", _project.Lint(".", "--select", "EKS0001").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_within_the_project_may_be_named()
    {
        File.CreateSymbolicLink(Path.Combine(_project.Root, "link.yaml"), Path.Combine(_project.Root, "k8s/service.yaml"));
        Assert.Equal(1, _project.Lint("link.yaml").ExitCode);
    }

    private static (string Service, string Pod) Split(string text) => text.Split("---\n") is [var service, var pod] ? (service, pod) : throw new InvalidOperationException();
}
