using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1004: two containers of one pod on one port.</summary>
/// <remarks>The containers of a pod share a network namespace: Kubernetes documentation, Pods, "Pod networking". Ports of the node:
/// kubernetes/kubernetes, pkg/apis/core/validation/validation.go, checkHostPortConflicts (within the containers, not between them and init
/// containers); pkg/api/pod/warnings.go warns of the rest ("duplicate port definition").</remarks>
public sealed class ContainerPortConflict : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1004",
        title: "Two containers of a pod take the same port",
        messageFormat: "Container '{0}' takes {1} {2}, and so does container '{3}' of the same pod{4}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The containers of a pod share one network: the one that starts second cannot listen, and crashes again and again.",
        helpLinkUri: RuleHelp.Uri("EKS1004"),
        customTags: "container-port-conflict");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (!context.Pods.Owner.IsTransformed && context.Pods.DeclaresSeveralPorts)
            Check(context, context.Pods);
    }

    private static void Check(PodTemplateAnalysisContext context, PodSource pods)
    {
        var taken = new Dictionary<(long Port, string Protocol), (ContainerPort Port, Container Container)>();
        var hostTaken = new Dictionary<(long Port, string Protocol, string Address), (ContainerPort Port, Container Container)>();
        var running = pods.RunningContainers.Select(static container => container.Node).ToHashSet();
        foreach (var container in pods.AllContainers.Where(container => running.Contains(container.Node)))
        {
            foreach (var port in container.Ports)
            {
                if (port.Protocol.IsUnknown)
                    continue;
                var protocol = port.Protocol.Or("TCP");
                if (pods.HostPortOf(port) is { } hostPort && !port.HostIP.IsUnknown && !hostTaken.TryAdd((hostPort, protocol, port.HostIP.Text), (port, container)))
                    Report(context, port.HostPort.Number == hostPort ? port.HostPort : port.ContainerPortField, protocol, container, hostTaken[(hostPort, protocol, port.HostIP.Text)], isOfNode: true);
                else if (port.ContainerPortField.Number is { } number && !taken.TryAdd((number, protocol), (port, container)))
                    Report(context, port.ContainerPortField, protocol, container, taken[(number, protocol)], isOfNode: false);
            }
        }
    }

    private static void Report(
        PodTemplateAnalysisContext context, IntegerValue port, string protocol, Container container, (ContainerPort Port, Container Container) first, bool isOfNode)
    {
        // One container may name a port of its own twice; a port of the node it may not.
        if (first.Container.Node == container.Node && !isOfNode)
            return;
        var finding = context.Report(Rule, port, container.Name.Text, protocol, port.Number, first.Container.Name.Text, isOfNode ? ", on the node itself" : "")
            .AlsoAt(first.Port.Node, "the first one");
        if (!isOfNode)
            finding.WithSeverity(DiagnosticSeverity.Warning);
    }
}
