using System.Globalization;
using System.Runtime.CompilerServices;
using EksLint.Analysis;
using EksLint.Configuration;
using EksLint.Inputs;
using EksLint.Model;

namespace EksLint.Cli.Tests;

/// <summary>
/// Whole repositories, laid out as people lay them out, linted as they lie there: <c>tests/repositories/NAME.expected</c> holds every finding, and what is
/// taken to be deployed together.
/// </summary>
public sealed class RepositoryTests
{
    private static readonly (string Right, string Wrong, int Every)[] Mistakes =
    [
        ("targetPort: http", "targetPort: htttp", 11),
        ("key: LEVEL", "key: level", 13),
        ("svc:80", "svc:8080", 17),
        ("kind: Deployment, name: NAME", "kind: Deployment, name: NAMEx", 19),
        ("cpu: 100m, ", "", 21),
        ("number: 80", "number: 8080", 23),
    ];

    private static readonly (string File, string Text)[] Application =
    [
        ("deployment.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: NAME, namespace: TEAM}
            spec:
              selector: {matchLabels: {app: NAME}}
              template:
                metadata: {labels: {app: NAME}}
                spec:
                  containers:
                    - name: web
                      image: registry.example/NAME:1.0.0
                      ports: [{name: http, containerPort: 8080}]
                      readinessProbe: {httpGet: {path: /ready, port: http}}
                      resources: {requests: {cpu: 100m, memory: 64Mi}}
                      env:
                        - name: LEVEL
                          valueFrom: {configMapKeyRef: {name: NAME, key: LEVEL}}
                        - {name: BACKEND, value: "http://NEXT.TEAM.svc:80"}
            """),
        ("service.yaml", """
            apiVersion: v1
            kind: Service
            metadata: {name: NAME, namespace: TEAM}
            spec:
              type: NodePort
              selector: {app: NAME}
              ports: [{port: 80, targetPort: http, nodePort: NODEPORT}]
            """),
        ("config.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: NAME, namespace: TEAM}
            data: {LEVEL: info}
            """),
        ("autoscaler.yaml", """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: NAME, namespace: TEAM}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: NAME}
              maxReplicas: 5
              metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
            """),
        ("ingress.yaml", """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: NAME, namespace: TEAM, annotations: {alb.ingress.kubernetes.io/scheme: internal}}
            spec:
              ingressClassName: alb
              rules:
                - host: NAME.example.com
                  http:
                    paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: NAME, port: {number: 80}}}}
            """),
    ];

    public static TheoryData<string> Repositories()
    {
        var data = new TheoryData<string>();
        foreach (var directory in Directory.GetDirectories(Root()).Order(StringComparer.Ordinal))
            data.Add(Path.GetFileName(directory));
        return data;
    }

    [Theory]
    [MemberData(nameof(Repositories))]
    public void Findings_and_scopes_are_exactly_those_expected(string name)
    {
        using var project = new TestProject();
        var from = Path.Combine(Root(), name);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            project.Write(Path.GetRelativePath(from, file), File.ReadAllBytes(file));

        var run = Ekslint.Run(project.Root, "--format", "concise", "--min-severity", "info", "--quiet");
        Assert.Empty(run.Error);
        Snapshot.MatchFile($"findings\n{run.Output}\nscopes\n{ScopesOf(project.Root)}", from + ".expected", from + ".received.txt");
    }

    /// <summary>Whatever a run leaves unread as context must say nothing of the file that is linted.</summary>
    [Theory]
    [MemberData(nameof(Repositories))]
    public void Each_file_has_the_findings_that_it_has_in_a_run_over_everything(string name) => LintFileByFile(Path.Combine(Root(), name));

    /// <summary>What every rule is tried with is tried as context of the rest too.</summary>
    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_fixture_has_the_findings_that_it_has_beside_the_others(string name) => LintFileByFile(Path.Combine(FixtureRoot(), name));

    public static TheoryData<string> Fixtures()
    {
        var data = new TheoryData<string>();
        foreach (var directory in Directory.GetDirectories(FixtureRoot()).Concat(Directory.GetDirectories(Path.Combine(FixtureRoot(), "apps"))).Order(StringComparer.Ordinal))
            data.Add(Path.GetRelativePath(FixtureRoot(), directory));
        return data;
    }

    /// <summary>With the others as context, read for it, and as an earlier run has kept them.</summary>
    private static void LintFileByFile(string directory)
    {
        var (texts, settings) = Load(directory);
        var all = Lint(texts, settings);
        var learning = new OutlineCache([]);
        Assert.Empty(Lint(texts.Select(static text => text with { IsContext = true }), settings, learning));
        var kept = learning.Encode();
        foreach (var text in texts)
        {
            var expected = all.Where(line => PathOf(line) == text.Path).ToList();
            var others = texts.Select(other => other with { IsContext = other != text }).ToList();
            Assert.Equal(expected, Lint(others, settings));
            var cache = new OutlineCache(kept);
            Assert.Equal(expected, Lint(others, settings, cache));
            Assert.False(cache.IsMistaken);
        }
    }

    [Fact]
    public void A_changed_file_among_two_thousand_has_the_findings_that_it_has_in_a_run_over_everything()
    {
        using var project = new TestProject();
        WriteLargeRepository(project);
        var all = Lint(project);
        Assert.True(all.Length > 100, $"only {all.Length} findings");

        // One file for each rule that found something, and some without finding.
        var changed = all.GroupBy(static line => line.Split(": ")[1]).Select(static group => PathOf(group.First()))
            .Append("apps/app-201/service.yaml").Append("apps/app-320/overlays/prod/kustomization.yaml").ToList();
        using var elsewhere = new TestProject();
        var cache = Path.Combine(elsewhere.Root, "cache");
        foreach (var file in changed.Distinct(StringComparer.Ordinal))
        {
            var expected = all.Where(line => PathOf(line) == file).ToList();
            Assert.Equal(expected, Lint(project, file));
            Assert.Equal(expected, Lint(project, file, "--cache", cache));
        }

        Assert.True(changed.Count > 7);
        Assert.InRange(File.ReadLines(cache).Count(), 1900, 2001);
    }

    private static string[] Lint(TestProject project, params string[] paths) =>
        [.. Ekslint.Run(project.Root, ["--format", "concise", "--min-severity", "info", "--quiet", .. paths]).Lines.Where(static line => line.Length > 0)];

    private static string PathOf(string finding) => finding[..finding.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>400 applications of five manifests each, every tenth of them a base with an overlay. Most are right; the mistakes need other files to be seen.</summary>
    private static void WriteLargeRepository(TestProject project)
    {
        for (var i = 0; i < 400; i++)
        {
            var name = Name(i);
            var directory = $"apps/{name}/{(i % 10 == 0 ? "base/" : "")}";
            foreach (var (file, template) in Application)
            {
                var text = Mistakes.Where(mistake => i % mistake.Every == 0).Aggregate(template, static (text, mistake) => text.Replace(mistake.Right, mistake.Wrong, StringComparison.Ordinal));
                text = text.Replace("NAME", name, StringComparison.Ordinal)
                    .Replace("NEXT", Name((i / 20 * 20) + ((i + 1) % 20)), StringComparison.Ordinal)
                    .Replace("TEAM", $"team-{i / 20}", StringComparison.Ordinal)
                    .Replace("NODEPORT", $"{30000 + (i == 350 ? 7 : i)}", StringComparison.Ordinal);
                project.Write(directory + file, text);
                File.SetLastWriteTimeUtc(Path.Combine(project.Root, directory, file), DateTime.UnixEpoch);
            }

            if (i % 10 != 0)
                continue;
            project.Write(directory + "kustomization.yaml", $"resources: [{string.Join(", ", Application.Select(static file => file.File))}]\n");
            project.Write($"apps/{name}/overlays/prod/kustomization.yaml", $"resources: [../../base]\nlabels: [{{pairs: {{stage: prod}}}}]\nimages: [{{name: registry.example/{name}, newTag: 2.0.0}}]\n");
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"app-{number:000}");

    /// <summary>Every object with the scope that it is in.</summary>
    private static string ScopesOf(string directory)
    {
        var (texts, settings) = Load(directory);
        var lines = InputReader.Read(texts, settings).Manifests.Objects
            .Select(static manifest => $"{manifest.File.Path}: {manifest.Kind}{Shown(manifest)} → {(manifest.Scope is not { } scope ? "-" : scope.Name.Length == 0 ? "." : scope.Name)}\n")
            .Order(StringComparer.Ordinal);
        return string.Concat(lines);
    }

    private static (IReadOnlyCollection<InputText> Texts, ProjectSettings Settings) Load(string directory)
    {
        var path = Path.Combine(directory, ProjectFinder.ConfigurationFile);
        var configuration = File.Exists(path) ? ConfigurationFinder.Read(path, directory, RuleCatalog.Create().Names, out _) : null;
        var finder = new FileFinder(directory) { TakesStamps = true };
        finder.AddContext(directory);
        return ([.. finder.Found.Select(static text => text with { IsContext = false })], new ProjectSettings(directory, directory, configuration, new RuleSettings()));
    }

    private static string[] Lint(IEnumerable<InputText> texts, ProjectSettings settings, OutlineCache? cache = null) =>
    [
        .. new LintDriver(RuleCatalog.Create().Analyzers, settings.Rules).Run(InputReader.Read(texts, settings, cache: cache)).Diagnostics
            .Select(static finding => $"{finding.Location.File.Path}({finding.Location.Span}): {finding.Id}: {finding.Message}"),
    ];

    private static string Shown(ManifestObject manifest) =>
        manifest.Name.Length == 0 ? "" : manifest.ShownNamespace is { } space ? $" {space}/{manifest.Name}" : " " + manifest.Name;

    private static string FixtureRoot() => Path.GetFullPath(Path.Combine(Root(), "..", "fixtures"));

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "repositories"));
}
