using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2024: a container or a configuration names a Service with the port of its pods or nodes.</summary>
/// <remarks>To the address of a Service only its own ports are forwarded: kubernetes/kubernetes, pkg/proxy/iptables/proxier.go, syncProxyRules. The target
/// port is the pods', the node port the nodes'.</remarks>
public sealed class DnsNameExternalPort : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2024",
        title: "A Service is named with the port of its pods or nodes",
        messageFormat: "{0} refers to '{1}', but {2} is the {3} of Service '{4}', whose port is {5}",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Nothing answers on this port of the Service: connections are refused or time out.",
        helpLinkUri: RuleHelp.Uri("EKS2024"),
        customTags: "dns-name-external-port");

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
        foreach (var references in found.GroupBy(static reference => (reference.Namespace, reference.Name, reference.Port)))
        {
            var first = references.First();
            if (dns.FindWithoutPort(first, context.Manifest) is not { } service || InnerPort.Find(service, first.PortText, context.Manifests) is not { } inner)
                continue;
            var places = references.Select(static reference => reference.PortPlace).ToArray();
            context.Report(Rule, first.PortPlace, first.Node, context.Manifest.ToString(), first.Text, first.Port, inner.Role, service.Name, inner.Port.Port.ToString())
                .AlsoAt(inner.Port.Port.Node, "the port to use")
                .AlsoAt(places)
                .WithReplacement(first.PortText, inner.Port.Port.ToString(), places);
        }
    }
}
