using System.Diagnostics;
using System.Globalization;
using System.Text;
using EksLint.Analysis;
using EksLint.Inputs;
using EksLint.Manifests;
using EksLint.Syntax;

namespace EksLint.Rules.Tests;

/// <summary>What looking at 20,000 objects that refer to each other costs beside reading them with the reference parser, in processor time.</summary>
/// <param name="Parse">Reading all files with YamlDotNet.</param>
/// <param name="Index">Indexing the objects.</param>
/// <param name="Rules">All rules that ask about other objects.</param>
internal sealed record CrossObjectTime(TimeSpan Parse, TimeSpan Index, TimeSpan Rules)
{
    /// <summary>The objects that are looked at.</summary>
    public const int Objects = Applications * 5;

    private const int Applications = 4000;
    private const int ApplicationsInFile = 10;

    /// <summary>The whole pass over the objects, as a part of what the parser takes.</summary>
    public double Ratio => (Index + Rules) / Parse;

    /// <summary>The best of several rounds for each part: whatever else the machine does can only add to it.</summary>
    public static CrossObjectTime Measure(int rounds)
    {
        var files = Generate();
        var (parse, index, rules) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            parse = Min(parse, Time(() => Parsed(files)));

            // The set answers many questions but once, so every round has its own.
            var input = Read(files);
            var objects = input.Manifests.Objects;
            if (objects.Count != Objects)
                throw new InvalidOperationException($"Generated {objects.Count} objects.");
            index = Min(index, Time(() => new ManifestSet(objects)));
            rules = Min(rules, Time(() => Lint(input, RulesAcrossObjects())));
        }

        return new CrossObjectTime(parse, index, rules);
    }

    /// <summary>What each rule takes alone, the longest first; what several rules share is in each of them.</summary>
    public static IEnumerable<(string Rule, TimeSpan Time)> MeasureRules()
    {
        var files = Generate();
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            foreach (var rule in RulesAcrossObjects())
            {
                var input = Read(files);
                times[rule.SupportedDiagnostics[0].Id] = Time(() => Lint(input, [rule]));
            }
        }

        return times.OrderByDescending(static pair => pair.Value).Select(static pair => (pair.Key, pair.Value));
    }

    /// <summary>A Service, a Deployment, an autoscaler, a budget and a policy for each application, all of which name the pods, and the pods the next Service.</summary>
    internal static (string Path, byte[] Text)[] Generate()
    {
        var files = new List<(string, byte[])>();
        var text = new StringBuilder();
        for (var i = 0; i < Applications; i++)
        {
            var space = i / 400;
            var next = (i % 400) == 399 ? i - 399 : i + 1;
            var caller = (i % 400) == 0 ? i + 399 : i - 1;
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: app-{{i}}
                  namespace: team-{{space}}
                spec:
                  selector:
                    app: app-{{i}}
                  ports:
                    - name: http
                      port: 80
                      targetPort: http
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: app-{{i}}
                  namespace: team-{{space}}
                spec:
                  selector:
                    matchLabels:
                      app: app-{{i}}
                  template:
                    metadata:
                      labels:
                        app: app-{{i}}
                    spec:
                      containers:
                        - name: web
                          image: registry.example/app-{{i}}:1.0
                          env:
                            - name: NEXT
                              value: http://app-{{next}}.team-{{space}}.svc.cluster.local:80
                          ports:
                            - name: http
                              containerPort: 8080
                          readinessProbe:
                            httpGet:
                              port: http
                          resources:
                            requests:
                              cpu: 100m
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: app-{{i}}
                  namespace: team-{{space}}
                spec:
                  scaleTargetRef:
                    apiVersion: apps/v1
                    kind: Deployment
                    name: app-{{i}}
                  minReplicas: 2
                  maxReplicas: 5
                  metrics:
                    - type: Resource
                      resource:
                        name: cpu
                        target:
                          type: Utilization
                          averageUtilization: 70
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata:
                  name: app-{{i}}
                  namespace: team-{{space}}
                spec:
                  maxUnavailable: 1
                  selector:
                    matchLabels:
                      app: app-{{i}}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: app-{{i}}
                  namespace: team-{{space}}
                spec:
                  podSelector:
                    matchLabels:
                      app: app-{{i}}
                  ingress:
                    - from:
                        - podSelector:
                            matchLabels:
                              app: app-{{caller}}
                      ports:
                        - port: http

                """);
            if (i % ApplicationsInFile != ApplicationsInFile - 1)
                continue;
            files.Add(($"apps/apps-{i / ApplicationsInFile:D4}.yaml", Encoding.UTF8.GetBytes(text.ToString())));
            text.Clear();
        }

        return [.. files];
    }

    private static AnalysisInput Read((string Path, byte[] Text)[] files) =>
        InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(file.Text))));

    /// <summary>The rules whose source asks the set of all objects for something.</summary>
    private static IEnumerable<ManifestAnalyzer> RulesAcrossObjects()
    {
        var asking = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Rules"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => File.ReadAllText(file).Replace("EksLint.Manifests", "", StringComparison.Ordinal).Contains("Manifests", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet(StringComparer.Ordinal);
        return RuleList.CreateAnalyzers().Where(rule => asking.Contains(rule.GetType().Name));
    }

    private static LintResult Lint(AnalysisInput input, IEnumerable<ManifestAnalyzer> rules) =>
        new LintDriver(rules, RuleSettings.Default) { Threads = 1 }.Run(input);

    private static int Parsed((string Path, byte[] Text)[] files)
    {
        var producer = new YamlDotNetProducer();
        var documents = 0;
        foreach (var (path, text) in files)
        {
            var file = new SourceFile(path, text);
            foreach (var span in DocumentSplitter.Split(file.Text))
            {
                if (producer.Produce(file, span, out _) is not null)
                    throw new InvalidOperationException("The reference parser refuses what was generated.");
                documents++;
            }
        }

        return documents;
    }

    private static TimeSpan Time<T>(Func<T> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var result = work();
        process.Refresh();
        var time = process.TotalProcessorTime - start;
        GC.KeepAlive(result);
        return time;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
