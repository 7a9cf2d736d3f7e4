using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4004: a NetworkPolicy admits traffic to a port that the pods it selects do not declare.</summary>
/// <remarks>A policy is about the port of the pod, not of the Service, and a name is looked up in the pods: kubernetes/kubernetes,
/// staging/src/k8s.io/api/networking/v1/types.go, NetworkPolicyPort; aws/amazon-network-policy-controller-k8s, pkg/resolvers/endpoints.go,
/// getIngressRulesPorts (a name that no pod declares resolves to nothing). A number needs no declaration to work, so that is a hint unless it is
/// another port of the same Service, near a declared one, or nothing that the policy admits is declared.</remarks>
public sealed class PolicyPortUnknown : ManifestAnalyzer
{
    // More Services over more pods would say nothing new of one port.
    private const int MostPods = 16;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4004",
        title: "A NetworkPolicy admits a port that no pod declares",
        messageFormat: "NetworkPolicy '{0}' admits traffic to port {1}, which none of its pods declares{2}",
        RuleCategories.Security,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The port that was meant stays closed: connections time out.",
        helpLinkUri: RuleHelp.Uri("EKS4004"),
        customTags: "policy-port-unknown");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        var policy = context.Object;
        if (policy.Limits(TrafficDirection.Ingress) != true)
            return;
        var pods = context.Manifests.PodsSelectedBy(policy);
        if (!pods.AreKnown)
            return;

        var numbers = new List<NetworkPolicyPort>();
        foreach (var rule in policy.Rules(TrafficDirection.Ingress))
        {
            foreach (var port in rule.Ports)
            {
                if (port.Port.IsName)
                    AnalyzeName(context, pods, port);
                else if (port.Port.Number is not null && port.EndPort.Node.IsNull && !port.Protocol.IsUnknown)
                    numbers.Add(port);
            }
        }

        AnalyzeNumbers(context, pods, numbers);
    }

    private static void AnalyzeName(ObjectAnalysisContext<NetworkPolicy> context, PodSelection pods, NetworkPolicyPort port)
    {
        var name = port.Port.Name;
        if (port.Protocol.IsUnknown || pods.DeclarePort(name, port.Protocol.Or("TCP")))
            return;
        if (!pods.DeclarePort(name))
        {
            context.Report(Rule, port.Port, context.Manifest.Name, $"'{name}'", "")
                .AlsoAt(pods.PortsNode, pods.PortNames.Any() ? "the ports that they declare" : "their containers declare no named port")
                .DidYouMean(port.Port.Node, pods.PortNames);
            return;
        }

        var declared = pods.Ports.First(declared => declared.Port.Name.Is(name));
        ReportProtocol(context, port, declared, $"'{name}'");
    }

    private static void AnalyzeNumbers(ObjectAnalysisContext<NetworkPolicy> context, PodSelection pods, List<NetworkPolicyPort> numbers)
    {
        // Containers without a list of ports may listen anywhere.
        if (numbers.Count == 0 || !pods.Pods.All(static source => source.RunningContainers.All(static container => container.Ports.Count > 0)))
            return;
        var undeclared = new List<NetworkPolicyPort>();
        foreach (var port in numbers)
        {
            var text = port.Port.ToString();
            if (!pods.DeclarePort(text))
                undeclared.Add(port);
            else if (!pods.DeclarePort(text, port.Protocol.Or("TCP")))
                ReportProtocol(context, port, pods.Ports.First(declared => declared.Port.ContainerPortField.Number == port.Port.Number), text);
        }

        if (undeclared.Count == 0)
            return;

        // A declared port that this policy or another one admits anyway is not the one that was meant.
        var closed = pods.Ports.Where(declared => !IsAdmitted(context, declared)).ToArray();
        foreach (var port in undeclared)
        {
            var finding = context.Report(Rule, port.Port, context.Manifest.Name, port.Port.ToString(), ", though they declare others")
                .AlsoAt(pods.PortsNode, $"they declare {string.Join(", ", pods.Ports.Select(static declared => declared.Port.ContainerPortField.ToString()).Distinct(StringComparer.Ordinal).Take(8))}");
            if (FindForwardedPort(context, pods, port) is var (service, target) && Array.Exists(closed, target.Reaches))
            {
                finding.WithSeverity(DiagnosticSeverity.Warning)
                    .WithHint($"{port.Port} is the port of Service '{service.Manifest.Name}', which forwards to {target.Text}")
                    .WithFix($"Admit {target.Text}", FixSafety.Offer, YamlEdit.ReplaceSource(port.Port.Node, target.Text));
                continue;
            }

            if (Array.Find(closed, declared => NearestName.Distance(declared.Port.ContainerPortField.ToString(), port.Port.ToString(), 1) <= 1) is { } near)
            {
                finding.WithSeverity(DiagnosticSeverity.Warning)
                    .WithHint($"did you mean {near.Port.ContainerPortField}?")
                    .WithFix($"Admit {near.Port.ContainerPortField}", FixSafety.Offer, YamlEdit.ReplaceSource(port.Port.Node, near.Port.ContainerPortField.ToString()));
                continue;
            }

            finding.WithSeverity(closed.Length == pods.Ports.Count ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info);
        }
    }

    private static void ReportProtocol(ObjectAnalysisContext<NetworkPolicy> context, NetworkPolicyPort port, DeclaredPort declared, string shown) =>
        context.Report(Rule, port.Port, context.Manifest.Name, $"{shown} ({port.Protocol.Or("TCP")})", $" for {port.Protocol.Or("TCP")}: they declare it for {declared.Protocol}")
            .WithSeverity(DiagnosticSeverity.Warning)
            .AlsoAt(declared.Port.Node, "their port");

    private static bool IsAdmitted(ObjectAnalysisContext<NetworkPolicy> context, DeclaredPort declared) =>
        declared.Port.ContainerPortField.Number is not { } number
        || context.Manifests.NetworkPolicies.Of(declared.Pods)?.FindRules(TrafficDirection.Ingress) is not { } rules
        || rules.Any(rule => rule.MayCover(number, declared.Protocol, declared.Pods));

    /// <summary>A Service over the pods that has the number as its own port and forwards to another one.</summary>
    private static (Service Service, TargetPort Target)? FindForwardedPort(ObjectAnalysisContext<NetworkPolicy> context, PodSelection pods, NetworkPolicyPort port)
    {
        foreach (var service in pods.Pods.Take(MostPods).SelectMany(source => context.Manifests.ServicesOver(source).Take(MostPods)))
        {
            foreach (var servicePort in service.Spec.Ports)
            {
                var target = new TargetPort(servicePort);
                if (servicePort.Port.Number == port.Port.Number && !target.IsUnknown && target.Number != port.Port.Number && pods.DeclarePort(target.Text))
                    return (service, target);
            }
        }

        return null;
    }
}
