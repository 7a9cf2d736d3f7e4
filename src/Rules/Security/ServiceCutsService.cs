using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4012: NetworkPolicies keep every workload that names a Service from the pods behind it.</summary>
/// <remarks>Once a policy selects a pod for ingress, only what some policy admits reaches it (Kubernetes documentation, Network Policies, "The two sorts of pod
/// isolation"), and policies are about the pods and ports behind a Service, not about the Service (kubernetes/kubernetes,
/// staging/src/k8s.io/api/networking/v1/types.go). One workload that is admitted is enough for silence: the others may not call what they name. Peers that
/// select no pod at all are EKS4002's and EKS4003's, ports that no pod declares EKS4004's.</remarks>
public sealed class ServiceCutsService : ManifestAnalyzer
{
    private const int MostPods = 16;
    private const int MostRules = 64;
    private const int MostShown = 3;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4012",
        title: "NetworkPolicies refuse every workload that names a Service",
        messageFormat: "{0} Service '{1}' in vain: NetworkPolicies admit {2} to port {3} of {4}",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Connections to the Service time out.",
        helpLinkUri: RuleHelp.Uri("EKS4012"),
        customTags: "service-cuts-service");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var manifests = context.Manifests;
        if (manifests.NetworkPolicies.In(context.Manifest.Namespace).Count == 0 || !manifests.NetworkPolicies.AreAlone)
            return;
        var called = manifests.PodsSelectedBy(context.Object);
        if (!called.AreKnown || called.Pods.Count > MostPods || manifests.MayHoldMoreNear(context.Manifest))
            return;

        // Who stands behind the Service itself may name it only to say who he is.
        if (manifests.Dns.ReferrersOf(context.Object)?.Where(referrer => !called.Pods.Contains(referrer.Pods)).ToArray() is not { Length: > 0 } referrers)
            return;
        if (!Array.TrueForAll(referrers, static referrer => HasOwnAddress(referrer.Pods) && referrer.Pods.IsWhole && !referrer.Pods.Owner.IsTransformed))
            return;
        Refusal? first = null;
        foreach (var pods in called.Pods)
        {
            if (FindRefusal(context, referrers, pods) is not { } refusal)
                return;
            first ??= refusal;
        }

        Report(context, first!, referrers);
    }

    /// <summary>Who refuses all that the workloads may call at some pods; null where one may come through.</summary>
    private static Refusal? FindRefusal(ObjectAnalysisContext<Service> context, ServiceReferrer[] referrers, PodSource pods)
    {
        if (!HasOwnAddress(pods)
            || context.Manifests.NetworkPolicies.Of(pods) is not { } policies
            || policies.FindLimit(TrafficDirection.Ingress) is not { } limit
            || policies.FindRules(TrafficDirection.Ingress)?.Take(MostRules + 1).ToArray() is not { Length: <= MostRules } rules
            || Array.Exists(rules, rule => IsWrongItself(context.Manifests, rule, pods)))
        {
            return null;
        }

        var addresses = VpcAddresses.Of(context.Cluster);
        Refusal? first = null;
        foreach (var referrer in referrers)
        {
            if (FindPorts(context.Object, referrer.Reference, pods) is not { Count: > 0 } ports)
                return null;
            foreach (var (number, protocol) in ports)
            {
                var covering = Array.FindAll(rules, rule => rule.MayCover(number, protocol, pods));
                if (Array.Exists(covering, rule => MayAdmit(context.Manifests, rule, referrer.Pods, addresses)))
                    return null;
                first ??= new Refusal(pods, number, limit, covering);
            }
        }

        return first;
    }

    /// <summary>The ports of some pods that a name leads to: that of the Service's port that it gives, else all. Null where one is not known: behind the name of
    /// a headless Service a port is the pods' own, whatever its list says.</summary>
    private static List<CalledPort>? FindPorts(Service service, ServiceReference reference, PodSource pods)
    {
        if (service.Spec.ClusterIP.IsUnknown || (service.Spec.ClusterIP.Is("None") && reference.Port is not null))
            return null;
        var found = new List<CalledPort>();
        foreach (var port in service.Spec.Ports)
        {
            if (reference.Port is { } asked && port.Port.Number is { } number && number != asked)
                continue;
            var target = new TargetPort(port);
            var declared = pods.RunningContainers.SelectMany(static container => container.Ports.AsEnumerable()).FirstOrDefault(declared => declared.Name.IsSet && declared.Name.Is(target.Text));
            if (target.IsUnknown || port.Protocol.IsUnknown || (target.Number ?? declared.ContainerPortField.Number) is not { } inner)
                return null;
            found.Add(new CalledPort(inner, target.Protocol));
        }

        return found;
    }

    private static bool MayAdmit(ManifestSet manifests, PolicyRule rule, PodSource client, VpcAddresses addresses) =>
        rule.AdmitsEverybody
        || rule.Peers.AsEnumerable().Any(peer => peer.IsBlock() ? addresses.MayBeIn(peer.IpBlock) : manifests.NetworkPolicies.MayBe(rule.Policy, peer, client));

    /// <summary>Whether a rule has a mistake of its own that explains why it does not admit those who should be.</summary>
    private static bool IsWrongItself(ManifestSet manifests, PolicyRule rule, PodSource pods) =>
        PolicyPeerAndOr.FindMisplaced(manifests, rule) is not null
        || rule.Peers.AsEnumerable().Any(peer => PolicyPeerMatchesNothing.FindEmptyNamespaces(manifests, rule.Policy, peer) is not null)
        || rule.Ports.AsEnumerable().Any(port => IsUndeclared(pods, port));

    /// <summary>Whether no container has a port of a rule; a number says nothing where some container does not declare its ports.</summary>
    private static bool IsUndeclared(PodSource pods, NetworkPolicyPort port) =>
        port.Port.IsSet
        && (port.Port.IsName || pods.RunningContainers.All(static container => container.Ports.Count > 0))
        && !pods.RunningContainers.Any(container => container.Ports.AsEnumerable()
            .Any(declared => declared.ContainerPortField.Number is not { } number || port.MayBe(number, declared.Protocol.Or("TCP"), pods)));

    private static bool HasOwnAddress(PodSource pods) => pods.Spec.HostNetwork.Node.IsNull || pods.Spec.HostNetwork.IsFalse;

    private static void Report(ObjectAnalysisContext<Service> context, Refusal refusal, ServiceReferrer[] referrers)
    {
        var workloads = referrers.Select(static referrer => referrer.Pods.Owner).Distinct().ToArray();
        var shown = string.Join(", ", workloads.Take(MostShown).Select(static workload => workload.ToString()));
        if (workloads.Length > MostShown)
            shown += $" and {workloads.Length - MostShown} more";
        var rule = refusal.Covering.FirstOrDefault();
        var limit = refusal.Limit;
        var ingress = limit.Spec.Ingress.Node;
        var place = rule.Node.Exists ? rule.Peers.Node : ingress.IsNull ? limit.Spec.PodSelector.Node : ingress;
        var finding = context
            .ReportIn(
                rule.Node.Exists ? rule.Policy.Manifest : limit.Manifest,
                Rule,
                place.Exists ? place : limit.Spec.Node,
                shown + (workloads.Length == 1 ? " calls" : " call"),
                context.Manifest.Name,
                rule.Node.Exists ? "only others" : "nobody",
                refusal.Port,
                refusal.Pods.Owner)
            .WithHelp($"Admit the pods of {workloads[0]} in namespace '{workloads[0].Namespace}' to port {refusal.Port}");
        foreach (var referrer in referrers.DistinctBy(static referrer => referrer.Pods.Owner).Take(MostShown))
            finding.AlsoAt(referrer.Reference.NamePlace, $"{referrer.Pods.Owner} names the Service");
    }

    private readonly record struct CalledPort(long Number, string Protocol);

    private sealed record Refusal(PodSource Pods, long Port, NetworkPolicy Limit, PolicyRule[] Covering);
}
