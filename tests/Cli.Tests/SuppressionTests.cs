using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>Every way to silence a finding, at every place.</summary>
public sealed class SuppressionTests
{
    // What stands in the places A to N in turn; the one finding of EKS2003 is at 'htttp', and none is in the Pod.
    private const string Text =
        """
        A
        ---
        B
        apiVersion: v1
        kind: Service
        metadata: C
          D
          name: web E
          F
        spec:
          selector: {app: web} G
          H
          ports: I
            J
            - port: 80 K
              L
              targetPort: htttp M
        N
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          containers:
            - name: web
              image: registry.example/web:1.4
              ports: [{name: http, containerPort: 8080}]

        """;

    [Theory]

    // At the end of a line: for that line and no other.
    [InlineData('M', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('M', "#ekslint:ignore[ EKS2001 ,EKS2003]", true)]
    [InlineData('M', "# ekslint: ignore[target-port-name-missing] why", true)]
    [InlineData('M', "# ekslint: ignore[eks2003] why", true)]
    [InlineData('M', "# ekslint: ignore[EKS20] why", true)]
    [InlineData('M', "# ekslint: ignore[Services] why", true)]
    [InlineData('M', "# ekslint: ignore[all] why", true)]
    [InlineData('M', "# the port # ekslint: ignore[EKS2003] why", true)]
    [InlineData('M', "# ekslint: ignore[EKS2002] why", false)]
    [InlineData('M', "# ekslint: ignore[] why", false)]
    [InlineData('M', "# ekslint: ignore why", false)]
    [InlineData('M', "# ekslint: disable[EKS2003] why", false)]
    [InlineData('M', "# see ekslint: ignore[EKS2003]", false)]
    [InlineData('M', "# ekslint: ignore-file[EKS2003] too low", false)]
    [InlineData('K', "# ekslint: ignore[EKS2003] why", false)]
    [InlineData('I', "# ekslint: ignore[EKS2003] why", false)]

    // On a line of its own: for the next node with all that it holds.
    [InlineData('L', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('J', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('H', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('H', "# ekslint: ignore[EKS2003] why\n  # and more\n\n  # in several lines", true)]
    [InlineData('B', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('A', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('F', "# ekslint: ignore[EKS2003] why", true)]
    [InlineData('D', "# ekslint: ignore[EKS2003] why", false)]
    [InlineData('N', "# ekslint: ignore[EKS2003] why", false)]
    [InlineData('L', "#  targetPort: 80 # ekslint: ignore[EKS2003] a line that was commented out", false)]

    // For the file.
    [InlineData('A', "# ekslint: ignore-file[EKS2003] why", true)]
    [InlineData('A', "\n# The shop.\n# ekslint: ignore-file[EKS1, EKS2003] why\n", true)]
    [InlineData('B', "# ekslint: ignore-file[EKS2003] why", true)]
    [InlineData('D', "# ekslint: ignore-file[EKS2003] too low", false)]

    // By annotation.
    [InlineData('F', "annotations: {ekslint.io/ignore: EKS2003}", true)]
    [InlineData('F', "annotations: {ekslint.io/ignore: 'EKS2001, EKS2003: why; with a semicolon'}", true)]
    [InlineData('F', "annotations:\n    ekslint.io/ignore: |\n      EKS2001: one\n      EKS2003: another", true)]
    [InlineData('F', "annotations: {ekslint.io/ignore: EKS2002}", false)]
    [InlineData('F', "annotations: {ekslint.io/ignored: EKS2003}", false)]
    [InlineData('F', "labels: {ekslint.io/ignore: EKS2003}", false)]

    // No comment: text of a block scalar.
    [InlineData('F', "annotations:\n    example.com/script: |\n      # ekslint: ignore-file[EKS2003]", false)]
    public void A_finding_is_silenced(char place, string suppression, bool isSilenced)
    {
        var lines = Text.ReplaceLineEndings("\n").Split('\n').Select(line => Replace(line, place, suppression)).OfType<string>();
        using var project = new TestProject(("web.yaml", string.Join('\n', lines)));
        var run = project.Lint("--format", "json");
        using var json = JsonDocument.Parse(run.Output);
        var summary = json.RootElement.GetProperty("summary");
        Assert.True(isSilenced == (summary.GetProperty("errors").GetInt32() == 0), run.ToString());
        Assert.Equal(isSilenced ? 1 : 0, summary.GetProperty("suppressed").GetInt32());
        Assert.Equal(isSilenced ? 0 : 1, run.ExitCode);
    }

    [Theory]
    [InlineData("Deployment", "metadata", true)]
    [InlineData("Deployment", "template", true)]
    [InlineData("CronJob", "metadata", true)]
    [InlineData("CronJob", "template", true)]
    [InlineData("Pod", "metadata", true)]
    [InlineData("Deployment", "selector", false)]
    public void An_annotation_counts_on_the_object_and_on_its_pods(string kind, string place, bool isSilenced)
    {
        const string Annotations = "annotations: {ekslint.io/ignore: \"EKS0101: the operator adds it\"}";
        string At(string name) => place == name ? $", {Annotations}" : "";
        var pods = $"metadata: {{labels: {{app: web}}{At("template")}}}, spec: {{restartPolicy: Never, containers: [{{name: web, image: 'registry.example/web:1.4', speed: 1}}]}}";
        var text = kind switch
        {
            "Deployment" => $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web{At("metadata")}}}, spec: {{selector: {{matchLabels: {{app: web}}{At("selector")}}}, template: {{{pods}}}}}}}",
            "CronJob" => $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: web{At("metadata")}}}, spec: {{schedule: '@daily', jobTemplate: {{spec: {{template: {{{pods}}}}}}}}}}}",
            _ => $"{{apiVersion: v1, kind: Pod, metadata: {{name: web{At("metadata")}}}, spec: {{containers: [{{name: web, image: 'registry.example/web:1.4', speed: 1}}]}}}}",
        };
        using var project = new TestProject(("web.yaml", text + "\n"));
        var found = Ekslint.Run(project.Root, "--select", "EKS0101", "--format", "concise", "--show-suppressed").Lines.Single(static line => line.Contains("'speed'", StringComparison.Ordinal));
        Assert.Equal(isSilenced, found.Contains("(suppressed)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EKS2003", "", true)]

    // Nobody can say that a rule finds nothing which did not run.
    [InlineData("EKS2003", "--ignore=EKS2003", false)]
    [InlineData("EKS2003", "--severity=Services=off", false)]
    [InlineData("EKS2003", "--select=EKS0011", false)]
    [InlineData("EKS2003", "--select=EKS0011,EKS2003", true)]
    [InlineData("Services", "--ignore=EKS2003", false)]
    [InlineData("EKS2003", "--no-context", false)]

    // An unknown rule is not unused too, and what is hidden is used.
    [InlineData("EKS20033", "", false)]
    [InlineData("EKS0011", "", false)]
    public void What_silences_nothing_is_said(string rule, string option, bool isSaid)
    {
        using var project = new TestProject(("web.yaml", TestProject.Good().Replace("targetPort: http", $"targetPort: http # ekslint: ignore[{rule}] why", StringComparison.Ordinal)));
        var run = Ekslint.Run(project.Root, ["web.yaml", "--format", "concise", .. option.Length > 0 ? [option] : Array.Empty<string>()]);
        Assert.True(isSaid == run.Output.Contains(" EKS0011: ", StringComparison.Ordinal), run.ToString());
    }

    [Fact]
    public void A_hidden_finding_makes_its_suppression_used()
    {
        using var project = new TestProject(("web.yaml", TestProject.Bad().Replace("htttp", "htttp # ekslint: ignore[EKS2003] why", StringComparison.Ordinal)));
        Assert.Equal("", Ekslint.Run(project.Root, "--severity", "EKS2003=info", "--quiet").Output);
    }

    [Fact]
    public void Suppressions_in_context_are_nobodys_business()
    {
        using var project = new TestProject(
            ("web.yaml", TestProject.Good()),
            ("context.yaml", TestProject.Good().Replace("name: web\n", "name: other # ekslint: ignore[EKS2003, EKS20033]\n", StringComparison.Ordinal)));
        Assert.Equal("", Ekslint.Run(project.Root, "web.yaml", "--quiet", "--ignore", "EKS0113").Output);
    }

    [Fact]
    public void A_document_that_cannot_be_read_leaves_it_open_what_is_unused()
    {
        using var project = new TestProject(("web.yaml", "# ekslint: ignore-file[EKS2003] why\n" + TestProject.Good() + "---\napiVersion: v1\nkind: [\n"));
        Assert.DoesNotContain("EKS0011", Ekslint.Run(project.Root, "--format", "concise").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_YAML_can_be_silenced_for_the_file()
    {
        using var project = new TestProject(("web.yaml", "# ekslint: ignore-file[EKS0001] a sample of broken YAML\napiVersion: v1\nkind: [\n"));
        Assert.Equal(0, Ekslint.Run(project.Root).ExitCode);
    }

    [Fact]
    public void Annotations_are_named_as_such()
    {
        using var project = new TestProject(("web.yaml", TestProject.Bad().Replace("  name: web\n", "  name: web\n  annotations: {ekslint.io/ignore: \"EKS2003: on purpose\"}\n", StringComparison.Ordinal)));
        Assert.Contains("= suppressed: by an annotation: on purpose\n", project.Lint("--show-suppressed").Output, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"annotation\",\n        \"reason\": \"on purpose\"", project.Lint("--show-suppressed", "--format", "json").Output, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"inSource\",\n              \"justification\": \"on purpose\"", project.Lint("--show-suppressed", "--format", "sarif").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ignore", "EKS0005")]
    [InlineData("--severity", "EKS0005=off")]
    [InlineData("--config", "off.yaml")]
    public void Who_does_not_want_to_hear_of_templates_does_not(string option, string value)
    {
        using var project = new TestProject(("chart/templates/a.yaml", "{{- if .Values.on }}\nkind: Service\n{{- end }}\n"), ("off.yaml", "rules: {EKS0005: off}"));
        Assert.Equal("", Ekslint.Run(project.Root, "chart", option, value).Error);
    }

    [Fact]
    public void A_template_can_be_silenced_where_it_stands()
    {
        using var project = new TestProject(("chart/templates/a.yaml", "# ekslint: ignore-file[EKS0005] linted as rendered\n{{- if .Values.on }}\nkind: Service\n{{- end }}\n"));
        Assert.Equal("", Ekslint.Run(project.Root, "chart").Error);
    }

    /// <summary>Puts a text in its place; takes the other places away.</summary>
    private static string? Replace(string line, char place, string text)
    {
        if (line.Length == 0 || line[^1] is < 'A' or > 'N' || (line.Length > 1 && line[^2] != ' '))
            return line;
        var rest = line[..^1];
        if (line[^1] == place)
            return rest + text;
        return string.IsNullOrWhiteSpace(rest) ? null : rest.TrimEnd();
    }
}
