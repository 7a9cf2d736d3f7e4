using System.Text;

namespace EksLint.Cli.Tests;

/// <summary>Findings in rendered manifests name the file that somebody can edit.</summary>
public sealed class RenderedTests : IDisposable
{
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("# Source: shop/templates/service.yaml\n", "")]
    [InlineData("", "annotations: {internal.config.kubernetes.io/path: shop/templates/service.yaml}")]
    [InlineData("", "annotations: {config.kubernetes.io/origin: \"path: shop/templates/service.yaml\\nrepo: https://example.com/x\\n\"}")]
    public void The_source_is_shown(string comment, string annotations)
    {
        var text = "---\n" + comment + TestProject.Bad().Replace("  name: web\n", $"  name: web\n  {annotations}\n", StringComparison.Ordinal);
        Assert.Contains(" (rendered from shop/templates/service.yaml)", Lint(text, "concise"), StringComparison.Ordinal);
        Assert.Contains("rendered from: shop/templates/service.yaml\n", Lint(text, "text"), StringComparison.Ordinal);
        Assert.Contains("\"renderedFrom\": \"shop/templates/service.yaml\"", Lint(text, "json"), StringComparison.Ordinal);
        Assert.Contains("\"renderedFrom\": \"shop/templates/service.yaml\"", Lint(text, "sarif"), StringComparison.Ordinal);
        Assert.Contains("%0Arendered from shop/templates/service.yaml%0A", Lint(text, "github"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_behind_the_first_line_says_nothing() =>
        Assert.DoesNotContain("rendered from", Lint(TestProject.Bad().Replace("kind: Service\n", "kind: Service\n# Source: x.yaml\n", StringComparison.Ordinal), "text"), StringComparison.Ordinal);

    [Fact]
    public void A_source_cannot_write_to_the_terminal() =>
        Assert.DoesNotContain('\u001b', Lint("# Source: a\u001b[2Jb\n" + TestProject.Bad(), "text"));

    [Fact]
    public void A_chart_is_passed_over_but_for_its_definitions()
    {
        _project.Write("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        _project.Write("charts/shop/values.yaml", "replicas: 1\n");
        _project.Write("charts/shop/templates/service.yaml", TestProject.Bad(service: "\"{{ .Release.Name }}\""));
        _project.Write("charts/shop/templates/static/plain.yaml", TestProject.Bad());
        _project.Write("charts/shop/crds/crd.yaml", TestProject.Good());
        var run = _project.Lint("--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("ekslint: passed over unrendered templates (EKS0005): charts/shop/templates/service.yaml and 1 more; lint what they render to: helm template charts/shop | ekslint -\n", run.Error);
        Assert.Contains("\"objects\": 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"skipped\": 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_that_name_without_a_chart_is_none()
    {
        _project.Write("templates/plain.yaml", TestProject.Bad());
        Assert.Equal(1, _project.Lint().ExitCode);
    }

    private string Lint(string text, string format) => Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(text), [], "--select", "EKS2003", "--format", format, "-").Output;
}
