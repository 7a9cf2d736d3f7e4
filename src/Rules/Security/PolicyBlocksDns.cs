using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4005: pods may send some traffic, but cannot ask for names.</summary>
/// <remarks>Once a policy limits the egress of pods, everything that no policy admits is refused, DNS with the rest: Kubernetes documentation, Network Policies,
/// "Default deny all egress traffic". Pods ask the cluster's DNS unless dnsPolicy says otherwise: kubernetes/kubernetes,
/// pkg/kubelet/network/dns/dns.go. CoreDNS answers on port 53 in kube-system, its node-local cache on 169.254.20.10; answers that do not fit into a
/// UDP packet are asked for again over TCP (RFC 7766).</remarks>
public sealed class PolicyBlocksDns : ManifestAnalyzer
{
    private const int DnsPort = 53;
    private const int LinkLocalPrefix = 16;
    private const int MostPods = 16;
    private const string DnsRule = "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]}";

    private static IpAddress NodeLocalDns => IpAddress.TryParse("169.254.20.10", out var address) ? address : default;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4005",
        title: "Egress policies keep pods from DNS",
        messageFormat: "The egress policies of {0} admit traffic, but {1}",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every name fails to resolve, so that even what is admitted is not reached.",
        helpLinkUri: RuleHelp.Uri("EKS4005"),
        customTags: "policy-blocks-dns");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        var policies = context.Manifests.NetworkPolicies;
        if (context.Object.Limits(TrafficDirection.Egress) != true || context.Object.Spec.Egress.Count == 0)
            return;
        if (context.Manifest.IsTransformed || !policies.AreAlone || context.Manifests.MayHoldMoreNear(context.Manifest))
            return;

        foreach (var pods in context.Manifests.PodsSelectedBy(context.Object).Pods.Take(MostPods))
        {
            if (!AskClusterDns(pods) || policies.Of(pods) is not { } ofPods || ofPods.FindLimit(TrafficDirection.Egress) is null)
                continue;

            // Pods meet all their policies at once: the first one speaks for all.
            if (ofPods.FindRules(TrafficDirection.Egress) is not { } rules || rules.First().Policy.Manifest != context.Manifest || !rules.Any(NeedNames))
                continue;
            if (Report(context, pods, [.. rules]))
                return;
        }
    }

    private static bool Report(ObjectAnalysisContext<NetworkPolicy> context, PodSource pods, IReadOnlyList<PolicyRule> rules)
    {
        var overUdp = rules.FirstOrDefault(rule => MayReachDns(context, rule, "UDP"));
        var overTcp = rules.FirstOrDefault(rule => MayReachDns(context, rule, "TCP"));
        if (overUdp.Node.Exists && overTcp.Node.Exists)
            return false;

        if (overUdp.Node.Exists)
        {
            ReportProtocol(context, pods, overUdp, "TCP", "DNS over UDP only: long answers are lost").WithSeverity(DiagnosticSeverity.Info);
        }
        else if (overTcp.Node.Exists)
        {
            ReportProtocol(context, pods, overTcp, "UDP", "DNS over TCP only: names are asked for over UDP, and a port without protocol is TCP");
        }
        else
        {
            var egress = context.Object.Spec.Egress.Node;
            context.Report(Rule, egress, pods.Owner, "no DNS: port 53 of kube-system")
                .AlsoAt(pods.LabelsNode, "the labels of the pods")
                .WithFix("Admit DNS in kube-system", FixSafety.Offer, YamlEdit.AddItemSource(egress, DnsRule));
        }

        return true;
    }

    private static DiagnosticBuilder ReportProtocol(ObjectAnalysisContext<NetworkPolicy> context, PodSource pods, PolicyRule rule, string missing, string problem)
    {
        var port = rule.Ports.AsEnumerable().First(static port => port.MayBe(DnsPort, port.Protocol.Or("TCP"), called: null));
        return context.ReportIn(rule.Policy.Manifest, Rule, port.Port.IsSet ? port.Port.Node : port.Node, pods.Owner, problem)
            .WithFix($"Admit port 53 over {missing} too", FixSafety.Offer, YamlEdit.AddItemSource(rule.Ports.Node, $"{{protocol: {missing}, port: 53}}"));
    }

    private static bool AskClusterDns(PodSource pods) =>
        pods.Spec.DnsPolicy.Or("ClusterFirst") is "ClusterFirst" or "ClusterFirstWithHostNet" && (pods.Spec.HostNetwork.Node.IsNull || pods.Spec.HostNetwork.IsFalse);

    /// <summary>Whether what a rule admits is reached by name: all but single addresses.</summary>
    private static bool NeedNames(PolicyRule rule) =>
        rule.AdmitsEverybody
        || rule.Peers.AsEnumerable().Any(static peer => !peer.IsBlock() || !Cidr.TryParse(peer.IpBlock.Cidr.Text, out var block) || block.PrefixLength < block.Address.BitLength);

    private static bool MayReachDns(ObjectAnalysisContext<NetworkPolicy> context, PolicyRule rule, string protocol) =>
        rule.MayCover(DnsPort, protocol, called: null)
        && (rule.AdmitsEverybody || rule.Peers.AsEnumerable().Any(peer => MayHoldDns(context, rule, peer)));

    private static bool MayHoldDns(ObjectAnalysisContext<NetworkPolicy> context, PolicyRule rule, NetworkPolicyPeer peer)
    {
        if (peer.IsBlock())
            return VpcAddresses.AnyPrivate.MayBeIn(peer.IpBlock) || MayBeNodeLocalDns(context, peer.IpBlock);
        if (!peer.IsOwnPods())
        {
            // Who names port 53 of other pods means a name server of his own.
            return peer.NamespaceNames() is not { } names || names.Contains("kube-system", StringComparer.Ordinal) || rule.Ports.Count > 0;
        }

        var own = context.Manifest.Namespace;
        return !context.Manifests.KnowsAllPodsNear(context.Manifest, own)
            || context.Manifests.FindPods(Selector.From(peer.PodSelector), own, context.Manifest.Place) is not { } found
            || found.Take(MostPods).Any(static pods => pods.RunningContainers
                .Any(static container => container.Ports.AsEnumerable().Any(static port => port.ContainerPortField.Number is DnsPort or null)));
    }

    /// <summary>Not every cluster has the cache: a block is meant for it that is that of such addresses, or where the set holds it.</summary>
    private static bool MayBeNodeLocalDns(ObjectAnalysisContext<NetworkPolicy> context, IPBlock peer) =>
        Cidr.TryParse(peer.Cidr.Text, out var block)
        && block.Contains(NodeLocalDns)
        && (block.PrefixLength >= LinkLocalPrefix || context.Manifests.Find("apps", DaemonSet.Kind, "kube-system", "node-local-dns", context.Manifest.Place) is not null);
}
