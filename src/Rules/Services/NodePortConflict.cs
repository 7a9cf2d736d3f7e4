using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2007: the same node port twice.</summary>
/// <remarks>kubernetes/kubernetes, pkg/registry/core/service/portallocator: a port of the nodes belongs to one Service of the cluster, whatever its namespace
/// and the protocol. Within a Service the ports of one number may share one, for different protocols: pkg/registry/core/service/storage/alloc.go,
/// initNodePorts.</remarks>
public sealed class NodePortConflict : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2007",
        title: "The same node port is used twice",
        messageFormat: "{0} {1} ({2}) is used by {3} too",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the second Service: the port is already allocated.",
        helpLinkUri: RuleHelp.Uri("EKS2007"),
        customTags: "node-port-conflict");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        if (!context.ReportedManifests.Any(MayNamePorts))
            return;
        var claims = new DeploymentIndex<long>();
        foreach (var manifest in context.Manifests.OfKind("", Service.Kind))
        {
            if (!MayNamePorts(manifest))
                continue;
            var service = new Service(manifest);
            Dictionary<long, ServicePort>? own = null;
            foreach (var port in service.Spec.Ports)
            {
                if (port.NodePort is not { Node.Exists: true, Number: > 0 and var number } || port.Protocol.IsUnknown || !service.MayHaveNodePort(port))
                    continue;
                if ((own ??= []).TryAdd(number, port))
                    Claim(context, claims, manifest, port.NodePort, port.Protocol.Or("TCP"));
                else if (own[number].Protocol.Or("TCP") == port.Protocol.Or("TCP") || own[number].Port.Number != port.Port.Number)
                    Report(context, manifest, port.NodePort, port.Protocol.Or("TCP"), "another port of this Service", own[number].NodePort.Node);
            }

            if (service.MayHaveHealthCheckNodePort() && service.Spec.HealthCheckNodePort.Number > 0)
                Claim(context, claims, manifest, service.Spec.HealthCheckNodePort, "health checks");
        }
    }

    private static bool MayNamePorts(ManifestObject manifest) =>
        manifest.Is("", Service.Kind) && manifest.Root.Document.MayHold(DocumentWords.NodePort | DocumentWords.HealthCheckNodePort);

    private static void Claim(ManifestSetAnalysisContext context, DeploymentIndex<long> claims, ManifestObject manifest, IntegerValue port, string use)
    {
        if (claims.Claim(port.Number!.Value, manifest, port.Node) is not { } earlier)
            return;
        var finding = Report(context, manifest, port, use, earlier.Manifest == manifest ? "another port of this Service" : earlier.Manifest.ToString(), earlier.Node);
        if (!earlier.IsCertain)
            finding.WithSeverity(DiagnosticSeverity.Warning);
    }

    private static DiagnosticBuilder Report(ManifestSetAnalysisContext context, ManifestObject manifest, IntegerValue port, string use, string other, YamlNode first) =>
        context.ReportIn(manifest, Rule, port.Node, port.Node.Key, port.Number, use, other).AlsoAt(first, "the first use");
}
