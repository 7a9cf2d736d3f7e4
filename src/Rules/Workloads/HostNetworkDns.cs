using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1012: a pod with hostNetwork that refers to names of the cluster without asking the cluster's DNS.</summary>
/// <remarks>kubernetes/kubernetes, pkg/kubelet/network/dns/dns.go, getPodDNSType: ClusterFirst with hostNetwork is Default; kubernetes/api, core/v1, DNSPolicy.</remarks>
public sealed class HostNetworkDns : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1012",
        title: "A pod on the node's network asks the node's resolver",
        messageFormat: "{0} uses the node's own resolver (hostNetwork with dnsPolicy {1}), which does not know '{2}'",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The name does not resolve: no such host.",
        helpLinkUri: RuleHelp.Uri("EKS1012"),
        customTags: "host-network-dns");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var spec = context.Pods.Spec;
        if (context.Pods.Owner.IsTransformed || !spec.HostNetwork.IsTrue)
            return;
        var policy = spec.DnsPolicy;
        if (spec.DnsConfig.Nameservers.Count > 0 || policy.Text is not ("" or "ClusterFirst" or "Default"))
            return;
        var (node, name) = ClusterDnsReferences.FindFirst(context.Pods);
        if (!node.Exists)
            return;
        context.Report(Rule, policy.IsSet ? policy.Node : spec.HostNetwork.Node, context.Pods.Owner.ToString(), policy.Or("ClusterFirst"), name)
            .AlsoAt(node, "the name")
            .WithFix(
                "Ask the cluster's DNS: dnsPolicy ClusterFirstWithHostNet",
                FixSafety.Offer,
                policy.IsSet ? YamlEdit.ReplaceText(policy.Node, "ClusterFirstWithHostNet") : YamlEdit.AddEntryAfter(spec.HostNetwork.Node, "dnsPolicy", "ClusterFirstWithHostNet"));
    }
}
