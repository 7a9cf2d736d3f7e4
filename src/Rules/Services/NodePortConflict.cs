using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2007: the same node port twice for one protocol.</summary>
/// <remarks>kubernetes/kubernetes, pkg/registry/core/service/portallocator: a port of the nodes belongs to one Service of the cluster, whatever its namespace.</remarks>
public sealed class NodePortConflict : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2007",
        title: "The same node port is used twice",
        messageFormat: "nodePort {0} ({1}) is used by {2} too",
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
        var claims = new DeploymentIndex<(long Port, string Protocol)>();
        foreach (var manifest in context.Manifests.Objects.Where(static manifest => manifest.Is("", "Service")))
        {
            foreach (var port in new Service(manifest).Spec.Ports)
            {
                if (port.NodePort.Number is not > 0 || port.Protocol.IsUnknown)
                    continue;
                var key = (port.NodePort.Number.Value, port.Protocol.Or("TCP"));
                if (claims.Claim(key, manifest, port.NodePort.Node) is not { } earlier)
                    continue;
                var finding = context.ReportIn(
                        manifest,
                        Rule,
                        port.NodePort.Node,
                        key.Item1,
                        key.Item2,
                        earlier.Manifest == manifest ? "another port of this Service" : earlier.Manifest.ToString())
                    .AlsoAt(earlier.Node, "the first use");
                if (!earlier.IsCertain)
                    finding.WithSeverity(DiagnosticSeverity.Warning);
            }
        }
    }
}
