using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2019: a clusterIP outside the block of which the cluster's Services get their addresses.</summary>
/// <remarks>kubernetes/kubernetes, pkg/registry/core/service/storage/alloc.go and pkg/registry/core/service/ipallocator: the first address and, of IPv4, the last one
/// are no Service's either. A ServiceCIDR object adds blocks since 1.33 (KEP-1880).</remarks>
public sealed class ClusterIpOutsideRange : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2019",
        title: "The clusterIP is outside the service CIDR",
        messageFormat: "clusterIP {0} of Service '{1}' is not in {2}, of which the cluster's Services get their addresses",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: the provided IP is not in the valid range.",
        helpLinkUri: RuleHelp.Uri("EKS2019"),
        customTags: "cluster-ip-outside-range");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        var (clusterIP, clusterIPs) = (spec.ClusterIP, spec.ClusterIPs);
        if ((!clusterIP.IsSet && !clusterIPs.IsSet) || spec.Type.Is("ExternalName"u8) || context.Manifest.IsTransformed)
            return;
        if (context.Cluster.ServiceCidr is not { } block || context.Manifests.OfKind("networking.k8s.io", "ServiceCIDR").Count > 0)
            return;
        if (clusterIP.IsSet)
        {
            Check(context, clusterIP, block);
            return;
        }

        foreach (var address in clusterIPs)
            Check(context, address, block);
    }

    private static void Check(ObjectAnalysisContext<Service> context, StringValue clusterIP, Cidr block)
    {
        if (!IpAddress.TryParse(clusterIP.Text, out var address) || address.IsIPv6 != block.IsIPv6)
            return;
        if (block.Contains(address) && address != block.First && (block.IsIPv6 || address != block.Last))
            return;
        context.Report(Rule, clusterIP, clusterIP.Text, context.Object.Name, block)
            .AlsoAt(context.Cluster.Config is { } config ? config.KubernetesNetworkConfig.ServiceIPv4CIDR.Node : default, "the block");
    }
}
