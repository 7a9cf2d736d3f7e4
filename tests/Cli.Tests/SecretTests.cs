using System.Collections.Immutable;
using System.Text;
using EksLint.Analysis;
using EksLint.Cli.Output;
using EksLint.CodeFixes;
using EksLint.Inputs;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Tests;

/// <summary>No format shows a value of a Secret, wherever it stands and whatever a rule says about it.</summary>
public sealed class SecretTests
{
    private const string Password = "hunter2-hunter2";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Password));

    public static TheoryData<string> Secrets() =>
    [
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n  password: {Password}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\ndata:\n  password: {Encoded}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData: {{password: \"{Password}\"}}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n  file: |\n    user\n    {Password}\n  folded: >-\n    one\n    {Password}\n",
        $"apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {{name: db}}\n  stringData:\n    password: {Password}\n",
        $"apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {{name: db}}\n  stringData:\n    password: {Password}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n  # password: {Password}\n  user: {Password} # {Password}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db, labels: {{a: &p {Password}}}}}\nstringData:\n  password: *p\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData: [[{Password}], {{a: {Password}}}]\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData: {Password}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData: {{a: b}}\nstringData: {{password: {Password}}}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {{\"data\":{{\"password\":\"{Encoded}\"}}}}\n",
        $"{{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {{\"name\": \"db\"}}, \"stringData\": {{\"password\": \"{Password}\"}}}}",
        $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Secret\n    metadata:\n      name: db\n    stringData:\n      password: {Password}\n",

        $"kind: Kustomization\nsecretGenerator:\n- name: db\n  literals:\n  - password={Password}\n  - 'quoted=\"{Password}\"'\n  - {Password}\n",
        $"secretGenerator: [{{name: db, literals: [\"password={Password}\", user=a]}}, {{name: &k {Password}, literals: [*k]}}]\n",
        $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator:\n- name: db\n  literals: {{password: {Password}}}\n",
        $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator:\n- name: db\n  literals:\n  - |-\n    password={Password}\n    {Password}\n",

        // No YAML, so there are no nodes to go by.
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n\tpassword: {Password}\n",
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n  password:{Password}\n  user: a\n",
        $"apiVersion: v1\nkind: Secret\nstringData:\n  a: \"{Password}\n  {Password}\n",
        $"{{\"kind\": \"Secret\", \"stringData\": {{\"password\": \"{Password}\", }}, ]\n",
        $"kind: Secret\nstringData: {{password: {Password}, other: {{{{ .Values.other }}}}}}\n",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Values_are_masked_in_every_format(string yaml)
    {
        var output = Report(yaml);
        Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded, output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_kustomization_makes_a_secret_of_is_masked_in_every_format()
    {
        var output = Report(
            ("kustomization.yaml", $"resources: [base.yaml]\npatches: [{{path: patch.yaml}}]\nsecretGenerator:\n- name: made\n  envs: [made.env]\n- name: literal\n  literals: ['password=\"{Password}\"']\n"),
            ("base.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {user: shop}\n"),
            ("patch.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData: {{password: {Password}}}\n"),
            ("made.env", $"password={Password}\n"));
        Assert.Contains("kustomization.yaml", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded, output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_masked_leaves_the_rest_readable() =>
        Snapshot.Match(Report(new TextFormat(Palette.Plain), ("secret.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: db}}\nstringData:\n  password: {Password}\n  # once {Password}\n")));

    [Fact]
    public void Values_of_other_kinds_are_shown() =>
        Assert.Contains(Password, Report($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: db}}\ndata:\n  password: {Password}\n"), StringComparison.Ordinal);

    [Fact]
    public void The_built_program_masks_the_neighbour_of_what_it_reports()
    {
        using var project = new TestProject((
            "list.json",
            $$$$"""
            {"apiVersion": "v1", "kind": "List", "items": [{"kind": "Secret", "stringData": {"password": "{{{{Password}}}}"}}, {"apiVersion": "v1", "kind": "Service",
            "metadata": {"name": "web"}, "spec": {"selector": {"app": "web"}, "ports": [{"port": 80, "targetPort": "htttp"}]}}, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web", "image": "web", "ports": [{"name": "http", "containerPort": 80}]}]}}]}
            """));
        foreach (var format in new[] { "text", "concise", "json", "sarif", "github" })
        {
            var run = project.Lint("--format", format);
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain(Password, run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("\"stringData\": {\"password\": ***}", project.Lint().Output, StringComparison.Ordinal);
    }

    private static string Report(string yaml) => Report(("secret.yaml", yaml));

    private static string Report(params (string Path, string Text)[] files)
    {
        var paths = new RepositoryPaths(Directory.GetCurrentDirectory());
        return string.Join('\n', new IReportFormat[] { new TextFormat(Palette.Plain), new ConciseFormat(), new JsonFormat(), new SarifFormat(paths), new GitHubFormat(paths) }.Select(format => Report(format, files)));
    }

    private static string Report(IReportFormat format, params (string Path, string Text)[] files)
    {
        var input = InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(Encoding.UTF8.GetBytes(file.Text)))));
        var result = new LintDriver([new Gossip()], RuleSettings.Default).Run(input);
        var report = new LintReport(result, input, RuleCatalog.Create(), new RuleSettings(), new ReportOptions(DiagnosticSeverity.Warning, MinSeverity: null, ShowsSuppressed: true, IsQuiet: false));
        using var output = new MemoryStream();
        format.Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>A rule that tells all it sees: each scalar in the message, the hint, the help, the fix and beside a second place.</summary>
    private sealed class Gossip : ManifestAnalyzer
    {
#pragma warning disable RS2008, RS1032 // No rule of ours.
        private static readonly DiagnosticDescriptor Rule =
            new("EKS9999", "Gossip", "The value of {0} is {1} or '{1}'", "Gossip", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "https://example.org", customTags: "gossip");
#pragma warning restore RS2008, RS1032

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.RegisterManifestAction(static manifest => Tell(manifest, manifest.Manifest.Root));
            foreach (var kind in Enum.GetValues<Syntax.SyntaxErrorKind>())
                context.RegisterSyntaxErrorAction(kind, static error => error.ReportAt(Rule, error.Error.Location, "text", error.Error.Message).WithHint(error.Error.Hint));
        }

        private static void Tell(ManifestAnalysisContext context, Syntax.YamlNode node)
        {
            if (node.IsScalar && node.Key is not ("name" or "kind" or "apiVersion"))
            {
                context.Report(Rule, node, node.Key, node.Text)
                    .WithHint($"did you mean '{node.Text}'?")
                    .WithHelp($"Write {node.Text}")
                    .WithFix($"Replace '{node.Text}'", FixSafety.Safe, YamlEdit.Quote(node))
                    .AlsoAt(node, $"here is {node.Text}")
                    .AlsoAt(context.Manifest.Root["kind"u8], $"'{Convert.ToBase64String(Encoding.UTF8.GetBytes(node.Text))}'");
            }

            foreach (var child in node.Children)
                Tell(context, child);
        }
    }
}
