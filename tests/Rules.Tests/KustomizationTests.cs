using System.Text;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Inputs;

namespace EksLint.Rules.Tests;

/// <summary>Findings in what kustomizations make of objects: where they stand, what may be fixed, and what hostile kustomizations cost.</summary>
public sealed class KustomizationTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: nginx:1.27
                  ports:
                    - name: http
                      containerPort: 8080
        """;

    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - port: 80
              targetPort: htp
        """;

    [Fact]
    public void A_finding_in_the_base_stands_in_the_base_once_and_its_fix_is_only_offered()
    {
        var finding = Assert.Single(
            Run(
                ("base/kustomization.yaml", "resources: [web.yaml, service.yaml]"),
                ("base/web.yaml", Deployment),
                ("base/service.yaml", Service),
                ("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-"),
                ("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-")),
            static finding => finding.Id == "EKS2003");
        Assert.Equal("base/service.yaml:9:19", PlaceOf(finding));
        Assert.Equal(FixSafety.Offer, finding.Fix!.Safety);
        Assert.Equal("http", Assert.Single(finding.Fix.Edits).NewText);
        Assert.True(finding.Fix.StaysIn(finding.Location.File));
    }

    [Fact]
    public void A_finding_in_a_patch_stands_in_the_patch()
    {
        var finding = Assert.Single(
            Run(
                ("kustomization.yaml", "resources: [web.yaml, service.yaml]\npatches: [{path: patch.yaml}]"),
                ("web.yaml", Deployment),
                ("service.yaml", Service.Replace("htp", "http")),
                ("patch.yaml", "# ports\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n    - port: 80\n      targetPort: htttp\n")),
            static finding => finding.Id == "EKS2003");
        Assert.Equal("patch.yaml:8:19", PlaceOf(finding));
        Assert.Equal("patch.yaml", Assert.Single(finding.Fix!.Edits).Location.File.Path);
    }

    [Fact]
    public void A_finding_in_an_inline_patch_stands_in_its_line_and_can_be_fixed_there()
    {
        const string kustomization = """
            resources: [web.yaml, service.yaml]
            patches:
              - patch: |-
                  apiVersion: v1
                  kind: Service
                  metadata: {name: web}
                  spec:
                    ports:
                      - {port: 80, targetPort: htttp}
            """;
        var finding = Assert.Single(
            Run(("kustomization.yaml", kustomization), ("web.yaml", Deployment), ("service.yaml", Service.Replace("htp", "http"))),
            static finding => finding.Id == "EKS2003");
        Assert.Equal("kustomization.yaml:9:36", PlaceOf(finding));
        var edit = Assert.Single(finding.Fix!.Edits);
        Assert.Equal("htttp", edit.Location.File.GetText(edit.Location.Span));
    }

    [Fact]
    public void A_finding_about_a_label_of_the_kustomization_stands_there_and_has_no_fix()
    {
        var found = Run(("kustomization.yaml", "resources: [web.yaml]\ncommonLabels:\n  team: not a label!\n"), ("web.yaml", Deployment))
            .Where(static finding => finding.Id == "EKS0112").ToList();
        Assert.NotEmpty(found);
        Assert.All(found, static finding => Assert.Equal("kustomization.yaml:3:9", PlaceOf(finding)));
        Assert.All(found, static finding => Assert.Null(finding.Fix));
    }

    [Fact]
    public void References_are_looked_up_in_what_one_kustomization_deploys()
    {
        const string ingress = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec:
              ingressClassName: alb
              defaultBackend: {service: {name: web, port: {number: 80}}}
            """;
        Assert.DoesNotContain(
            Run(
                ("kustomization.yaml", "resources: [web.yaml, service.yaml, ingress.yaml]\nnamePrefix: x-\nnamespace: y\ncommonLabels: {z: z}"),
                ("web.yaml", Deployment),
                ("service.yaml", Service.Replace("htp", "http").Replace("spec:", "spec:\n  type: NodePort")),
                ("ingress.yaml", ingress)),
            static finding => finding.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info);
    }

    [Theory]
    [InlineData("resources: [web.yaml]\nhelmCharts: [{name: x}]", "has 'helmCharts'")]
    [InlineData("resources: [web.yaml, https://example.com/x.yaml]", "lists 'https://example.com/x.yaml', which is not read")]
    [InlineData("resources: [web.yaml, ../../../etc/passwd]", "lists '../../../etc/passwd', which is not read")]
    [InlineData("resources: [web.yaml]\nconfigMapGenerator: [{name: x, files: [/etc/passwd]}]", "reads '/etc/passwd', which is not in the project")]
    [InlineData("resources: [web.yaml]\nconfigMapGenerator: [{name: x, files: [../x]}]", "reads '../x', which is not there or too large")]
    [InlineData("resources: [web.yaml]\nlabels: [{pairs: {a: b}, fields: [{path: x}]}]", "has labels with 'fields'")]
    public void What_is_not_resolved_is_said(string kustomization, string problem)
    {
        var input = Read(("a/kustomization.yaml", kustomization), ("a/web.yaml", Deployment));
        Assert.Equal(new UnresolvedKustomization("a/kustomization.yaml", problem), Assert.Single(input.UnresolvedKustomizations));
        Assert.Contains(input.Manifests.Objects, static manifest => manifest.Kind == "Deployment");
    }

    [Fact]
    public void Kustomizations_that_multiply_stay_bounded()
    {
        var files = new List<(string, string)> { ("k0/kustomization.yaml", "resources: [web.yaml]"), ("k0/web.yaml", Deployment) };
        for (var i = 1; i <= 40; i++)
        {
            files.Add(($"k{i}/kustomization.yaml", "resources: [a, b]"));
            files.Add(($"k{i}/a/kustomization.yaml", $"resources: [../../k{i - 1}]\nnamePrefix: a-"));
            files.Add(($"k{i}/b/kustomization.yaml", $"resources: [../../k{i - 1}]\nnamePrefix: b-"));
        }

        files.Add(("c/kustomization.yaml", "components: [../d]"));
        files.Add(("d/kustomization.yaml", "kind: Component\ncomponents: [../d]"));
        files.Add(("e/kustomization.yaml", "resources: [web.yaml]\npatches: [{target: {kind: Deployment}, path: doubled.yaml}]"));
        files.Add(("e/web.yaml", Deployment));
        files.Add(("e/doubled.yaml", string.Concat(Enumerable.Range(0, 60).Select(static i => $"- {{op: copy, from: /spec/template, path: /spec/template/more{i}}}\n"))));
        var input = Read([.. files]);
        Assert.Contains(input.UnresolvedKustomizations, static found => found.Path.StartsWith("k40/", StringComparison.Ordinal) && found.Problem.Contains("expands", StringComparison.Ordinal));
        Assert.Contains(input.UnresolvedKustomizations, static found => found.Path.StartsWith("c/", StringComparison.Ordinal) && found.Problem.Contains("itself", StringComparison.Ordinal));
        Assert.Contains(input.UnresolvedKustomizations, static found => found.Path.StartsWith("e/", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_a_kustomization_or_a_patch_holds_throws()
    {
        string[] scraps =
        [
            "[", "]", "{", "}", ":", ",", "- ", "\n", "  ", "null", "~", "\"", "'", "|", ">", "&a", "*a", "<<: *a", "$patch: delete", "$patch: replace", "0", "[]", "{}",
            "name", "../base", ".", "..", "/", "~1", "-1", "999999999999", "kind: Component", "op: move", "\t", "\u00e4", "#",
        ];
        var root = Path.Combine(Path.GetDirectoryName(Repository.Fixtures)!, "Linter.Tests", "Inputs", "Kustomize", "projects");
        var random = new Random(4711);
        foreach (var project in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
        {
            var files = Directory.GetFiles(project, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (Path: Path.GetRelativePath(project, file).Replace('\\', '/'), Text: File.ReadAllText(file))).ToList();
            for (var round = 0; round < 40; round++)
            {
                var changed = files.ToList();
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    var at = random.Next(changed.Count);
                    var (path, text) = changed[at];
                    var start = random.Next(text.Length + 1);
                    var length = random.Next(Math.Min(12, text.Length - start + 1));
                    changed[at] = (path, string.Concat(text.AsSpan(0, start), scraps[random.Next(scraps.Length)], text.AsSpan(start + length)));
                }

                Run([.. changed]);
            }
        }
    }

    [Theory]
    [InlineData("EKS0101: known", "annotation known", "")]
    [InlineData("EKS0101: known; EKS0104: unused", "annotation known", "EKS0011")]
    [InlineData("EKS9999: never", "", "EKS0010")]
    public void An_annotation_that_an_overlay_adds_silences_in_that_deployment(string annotation, string silenced, string faults)
    {
        string[] kinds = ["patches: [{path: patch.yaml}]", $"commonAnnotations: {{ekslint.io/ignore: '{annotation}'}}"];
        foreach (var kind in kinds)
        {
            List<(string, string)> files =
            [
                ("base/kustomization.yaml", "resources: [web.yaml]\n"), ("base/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndatum: {}\n"),
                ("dev/kustomization.yaml", $"resources: [../base]\n{kind}\n"),
            ];
            if (kind == kinds[0])
                files.Add(("dev/patch.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web, annotations: {{ekslint.io/ignore: '{annotation}'}}}}\n"));
            var found = Run([.. files]);
            var finding = Assert.Single(found, static finding => finding.Location.File.Path == "base/web.yaml");
            Assert.Equal(silenced, $"{finding.Suppression?.Kind} {finding.Suppression?.Reason}".Trim());
            Assert.Equal(faults, string.Join(' ', found.Where(static finding => finding.Location.File.Path != "base/web.yaml").Select(static finding => finding.Id)));

            // Another overlay shows it.
            var both = Run([.. files, ("prod/kustomization.yaml", "resources: [../base]\n")]);
            Assert.Single(both, static finding => finding.Location.File.Path == "base/web.yaml" && finding.Suppression is null);
        }
    }

    private static IReadOnlyList<ManifestDiagnostic> Run(params (string Path, string Text)[] files) =>
        Linter.Run(files.Select(static file => (file.Path, Encoding.UTF8.GetBytes(file.Text)))).Diagnostics;

    private static AnalysisInput Read(params (string Path, string Text)[] files) =>
        InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(Encoding.UTF8.GetBytes(file.Text)))));

    private static string PlaceOf(ManifestDiagnostic finding)
    {
        var position = finding.Location.File.GetLinePosition(finding.Location.Span.Start);
        return $"{finding.Location.File.Path}:{position.Line + 1}:{position.Character + 1}";
    }
}
