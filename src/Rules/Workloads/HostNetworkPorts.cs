using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1010: hostNetwork with a hostPort that is not the containerPort.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validatePodHostNetworkDeps: the containers, not the init containers; a hostPort that is left
/// out, or 0, becomes the containerPort.</remarks>
public sealed class HostNetworkPorts : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1010",
        title: "A port of the node differs from the container's with hostNetwork",
        messageFormat: "Container '{0}' asks for hostPort {1} and containerPort {2}, but with hostNetwork they are one port",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1010"),
        customTags: "host-network-ports");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var spec = context.Pods.Spec;
        if (context.Pods.Owner.IsTransformed || !spec.HostNetwork.IsTrue)
            return;
        foreach (var container in spec.Containers)
        {
            foreach (var port in container.Ports)
            {
                if (port.HostPort.Number is not (null or 0) && port.ContainerPortField.Number is { } own && port.HostPort.Number != own)
                {
                    context.Report(Rule, port.HostPort, container.Name.Text, port.HostPort.Number, own)
                        .AlsoAt(spec.HostNetwork.Node, "the pod is on the node's own network")
                        .WithFix($"Write {own}, where the container listens", FixSafety.Offer, YamlEdit.ReplaceSource(port.HostPort.Node, port.ContainerPortField.ToString()));
                }
            }
        }
    }
}
