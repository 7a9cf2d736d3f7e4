using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1008: a probe asks a number that is not among the ports of a container that declares some.</summary>
/// <remarks>A declaration is for the reader: kubernetes/api, core/v1, Container.ports ("Not specifying a port here DOES NOT prevent that port from being exposed").</remarks>
public sealed class ProbePortUndeclared : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1008",
        title: "A probe asks a port that its container does not declare",
        messageFormat: "The {0} of container '{1}' asks port {2}, which this container does not declare (it declares {3})",
        RuleCategories.Workloads,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Nothing is wrong where the container listens on the port all the same; else the probe fails for ever.",
        helpLinkUri: RuleHelp.Uri("EKS1008"),
        customTags: "probe-port-undeclared");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.Owner.IsTransformed)
            return;
        foreach (var (container, user, port, host, isHook) in context.Pods.ProbePorts)
        {
            // A probe may ask another machine.
            if (isHook || port.Number is not { } number || host.IsSet || MayDeclare(container, number))
                continue;
            var declared = container.Ports.AsEnumerable().Select(static port => port.ContainerPortField.ToString());
            context.Report(Rule, port, user, container.Name.Text, number, string.Join(", ", declared)).AlsoAt(container.Ports.Node, "its ports");
        }
    }

    /// <summary>Whether a container has no list of ports, has a port in it, or has one whose number is not known.</summary>
    private static bool MayDeclare(Container container, long number)
    {
        var ports = container.Ports;
        foreach (var port in ports)
        {
            if (port.ContainerPortField.Number is not { } declared || declared == number)
                return true;
        }

        return ports.Count == 0;
    }
}
