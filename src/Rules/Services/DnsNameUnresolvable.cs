using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2023: a container or a configuration names a Service that does not exist, or a port that it does not have.</summary>
/// <remarks>A name without Service has no record: kubernetes/dns, docs/specification.md, 2.3. To the address of a Service only its own ports are
/// forwarded: kubernetes/kubernetes, pkg/proxy/iptables/proxier.go, syncProxyRules.</remarks>
public sealed class DnsNameUnresolvable : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2023",
        title: "A name that leads to no Service, or to a port that the Service does not have",
        messageFormat: "{0} refers to '{1}', but {2}",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The name does not resolve (\"no such host\"); connections to a port that the Service does not have are refused or time out.",
        helpLinkUri: RuleHelp.Uri("EKS2023"),
        customTags: "dns-name-unresolvable");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        var dns = context.Manifests.Dns;
        if (dns.FindReferences(context.Manifest) is { Count: > 0 } found)
            Analyze(context, dns, found);
    }

    private static void Analyze(ManifestAnalysisContext context, ClusterDns dns, IReadOnlyList<ServiceReference> found)
    {
        foreach (var references in found.GroupBy(static reference => (reference.Namespace, reference.Name)))
        {
            if (dns.IsMissing(references.First(), context.Manifest))
            {
                ReportService(context, [.. references]);
                continue;
            }

            foreach (var same in references.GroupBy(static reference => reference.Port))
            {
                if (dns.FindWithoutPort(same.First(), context.Manifest) is { } service && InnerPort.Find(service, same.First().PortText, context.Manifests) is null)
                    ReportPort(context, [.. same], service);
            }
        }
    }

    /// <summary>Without a near name the Service may come from a chart that is not in the set: then it is a hint.</summary>
    private static void ReportService(ManifestAnalysisContext context, IReadOnlyList<ServiceReference> references)
    {
        var first = references[0];
        var finding = context.Report(Rule, first.NamePlace, first.Node, context.Manifest.ToString(), first.Text, $"namespace '{first.Namespace}' has no Service '{first.Name}'")
            .AlsoAt(references.Select(static reference => reference.NamePlace));
        if (context.Manifests.Dns.FindNearest(first, context.Manifest) is not { } nearest)
            finding.WithSeverity(DiagnosticSeverity.Info);
        else if (nearest.Name != first.Name)
            finding.DidYouMean(first.Name, nearest.Name, references.Select(static reference => reference.NamePlace));
        else
            finding.WithHint($"namespace '{nearest.Namespace}' has one").WithReplacement(first.Namespace, nearest.Namespace, references.Select(static reference => reference.NamespacePlace));
    }

    private static void ReportPort(ManifestAnalysisContext context, IReadOnlyList<ServiceReference> references, Service service)
    {
        var first = references[0];
        var finding = context.Report(Rule, first.PortPlace, first.Node, context.Manifest.ToString(), first.Text, $"Service '{service.Name}' has no port {first.Port}")
            .AlsoAt(service.Spec.Ports.Node, "the ports that it has")
            .AlsoAt(references.Select(static reference => reference.PortPlace));
        var ports = service.Spec.Ports.AsEnumerable().Select(static port => port.Port.ToString()).ToArray();
        var nearest = ports is [var only] ? only : NearestName.Find(first.PortText, ports);
        if (nearest is not null)
            finding.DidYouMean(first.PortText, nearest, references.Select(static reference => reference.PortPlace));
    }
}
