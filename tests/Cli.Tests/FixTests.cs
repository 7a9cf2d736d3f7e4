using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EksLint.Analysis;
using EksLint.Cli.Commands;
using EksLint.Cli.Fixes;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Tests;

/// <summary>--fix, --unsafe-fixes and --diff: what is written, what is left alone, and what is said.</summary>
public sealed class FixTests : IDisposable
{
    /// <summary>A removed API, an unquoted <c>on</c>, a misspelt field and a wrong type; comments and an odd layout, which are to stay.</summary>
    private const string Mixed =
        """
        # the shop's front
        apiVersion: autoscaling/v2beta2 # moved
        kind: HorizontalPodAutoscaler
        metadata:
          name:   web
          labels: { canary: on,   team: 'front' } # flags
        spec:
          # never more
          maxReplica: 3
          minReplicas: "2"   # two zones
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}

        """;

    private const string MixedFixed =
        """
        # the shop's front
        apiVersion: autoscaling/v2 # moved
        kind: HorizontalPodAutoscaler
        metadata:
          name:   web
          labels: { canary: "on",   team: 'front' } # flags
        spec:
          # never more
          maxReplicas: 3
          minReplicas: "2"   # two zones
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}

        """;

    private readonly TestProject _project = new(("mixed.yaml", Mixed));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_with_a_mistake_of_each_kind_parses_to_what_was_meant()
    {
        const string text =
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              labels:
                canary: on # flag
            spec:
              selectr: {app: web} # which pods
              ports:
                - {port: "80",   name: http}
            ---
            # for maintenance
            apiVersion: policy/v1beta1
            kind: PodDisruptionBudget
            metadata: {name: web}
            spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: backups.example.org}
            spec:
              group: example.org
              scope: Namespaced
              names: {kind: Backup, plural: backups}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          properties:
                            keep: {type: integer, minimum: 1}
            ---
            apiVersion: example.org/v1
            kind: Backup
            metadata: {name: web}
            spec: {keep: 0}

            """;
        _project.Write("all.yaml", text);
        var run = Ekslint.Run(_project.Root, "all.yaml", "--format", "json", "--select", "Schema");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(
            ["EKS0105 6:13-6:15 safe", "EKS0101 8:3-8:10 safe", "EKS0102 10:14-10:18 offer", "EKS0108 13:13-13:27 safe", "EKS0106 41:14-41:15 none"],
            json.RootElement.GetProperty("diagnostics").EnumerateArray().Select(static found =>
                $"{found.GetProperty("id")} {found.GetProperty("line")}:{found.GetProperty("column")}-{found.GetProperty("endLine")}:{found.GetProperty("endColumn")} "
                + (found.TryGetProperty("fix", out var fix) ? fix.GetProperty("safety").GetString() : "none")));

        run = Ekslint.Run(_project.Root, "all.yaml", "--fix", "--select", "Schema");
        Assert.EndsWith("\nFound 2 errors in 4 objects of 1 file; fixed: 3 in 1 file; fixable: 1 more (--unsafe-fixes).\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            text.Replace("canary: on", "canary: \"on\"", StringComparison.Ordinal).Replace("selectr:", "selector:", StringComparison.Ordinal).Replace("policy/v1beta1", "policy/v1", StringComparison.Ordinal),
            _project.Read("all.yaml"));
    }

    [Fact]
    public void What_can_be_fixed_names_its_option()
    {
        // Each API version has its own fields, so the removed one hides what stands in it.
        Assert.EndsWith("; fixable: 1 (--fix).\n", Ekslint.Run(_project.Root, "mixed.yaml").Output, StringComparison.Ordinal);
        _project.Write("mixed.yaml", Mixed.Replace("v2beta2", "v2", StringComparison.Ordinal));
        Assert.EndsWith("; fixable: 2 (--fix), 1 more (--fix --unsafe-fixes).\n", Ekslint.Run(_project.Root, "mixed.yaml").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Safe_fixes_are_written_and_the_rest_is_reported()
    {
        var run = Ekslint.Run(_project.Root, "--fix", "mixed.yaml");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(MixedFixed, _project.Read("mixed.yaml"));
        Assert.StartsWith("error[EKS0102]: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nFound 1 error in 1 object of 1 file; fixed: 3 in 1 file; fixable: 1 more (--unsafe-fixes).\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(["mixed.yaml"], Directory.GetFiles(_project.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Offered_fixes_are_written_on_request()
    {
        var run = Ekslint.Run(_project.Root, "--fix", "--unsafe-fixes", "mixed.yaml");
        Assert.Equal("No problems in 1 object of 1 file; fixed: 4 in 1 file.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(MixedFixed.Replace("\"2\"", "2", StringComparison.Ordinal), _project.Read("mixed.yaml"));
        Assert.Equal("No problems in 1 object of 1 file; fixed: 0.\n", Ekslint.Run(_project.Root, "--fix", "--unsafe-fixes", "mixed.yaml").Output);
    }

    [Theory]
    [InlineData("--diff")]
    [InlineData("--diff", "--fix")]
    public void A_diff_is_shown_instead_of_written(params string[] options)
    {
        var run = Ekslint.Run(_project.Root, [.. options, "mixed.yaml"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """
            --- mixed.yaml
            +++ mixed.yaml
            @@ -1,11 +1,11 @@
             # the shop's front
            -apiVersion: autoscaling/v2beta2 # moved
            +apiVersion: autoscaling/v2 # moved
             kind: HorizontalPodAutoscaler
             metadata:
               name:   web
            -  labels: { canary: on,   team: 'front' } # flags
            +  labels: { canary: "on",   team: 'front' } # flags
             spec:
               # never more
            -  maxReplica: 3
            +  maxReplicas: 3
               minReplicas: "2"   # two zones
               scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}

            """,
            run.Output);
        Assert.EndsWith("\nFound 1 error in 1 object of 1 file; would fix: 3 in 1 file.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Mixed, _project.Read("mixed.yaml"));
    }

    [Fact]
    public void A_diff_shows_added_lines_missing_line_ends_and_far_changes_in_hunks_of_their_own()
    {
        var before = Enumerable.Range(1, 30).Select(static line => $"l{line}").ToList();
        var after = before.Select(static line => line is "l2" ? "two" : line).ToList();
        after.Insert(20, "new");
        after.RemoveAt(after.Count - 1);
        Assert.Equal(
            "--- f.yaml\n+++ f.yaml\n@@ -1,5 +1,5 @@\n l1\n-l2\n+two\n l3\n l4\n l5\n@@ -18,6 +18,7 @@\n l18\n l19\n l20\n+new\n l21\n l22\n l23\n"
            + "@@ -26,5 +27,4 @@\n l26\n l27\n l28\n-l29\n-l30\n\\ No newline at end of file\n+l29\n\\ No newline at end of file\n",
            Diff(string.Join('\n', before), string.Join('\n', after)));
        Assert.Equal("--- f.yaml\n+++ f.yaml\n@@ -0,0 +1 @@\n+a\n", Diff("", "a\n"));
        Assert.Equal("", Diff("a", "a"));
    }

    [Fact]
    public void A_diff_shows_no_secret_and_commands_no_terminal()
    {
        const string secret = "# \e[2Jgone\nkind: Secret\nstringData:\n  password: hunter22\n";
        Assert.Equal(
            "--- f.yaml\n+++ f.yaml\n@@ -1,4 +1,4 @@\n # \\u{1b}[2Jgone\n-kind: Secret\n+kind:  Secret\n stringData:\n   password: ***\n",
            Diff(secret, secret.Replace("kind: ", "kind:  ", StringComparison.Ordinal)));
        Assert.Contains("\n   \\u{3a}:error::x\n", Diff("  ::error::x\na\n", "  ::error::x\nb\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Encoding_byte_order_mark_and_line_ends_stay(string encodingName, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(encodingName);
        _project.Write("odd.yaml", Encode(Mixed));
        Assert.Equal(1, Ekslint.Run(_project.Root, "--fix", "odd.yaml").ExitCode);
        Assert.Equal(Encode(MixedFixed), File.ReadAllBytes(Path.Combine(_project.Root, "odd.yaml")));

        byte[] Encode(string text) =>
            [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.Replace("front\n", "frönt 🚀\n", StringComparison.Ordinal).ReplaceLineEndings("\r\n").TrimEnd())];
    }

    [Fact]
    public void Standard_input_comes_out_fixed_and_findings_go_to_standard_error()
    {
        var run = Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(Mixed), [], "--fix", "-", "--stdin-filename", "mixed.yaml");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(MixedFixed, run.Output);
        Assert.EndsWith("; fixed: 3 in 1 file; fixable: 1 more (--unsafe-fixes).\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Mixed, _project.Read("mixed.yaml"));

        var good = Ekslint.Run(_project.Root, Encoding.UTF8.GetBytes(TestProject.Good()), [], "--fix", "-", "--quiet");
        Assert.Equal((0, TestProject.Good(), ""), (good.ExitCode, good.Output, good.Error));
    }

    [Fact]
    public void Suppressed_and_hidden_findings_are_left_alone()
    {
        var suppressed = Mixed.Replace("# moved", "# ekslint: ignore[EKS0108] next week", StringComparison.Ordinal);
        _project.Write("mixed.yaml", suppressed);
        Ekslint.Run(_project.Root, "--fix", "--show-suppressed", "mixed.yaml");
        Assert.Equal(suppressed, _project.Read("mixed.yaml"));
        _project.Write("mixed.yaml", Mixed);
        Ekslint.Run(_project.Root, "--fix", "mixed.yaml", "--severity", "EKS0108=info", "--format", "json");
        Assert.Equal(Mixed, _project.Read("mixed.yaml"));
    }

    [Fact]
    public void Permissions_and_links_are_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = Path.Combine(_project.Root, "mixed.yaml");
        var link = Path.Combine(_project.Root, "link.yaml");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(file, mode);
        File.CreateSymbolicLink(link, "mixed.yaml");
        Assert.Equal(1, Ekslint.Run(_project.Root, "--fix", "link.yaml", "mixed.yaml").ExitCode);
        Assert.Equal("mixed.yaml", new FileInfo(link).LinkTarget);
        Assert.Equal(MixedFixed, _project.Read("mixed.yaml"));
        Assert.Equal(mode, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_cannot_be_written_does_not_keep_back_the_others()
    {
        _project.Write("protected.yaml", Mixed);
        var file = Path.Combine(_project.Root, "protected.yaml");
        File.SetAttributes(file, FileAttributes.ReadOnly);
        var run = Ekslint.Run(_project.Root, "--fix", "--format", "concise");
        File.SetAttributes(file, FileAttributes.Normal);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("ekslint: cannot fix protected.yaml: the file is read-only\n", run.Error);
        Assert.Equal((Mixed, MixedFixed), (_project.Read("protected.yaml"), _project.Read("mixed.yaml")));
        Assert.Contains("\nprotected.yaml(2,13): error EKS0108", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_project.Root).Length);
    }

    [Fact]
    public void A_file_that_changed_since_it_was_read_is_not_written()
    {
        _project.Write("web.yaml", TestProject.Good());
        var other = TestProject.Good() + "# saved by an editor\n";
        var (code, output, error) = Run(new Editing("web", static name => Replace(name, "b"), () => _project.Write("web.yaml", other)));
        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal("ekslint: cannot fix web.yaml: the file was changed since it was read\n", error);
        Assert.Equal(other, _project.Read("web.yaml"));
        Assert.EndsWith("; fixed: 0.\n", output, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => FileReplacer.Replace(Path.Combine(_project.Root, "gone.yaml"), [], []));
    }

    [Fact]
    public void Overlapping_fixes_wait_for_the_next_pass()
    {
        _project.Write("web.yaml", TestProject.Good());
        var (code, output, _) = Run(new Editing("web", static name => Replace(name, "web-b")), new Editing("web", static name => Replace(name, "web-c")), new Editing("web-b", static name => Replace(name, "web-d")));
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("No problems in 2 objects of 1 file; fixed: 2 in 1 file.\n", output);
        Assert.Equal(TestProject.Good().Replace("  name: web\nspec", "  name: web-d\nspec", StringComparison.Ordinal), _project.Read("web.yaml"));
    }

    [Fact]
    public void Fixes_that_undo_each_other_come_to_an_end()
    {
        _project.Write("web.yaml", TestProject.Good());
        var (_, output, error) = Run(new Editing("web", static name => Replace(name, "bew")), new Editing("bew", static name => Replace(name, "web")));
        Assert.Equal("ekslint: stopped after 10 passes; there is more to fix\n", error);
        Assert.EndsWith("; fixed: 0.\n", output, StringComparison.Ordinal);
        Assert.Equal(TestProject.Good(), _project.Read("web.yaml"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("b\n---\na: b")]
    [InlineData("web")]
    public void A_fix_that_would_damage_the_file_is_refused_and_the_others_are_not(string text)
    {
        _project.Write("web.yaml", TestProject.Good());
        var (code, _, error) = Run(new Editing("web", name => Replace(name, text)), new Editing("web", static name => YamlEdit.RenameKey(name, "title")));
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("", error);
        Assert.Contains("  title: web\nspec", _project.Read("web.yaml"), StringComparison.Ordinal);

        _project.Write("web.yaml", TestProject.Good());
        (code, _, error) = Run(new Editing("web", name => Replace(name, text)));
        Assert.Equal(ExitCode.Findings, code);
        Assert.Equal("ekslint: web.yaml: the fix 'Edit' was refused, as it would damage the file\n", error);
        Assert.Equal(TestProject.Good(), _project.Read("web.yaml"));
    }

    private static SourceEdit Replace(YamlNode node, string source) => YamlEdit.ReplaceSource(node, source);

    private static string Diff(string before, string after)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        UnifiedDiff.Write(writer, new SourceFile("f.yaml", Encoding.UTF8.GetBytes(before)), new SourceFile("f.yaml", Encoding.UTF8.GetBytes(after)));
        return writer.ToString();
    }

    private (int Code, string Output, string Error) Run(params ManifestAnalyzer[] rules)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var host = new Host(output, error, _project.Root, static _ => null);
        var command = new LintCommand();
        var code = command.Run(command.Command.Parse(["web.yaml", "--fix"]), [], host, new RuleCatalog(() => [.. rules]));
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Finds Services of a name, and would edit it.</summary>
    private sealed class Editing(string name, Func<YamlNode, SourceEdit> edit, Action? meanwhile = null) : ManifestAnalyzer
    {
#pragma warning disable RS2008 // No rule of ours.
        private static readonly DiagnosticDescriptor Rule =
            new("EKS9998", "Edits", "Edits it to {0}", "Edits", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "https://example.org", customTags: "edits");
#pragma warning restore RS2008

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(found =>
        {
            meanwhile?.Invoke();
            var entry = found.Object.Metadata.Name.Node;
            if (entry.Text == name)
                found.Report(Rule, entry, edit(entry).NewText).WithFix("Edit", FixSafety.Safe, edit(entry));
        });
    }
}
