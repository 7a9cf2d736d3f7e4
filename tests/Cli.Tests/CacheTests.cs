using System.Text;
using EksLint.Analysis;
using EksLint.Inputs;

namespace EksLint.Cli.Tests;

/// <summary><c>--cache</c>: what is known of the files of the context is kept for the next run, and no run says anything else for that.</summary>
public sealed class CacheTests : IDisposable
{
    private const string Service =
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          ports:
            - port: 80
              targetPort: http

        """;

    private const string Pod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            app: web
        spec:
          containers:
            - name: web
              image: registry.example/web:1.4
              ports:
                - name: http
                  containerPort: 8080

        """;

    private readonly TestProject _project = new();
    private readonly TestProject _elsewhere = new();

    public CacheTests()
    {
        _project.Write("service.yaml", Service);
        WriteOld("pod.yaml", Pod);
        WriteOld("values.yaml", "a: 1\n");
    }

    private string Cache => Path.Combine(_elsewhere.Root, "cache");

    public void Dispose()
    {
        _project.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void What_is_known_of_a_file_is_kept()
    {
        Assert.Equal(0, Lint().ExitCode);
        Assert.StartsWith("ekslint outlines ", File.ReadAllLines(Cache)[0], StringComparison.Ordinal);
        Assert.Equal(["pod.yaml", "values.yaml"], Kept());
    }

    [Fact]
    public void What_is_kept_is_believed()
    {
        WriteOld("pod.yaml", Pod.Replace("name: http", "name: htpp", StringComparison.Ordinal));
        Assert.Equal(1, Lint().ExitCode);
        File.WriteAllText(Cache, File.ReadAllText(Cache).Replace("\t1\tv1\tPod\tweb\t", "\t0\tv1\tSecret\tweb\t", StringComparison.Ordinal));
        Assert.Equal(0, Lint().ExitCode);
    }

    [Fact]
    public void Where_nothing_is_new_the_cache_is_left_alone()
    {
        Lint();
        File.SetLastWriteTimeUtc(Cache, DateTime.UnixEpoch);
        Assert.Equal(0, Lint().ExitCode);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Cache));
    }

    [Fact]
    public void A_file_that_has_changed_is_read_again()
    {
        Lint();
        WriteOld("pod.yaml", Pod.Replace("name: http", "name: htpp", StringComparison.Ordinal), minute: 1);
        Assert.Equal(1, Lint().ExitCode);
        Assert.Equal(1, Lint().ExitCode);
    }

    [Fact]
    public void Files_come_and_go()
    {
        Lint();
        File.Delete(Path.Combine(_project.Root, "pod.yaml"));
        WriteOld("other.yaml", Pod.Replace("name: http", "name: htpp", StringComparison.Ordinal));
        Assert.Equal(1, Lint().ExitCode);
        File.Delete(Path.Combine(_project.Root, "other.yaml"));
        Assert.Equal(0, Lint().ExitCode);
    }

    /// <summary>Whoever sets the time stamp back is not believed where the text is needed.</summary>
    [Theory]
    [InlineData("name: http", "name: htpp")]
    [InlineData("kind: Pod", "kind: Job")]
    [InlineData("app: web", "app: wob")]
    [InlineData("name: web", "name: wob")]
    [InlineData("image:", "nodeX:")]
    [InlineData("  containers:", "  containers(")]
    [InlineData("apiVersion: v1", "---\napiVer: v1")]
    [InlineData("\n  containers:", "\n\0 containers:")]
    public void A_file_that_has_changed_and_looks_as_before_is_read_again_where_it_is_needed(string old, string replacement)
    {
        Assert.Equal(old.Length, replacement.Length);
        Lint();
        WriteOld("pod.yaml", Pod.Replace(old, replacement, StringComparison.Ordinal));
        string[] options = ["--select", "EKS2001,EKS2003,EKS2011"];
        var fresh = _project.Lint(["service.yaml", "--format", "concise", .. options]);
        Assert.Equal(fresh.ToString(), Lint(options).ToString());
    }

    [Fact]
    public void Words_are_found_however_they_are_written()
    {
        _project.Write("service.yaml", Service + "      nodePort: 30080\n  type: NodePort\n");
        WriteOld("other.yaml", Service.Replace("web", "other", StringComparison.Ordinal) + "      \"node\\x50ort\": 30080\n  type: NodePort\n");
        for (var run = 0; run < 2; run++)
            Assert.Contains("EKS2007", Lint("--select", "EKS2007").Output, StringComparison.Ordinal);
        Assert.Equal(["other.yaml", "pod.yaml", "values.yaml"], Kept());
    }

    [Fact]
    public void What_may_change_once_more_without_another_time_stamp_is_not_kept()
    {
        _project.Write("pod.yaml", Pod);
        Lint();
        Assert.Equal(["values.yaml"], Kept());
    }

    [Fact]
    public void What_cannot_be_kept_is_read_each_time()
    {
        WriteOld("broken.yaml", "apiVersion: v1\nkind: [\n");
        WriteOld("kustomization.yaml", "resources: [pod.yaml]\n");
        WriteOld("odd.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: \"a\\tb\"}\n");
        WriteOld("patch.yaml", "- {op: add, path: /a, value: 1}\n");
        WriteOld("template.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .name }}}\n");
        WriteOld("utf-16.yaml", Pod);
        _project.Write("utf-16.yaml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Pod)]);
        WriteOld("vpc.json", """{"apiVersion": "v1", "kind": "Pod", "Subnets": []}""");
        Lint();
        Assert.Equal(["pod.yaml", "values.yaml"], Kept());
    }

    [Fact]
    public void Whatever_was_read_without_mistake_is_kept()
    {
        WriteOld("breaks.yaml", Pod.Replace("\n", "\r\n", StringComparison.Ordinal));
        WriteOld("braces.yaml", TestProject.Good().Split("---\n")[1]);
        WriteOld("bare.json", """{"apiVersion": "v1", "kind": "Secret"}""");
        WriteOld("list.yaml", "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, {apiVersion: v1, kind: Pod}]\n");
        WriteOld("several.yaml", Pod + "---\n# nothing\n---\n" + Service.Replace("web", "\u00e4", StringComparison.Ordinal));
        WriteOld("some.yaml", Pod + "---\nresources: {}\n");
        Assert.Equal(0, Lint().ExitCode);
        Assert.Equal(["bare.json", "braces.yaml", "breaks.yaml", "list.yaml", "pod.yaml", "several.yaml", "some.yaml", "values.yaml"], Kept());
    }

    [Fact]
    public void The_cache_does_not_grow_for_ever()
    {
        for (var i = 0; i < 5; i++)
            WriteOld($"old-{i}.yaml", Pod);
        Lint();
        Assert.Equal(7, Kept().Length);

        // Few that were not asked for may belong to another part of the project.
        File.Delete(Path.Combine(_project.Root, "old-0.yaml"));
        WriteOld("new-0.yaml", Pod);
        Lint();
        Assert.Equal(8, Kept().Length);

        foreach (var file in Directory.GetFiles(_project.Root, "old-*.yaml"))
            File.Delete(file);
        WriteOld("new-1.yaml", Pod);
        Lint();
        Assert.Equal(["new-0.yaml", "new-1.yaml", "pod.yaml", "values.yaml"], Kept());
    }

    [Theory]
    [InlineData()]
    [InlineData("service.yaml", "pod.yaml", "values.yaml")]
    [InlineData("service.yaml", "--no-context")]
    [InlineData("service.yaml", "--fix")]
    public void Nothing_is_kept_without_context_that_is_read_once(params string[] arguments)
    {
        _project.Lint([.. arguments, "--cache", Cache]);
        Assert.False(File.Exists(Cache));
    }

    [Fact]
    public void Fixes_are_the_same()
    {
        Lint();
        _project.Write("service.yaml", Service.Replace("ports:", "port:", StringComparison.Ordinal));
        var run = Ekslint.Run(_project.Root, "service.yaml", "--fix", "--cache", Cache);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Service, _project.Read("service.yaml"));
    }

    [Fact]
    public void Another_file_is_not_overwritten()
    {
        _elsewhere.Write("cache", "mine");
        var run = Lint();
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"ekslint: {Cache} is no cache of ekslint, and would be overwritten; name another file with --cache\n", run.Error);
        Assert.Equal("mine", File.ReadAllText(Cache));
    }

    [Fact]
    public void A_directory_is_no_cache()
    {
        var run = _project.Lint("service.yaml", "--cache", _elsewhere.Root);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"ekslint: cannot read {_elsewhere.Root}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static character => character == '\n'));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_costs_a_note()
    {
        var run = _project.Lint("service.yaml", "--cache", "no/such/directory", "--quiet");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("ekslint: cannot write no/such/directory: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static character => character == '\n'));
    }

    [Fact]
    public void A_link_is_replaced_and_not_followed()
    {
        _elsewhere.Write("target", "");
        File.CreateSymbolicLink(Cache, Path.Combine(_elsewhere.Root, "target"));
        Lint();
        Assert.Null(new FileInfo(Cache).LinkTarget);
        Assert.Equal("", _elsewhere.Read("target"));
    }

    [Fact]
    public void What_another_version_has_kept_is_not_used_and_is_replaced()
    {
        Lint();
        var kept = File.ReadAllText(Cache);
        File.WriteAllText(Cache, "ekslint outlines 0\n" + kept[kept.IndexOf('\n', StringComparison.Ordinal)..].Replace("Pod", "Secret", StringComparison.Ordinal));
        Assert.Equal(0, Lint().ExitCode);
        Assert.Equal(kept, File.ReadAllText(Cache));
    }

    /// <summary>A cache may come from anywhere: whatever it holds, it costs no more than a run without it.</summary>
    [Fact]
    public void A_damaged_cache_does_no_harm()
    {
        Lint();
        var kept = File.ReadAllBytes(Cache);
        var start = kept.AsSpan().IndexOf((byte)'\n') + 1;
        var random = new Random(7);
        var finder = new FileFinder(_project.Root) { TakesStamps = true };
        finder.AddContext(_project.Root);
        var texts = finder.Found.Select(static text => text with { IsContext = text.Path != "service.yaml" }).ToList();
        var believed = 0;
        for (var round = 0; round < 3000; round++)
        {
            var cache = new OutlineCache(Damage(kept, start, random));
            try
            {
                var result = new LintDriver(RuleCatalog.Create().Analyzers, new RuleSettings()).Run(InputReader.Read(texts, cache: cache));
                Assert.True(cache.IsMistaken || result.Failures.IsEmpty);
                believed++;
            }
            catch (Exception exception) when (cache.IsMistaken)
            {
                Assert.IsNotType<OutOfMemoryException>(exception);
            }

            _ = cache.Encode();
        }

        Assert.InRange(believed, 1, 3000);
    }

    private static byte[] Damage(byte[] kept, int start, Random random)
    {
        var damaged = kept.ToArray();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(start, damaged.Length);
            switch (random.Next(5))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged[at] = (byte)random.Next('0', '9' + 1);
                    break;
                case 2:
                    damaged = damaged[..Math.Max(at, start + 1)];
                    break;
                case 3:
                    damaged = [.. damaged[..at], .. Encoding.UTF8.GetBytes("\t99999999999999999999\t-1\t2147483648\t"), .. damaged[at..]];
                    break;
                default:
                    damaged = [.. damaged[..at], .. damaged[Math.Min(at + random.Next(20), damaged.Length - 1)..]];
                    break;
            }
        }

        return damaged;
    }

    private string[] Kept() => [.. File.ReadAllLines(Cache).Skip(1).Select(line => Path.GetRelativePath(_project.Root, line.Split('\t')[0]))];

    private RunResult Lint(params string[] options) => _project.Lint(["service.yaml", "--cache", Cache, "--format", "concise", .. options]);

    private void WriteOld(string path, string text, int minute = 0)
    {
        _project.Write(path, text);
        File.SetLastWriteTimeUtc(Path.Combine(_project.Root, path), new DateTime(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc));
    }
}
