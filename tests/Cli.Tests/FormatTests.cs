using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>Each format over the same small project, as a whole.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly TestProject _project = new(
        ("k8s/near.yaml", TestProject.Bad()),
        (
            "k8s/shop.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: shop}
            spec:
              selector: {app: shop}
              ports:
                - name: http
                  port: 80
                  targetPort: htp
                - name: metrics
                  port: 9090
                  targetPort: "metrics" # ekslint: ignore[EKS2003] the sidecar is injected

            """),
        (
            "k8s/pods/shop.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop, namespace: shop}
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata: {labels: {app: shop}}
                spec:
                  containers:
                    - name: shop
                      image: registry.example/shop:1.4
                      ports: [{name: http, containerPort: 8080}]

            """),
        ("k8s/clean.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n"),
        ("compose.yaml", "services: {web: {image: nginx}}\n"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Text() => Match(_project.Lint());

    [Fact]
    public void Text_in_colour() => Match(_project.Lint("--color", "always", "k8s/near.yaml"));

    [Fact]
    public void Text_with_suppressed() => Match(_project.Lint("--show-suppressed", "k8s/shop.yaml", "k8s/pods"));

    [Fact]
    public void Concise() => Match(_project.Lint("--format", "concise"));

    [Fact]
    public void Json() => Match(_project.Lint("--format", "json"));

    [Fact]
    public void Json_with_suppressed() => Match(_project.Lint("--format", "json", "--show-suppressed", "k8s/shop.yaml", "k8s/pods"));

    [Fact]
    public void Sarif() => Match(_project.Lint("--format", "sarif", "--show-suppressed", "--severity", "EKS2003=warning"));

    [Fact]
    public void GitHub() => Match(_project.Lint("--format", "github"));

    [Fact]
    public void Several_formats_go_to_several_places()
    {
        var run = _project.Lint("--format", "concise", "--format", "json=out/../found.json", "--format=sarif=found.sarif");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("k8s/near.yaml(9,19): error EKS2003: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(_project.Lint("--format", "json").Output, _project.Read("found.json"));
        using var sarif = JsonDocument.Parse(_project.Read("found.sarif"));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void Paths_for_services_are_those_of_the_repository_wherever_ekslint_runs()
    {
        var directory = Path.Combine(_project.Root, "k8s", "pods");
        var found = Ekslint.Run(directory, "--select", "EKS2003", "--format", "concise", "..");
        Assert.StartsWith("../near.yaml(9,19): ", found.Output, StringComparison.Ordinal);
        Assert.StartsWith("::error file=k8s/near.yaml,", Ekslint.Run(directory, "--select", "EKS2003", "--format", "github", "..").Output, StringComparison.Ordinal);
        Assert.Contains("\"uri\": \"k8s/near.yaml\"", Ekslint.Run(directory, "--select", "EKS2003", "--format", "sarif", "..").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void GitHub_says_what_it_will_not_show()
    {
        using var project = new TestProject();
        for (var i = 0; i < 12; i++)
            project.Write($"{i:00}.yaml", TestProject.Bad().Replace("app: web", $"app: web{i}", StringComparison.Ordinal));
        var run = project.Lint("--format", "github");
        Assert.Equal(12, run.Lines.Count(static line => line.StartsWith("::error file=", StringComparison.Ordinal)));
        Assert.Contains("so 2 of these will not be seen", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_bytes_whatever_the_number_of_threads()
    {
        using var project = new TestProject();
        for (var i = 0; i < 40; i++)
            project.Write($"{i:00}.yaml", TestProject.Bad());
        var outputs = Enumerable.Range(1, 3).Select(
            count => Ekslint.Run(project.Root, input: [], [("DOTNET_PROCESSOR_COUNT", $"{count}")], "--format", "json", "--select", "EKS2003").Output);
        Assert.Single(outputs.Distinct(StringComparer.Ordinal));
    }

    private static void Match(RunResult run, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        Assert.Equal("", run.Error);
        Snapshot.Match(run.Output.Replace("\e", "\\e", StringComparison.Ordinal), test: test);
    }
}
