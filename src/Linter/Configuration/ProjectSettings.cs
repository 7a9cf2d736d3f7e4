using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Values;

namespace EksLint.Configuration;

/// <summary>A setting with who made it, for people: an option, a place in a file, <c>default</c>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">Who made it.</param>
public sealed record Setting<T>(T Value, string Origin);

/// <summary>The settings of a run: command line, configuration file and <c>.editorconfig</c> in one. A path's own are <see cref="Resolve"/>d from them.</summary>
public sealed class ProjectSettings
{
    /// <summary>The path that is shown for standard input without a name.</summary>
    public const string StandardInput = "<stdin>";

    private readonly string _workingDirectory;
    private readonly PathGlobs _exclude;
    private readonly ConfigurationRules? _rules;

    /// <summary>Puts settings together.</summary>
    /// <param name="workingDirectory">The directory to which shown paths belong.</param>
    /// <param name="root">The directory from which patterns of paths count.</param>
    /// <param name="file">The configuration file; null where there is none.</param>
    /// <param name="rules">The rules as the command line sets them; what the file says is added.</param>
    /// <param name="kubernetesVersion">The version that the command line names.</param>
    public ProjectSettings(string workingDirectory, string root, ConfigurationFile? file, RuleSettings rules, KubernetesVersion? kubernetesVersion = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _workingDirectory = workingDirectory;
        Root = root;
        File = file;
        Rules = rules;
        KubernetesVersion = kubernetesVersion is { } given ? new(given, "--kubernetes-version") : Merge(file?.KubernetesVersion);
        _exclude = new PathGlobs(file?.Exclude.Select(static pattern => pattern.Value) ?? []);
        if (file is null)
            return;
        _rules = new ConfigurationRules(file, ToProjectPath);
        rules.Add(_rules);
        Externals = [.. file.Externals.Select(static external => external.Value)];
        Cluster = new ClusterSettings
        {
            ServiceCidr = file.ServiceCidr?.Value,
            NodePortRange = file.NodePortRange?.Value,
            ServiceMutatorWebhook = file.ServiceMutatorWebhook?.Value,
            PrefixDelegation = file.PrefixDelegation?.Value,
            CustomNetworking = file.CustomNetworking?.Value,
            PodEni = file.PodEni?.Value,
        };
    }

    /// <summary>The directory from which patterns of paths count.</summary>
    public string Root { get; }

    /// <summary>The configuration file; null where there is none.</summary>
    public ConfigurationFile? File { get; }

    /// <summary>Which rules run, and with what severity.</summary>
    public RuleSettings Rules { get; }

    /// <summary>The version to check against; null to take that of the nearest ClusterConfig.</summary>
    public Setting<KubernetesVersion>? KubernetesVersion { get; }

    /// <summary>The patterns of what is passed over.</summary>
    public IReadOnlyList<string> Exclude => _exclude.Patterns;

    /// <summary>What exists though no manifest holds it.</summary>
    public IReadOnlyList<ExternalObject> Externals { get; } = [];

    /// <summary>What is said of the cluster.</summary>
    public ClusterSettings Cluster { get; } = ClusterSettings.None;

    /// <summary>Whether a file or directory is passed over.</summary>
    /// <param name="path">Its full path, or one relative to the working directory.</param>
    public bool IsExcluded(string path) => Exclude.Count > 0 && ToProjectPath(path) is { } inProject && _exclude.IsMatch(inProject);

    /// <summary>The name of what a file is deployed with; null where only directories tell.</summary>
    /// <param name="path">The path of the file as it is shown.</param>
    public string? ScopeOf(string path) => FindScope(path)?.Name;

    /// <summary>The settings of one path.</summary>
    /// <param name="path">The path as it is shown.</param>
    /// <param name="names">The rules that exist.</param>
    public PathSettings Resolve(string path, RuleNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var source = new Syntax.SourceFile(path, []);
        var excluded = ToProjectPath(path) is { } inProject ? File?.Exclude.FirstOrDefault(pattern => new PathGlobs([pattern.Value]).IsMatch(inProject)) : null;
        return new PathSettings(
            path,
            KubernetesVersion,
            Merge(excluded),
            FindScope(path) is { } scope ? new(scope.Name, ConfigurationRules.OriginOf(scope.Location)) : null,
            [.. names.Rules.Select(rule => (rule, Rules.Explain(rule, source))).Where(static rule => rule.Item2.Origin != "default")],
            _rules is null ? [] : [.. _rules.ObjectOverridesOf(path)]);
    }

    /// <summary>What is said of the cluster: name, value, who says it.</summary>
    public IEnumerable<(string Name, string Value, string Origin)> DescribeCluster()
    {
        if (File is null)
            yield break;
        (string Name, (string Value, string Origin)? Setting)[] settings =
        [
            ("serviceCidr", Describe(File.ServiceCidr)),
            ("nodePortRange", Describe(File.NodePortRange)),
            ("loadBalancerController.serviceMutatorWebhook", Describe(File.ServiceMutatorWebhook)),
            ("vpcCni.prefixDelegation", Describe(File.PrefixDelegation)),
            ("vpcCni.customNetworking", Describe(File.CustomNetworking)),
            ("vpcCni.podEni", Describe(File.PodEni)),
        ];
        foreach (var (name, setting) in settings)
        {
            if (setting is var (value, origin))
                yield return (name, value, origin);
        }
    }

    /// <summary>The place of a setting, for people.</summary>
    public static string OriginOf(Syntax.SourceLocation location) => ConfigurationRules.OriginOf(location);

    /// <summary>The word for a severity in a configuration file.</summary>
    public static string WordFor(Microsoft.CodeAnalysis.ReportDiagnostic severity) => SeverityWords.Write(severity);

    private static (string Value, string Origin)? Describe<T>(Written<T>? written)
        where T : notnull =>
        written is null ? null : (written.Value is bool flag ? flag ? "true" : "false" : written.Value.ToString() ?? "", OriginOf(written.Location));

    private static Setting<T>? Merge<T>(Written<T>? written) => written is null ? null : new(written.Value, ConfigurationRules.OriginOf(written.Location));

    private FileScope? FindScope(string path) =>
        File is { Scopes.Count: > 0 } && ToProjectPath(path) is { } inProject ? File.Scopes.FirstOrDefault(scope => scope.Files.IsMatch(inProject)) : null;

    /// <summary>A path from the project's directory down; null for what lies elsewhere and for standard input.</summary>
    private string? ToProjectPath(string path)
    {
        if (path == StandardInput)
            return null;
        var relative = Path.GetRelativePath(Root, Path.GetFullPath(path, _workingDirectory)).Replace('\\', '/');
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }
}

/// <summary>The settings that count for one path, each with who made it.</summary>
/// <param name="Path">The path.</param>
/// <param name="KubernetesVersion">The version to check against; null to take that of the nearest ClusterConfig.</param>
/// <param name="Excluded">The pattern that passes it over; null where none does.</param>
/// <param name="Scope">What it is deployed with; null where only directories tell.</param>
/// <param name="Rules">The rules to which somebody gave a severity.</param>
/// <param name="ObjectOverrides">What counts for some objects in it only, the strongest first.</param>
public sealed record PathSettings(
    string Path,
    Setting<KubernetesVersion>? KubernetesVersion,
    Setting<string>? Excluded,
    Setting<string>? Scope,
    IReadOnlyList<(Microsoft.CodeAnalysis.DiagnosticDescriptor Rule, GivenSeverity Given)> Rules,
    IReadOnlyList<RuleOverride> ObjectOverrides);
