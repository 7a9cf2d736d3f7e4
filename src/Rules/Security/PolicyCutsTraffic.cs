using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4007: a load balancer sends traffic to pods whose NetworkPolicies refuse it.</summary>
/// <remarks>What a load balancer sends comes from its own addresses in the VPC, from a node that passed it on, or from the client (Elastic Load Balancing
/// user guides, "Target groups": client IP preservation; Kubernetes documentation, "Using Source IP"), never from a pod: selectors of pods and namespaces
/// do not admit it (Kubernetes documentation, Network Policies, "Behavior of to and from selectors"). Controllers whose pods receive the traffic
/// themselves, as ingress-nginx, are left out.</remarks>
public sealed class PolicyCutsTraffic : ManifestAnalyzer
{
    private const int MostPods = 16;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4007",
        title: "NetworkPolicies refuse what a load balancer sends",
        messageFormat: "{0} sends traffic of its load balancer to port {1} of {2}, where NetworkPolicies admit {3} on it",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Targets become unhealthy, and clients time out.",
        helpLinkUri: RuleHelp.Uri("EKS4007"),
        customTags: "policy-cuts-traffic");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<Service>(AnalyzeService);
        context.RegisterObjectAction<Ingress>(AnalyzeIngress);
    }

    private static void AnalyzeService(ObjectAnalysisContext<Service> context)
    {
        if (context.Manifests.NetworkPolicies.IsEmpty)
            return;
        var owner = context.LoadBalancerOf(context.Object).Owner;
        if (owner is not (LoadBalancerOwner.LoadBalancerController or LoadBalancerOwner.AutoMode or LoadBalancerOwner.ControllerOrAutoMode or LoadBalancerOwner.InTree))
            return;

        // A Network Load Balancer may keep the address of the client, which is any.
        foreach (var port in context.Object.Spec.Ports)
        {
            if (FindRefusal(context, context.Manifest, context.Object, port, addresses: null) is { } refusal)
                Report(context, context.Manifest, new TargetPort(port).Node, refusal);
        }
    }

    private static void AnalyzeIngress(ObjectAnalysisContext<Ingress> context)
    {
        if (context.Manifests.NetworkPolicies.IsEmpty || context.Manifest.IsTransformed || !context.LoadBalancerOf(context.Object).IsApplicationLoadBalancer)
            return;
        var addresses = VpcAddresses.Of(context.Cluster);
        var seen = new HashSet<(string Service, string Port)>();
        foreach (var backend in context.Object.Backends())
        {
            var reference = backend.Service.Port;
            var name = backend.Service.Name;
            if (!seen.Add((name.Text, reference.Name.Or(reference.Number.ToString()))))
                continue;
            if (context.Manifests.FindAllNearest("", Service.Kind, context.Manifest.Namespace, name.Text, context.Manifest.Place) is not [var only])
                continue;
            var service = Service.From(only);
            var port = service.Spec.Ports.AsEnumerable()
                .FirstOrDefault(port => reference.Name.IsSet ? port.Name.Is(reference.Name.Text) : port.Port.Number is { } number && number == reference.Number.Number);
            if (port.Node.Exists && FindRefusal(context, context.Manifest, service, port, addresses) is { } refusal)
                Report(context, context.Manifest, name.Node, refusal);
        }
    }

    /// <summary>Who refuses the traffic to a port of a Service; null where some pods take it, or may do so.</summary>
    private static Refusal? FindRefusal(ReportingContext context, ManifestObject sender, Service service, ServicePort port, VpcAddresses? addresses)
    {
        var target = new TargetPort(port);
        var selected = context.Manifests.PodsSelectedBy(service);
        if (target.IsUnknown || port.Protocol.IsUnknown || !selected.AreKnown || selected.Pods.Count > MostPods || !context.Manifests.NetworkPolicies.AreAlone || context.Manifests.MayHoldMoreNear(sender))
            return null;
        Refusal? first = null;
        foreach (var pods in selected.Pods)
        {
            if (FindRefusal(context, pods, target, addresses) is not { } refusal)
                return null;
            first ??= refusal;
        }

        return first;
    }

    private static Refusal? FindRefusal(ReportingContext context, PodSource pods, TargetPort target, VpcAddresses? addresses)
    {
        var declared = pods.RunningContainers.SelectMany(static container => container.Ports.AsEnumerable()).FirstOrDefault(port => port.Name.IsSet && port.Name.Is(target.Text));
        if ((target.Number ?? declared.ContainerPortField.Number) is not { } number || !(pods.Spec.HostNetwork.Node.IsNull || pods.Spec.HostNetwork.IsFalse))
            return null;
        if (context.Manifests.NetworkPolicies.Of(pods) is not { } policies
            || policies.FindLimit(TrafficDirection.Ingress) is not { } limit
            || policies.FindRules(TrafficDirection.Ingress) is not { } rules)
        {
            return null;
        }

        var covering = rules.Where(rule => rule.MayCover(number, target.Protocol, pods)).ToArray();
        return Array.Exists(covering, rule => MayAdmitOthersThanPods(rule, addresses)) ? null : new Refusal(pods, number, limit, covering.Length > 0 ? covering[0] : null);
    }

    private static bool MayAdmitOthersThanPods(PolicyRule rule, VpcAddresses? addresses) =>
        rule.AdmitsEverybody || rule.Peers.AsEnumerable().Any(peer => peer.IsBlock() && (addresses is null || addresses.MayBeIn(peer.IpBlock)));

    private static void Report(ReportingContext context, ManifestObject sender, YamlNode place, Refusal refusal)
    {
        var admitted = refusal.Rule is not { } rule ? "nobody" : rule.Peers.AsEnumerable().Any(static peer => !peer.IsBlock()) ? "pods only" : "other addresses only";
        context.ReportIn(sender, Rule, place, sender, refusal.Port, refusal.Pods.Owner, admitted)
            .AlsoAt(refusal.Rule is { } covering ? covering.Node : refusal.Limit.Spec.Node, refusal.Rule is null ? $"NetworkPolicy '{refusal.Limit.Manifest.Name}' limits what reaches the pods" : "who may reach the port")
            .WithHelp("Admit an ipBlock with the CIDR of the load balancer's subnets on this port");
    }

    private sealed record Refusal(PodSource Pods, long Port, NetworkPolicy Limit, PolicyRule? Rule);
}
