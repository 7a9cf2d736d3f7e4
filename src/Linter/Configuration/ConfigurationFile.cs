using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Configuration;

/// <summary>A value of the configuration, with the place where it is written.</summary>
/// <param name="Value">The value.</param>
/// <param name="Location">The place.</param>
public sealed record Written<T>(T Value, SourceLocation Location);

/// <summary>The severity of some rules.</summary>
/// <param name="Pattern">The rules.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Location">The place of the pattern.</param>
public sealed record RuleSeverity(RulePattern Pattern, ReportDiagnostic Severity, SourceLocation Location);

/// <summary>Objects; null stands for anything.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name, in which <c>*</c> stands for anything.</param>
/// <param name="Namespace">The namespace, in which <c>*</c> stands for anything.</param>
public sealed record ObjectPattern(string? Kind, string? Name, string? Namespace);

/// <summary>Severities for some files or objects.</summary>
/// <param name="Files">The files; null for all.</param>
/// <param name="Objects">The objects; empty for all, and for findings about none.</param>
/// <param name="Rules">The severities.</param>
/// <param name="Reason">Why; empty where nobody says.</param>
/// <param name="Location">The place of the whole.</param>
public sealed record RuleOverride(PathGlobs? Files, IReadOnlyList<ObjectPattern> Objects, IReadOnlyList<RuleSeverity> Rules, string Reason, SourceLocation Location);

/// <summary>Files that are deployed together.</summary>
/// <param name="Name">The name.</param>
/// <param name="Files">The files.</param>
/// <param name="Location">The place of the whole.</param>
public sealed record FileScope(string Name, PathGlobs Files, SourceLocation Location);

/// <summary>A release of a chart, as <c>--helm</c> renders it.</summary>
/// <param name="Chart">The directory of the chart, from that of the configuration file.</param>
/// <param name="Values">The files of values, the last one the strongest.</param>
/// <param name="Namespace">The namespace; null where none is given.</param>
public sealed record HelmRelease(string Chart, IReadOnlyList<string> Values, string? Namespace);

/// <summary>What a configuration file says, and nothing else: no default, no other source.</summary>
public sealed class ConfigurationFile
{
    internal ConfigurationFile(SourceFile source) => Source = source;

    /// <summary>The file.</summary>
    public SourceFile Source { get; }

    /// <summary>The version to check against.</summary>
    public Written<KubernetesVersion>? KubernetesVersion { get; internal init; }

    /// <summary>The patterns of what is passed over.</summary>
    public IReadOnlyList<Written<string>> Exclude { get; internal init; } = [];

    /// <summary>The severities for the project.</summary>
    public IReadOnlyList<RuleSeverity> Rules { get; internal init; } = [];

    /// <summary>The severities for some files or objects.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; internal init; } = [];

    /// <summary>What exists elsewhere.</summary>
    public IReadOnlyList<Written<ExternalObject>> Externals { get; internal init; } = [];

    /// <summary>The addresses of Services.</summary>
    public Written<Cidr>? ServiceCidr { get; internal init; }

    /// <summary>The ports that Services may open on nodes.</summary>
    public Written<PortRange>? NodePortRange { get; internal init; }

    /// <summary>Whether the load balancer controller's webhook for Services is installed.</summary>
    public Written<bool>? ServiceMutatorWebhook { get; internal init; }

    /// <summary>Whether the VPC CNI gives pods addresses from prefixes.</summary>
    public Written<bool>? PrefixDelegation { get; internal init; }

    /// <summary>Whether the VPC CNI puts pods into other subnets than their nodes.</summary>
    public Written<bool>? CustomNetworking { get; internal init; }

    /// <summary>Whether the VPC CNI gives pods security groups of their own.</summary>
    public Written<bool>? PodEni { get; internal init; }

    /// <summary>What is deployed together.</summary>
    public IReadOnlyList<FileScope> Scopes { get; internal init; } = [];

    /// <summary>The releases of charts.</summary>
    public IReadOnlyList<HelmRelease> Helm { get; internal init; } = [];
}
