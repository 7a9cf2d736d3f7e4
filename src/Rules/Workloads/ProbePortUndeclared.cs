using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
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
        foreach (var container in context.Pods.AllContainers)
        {
            var declared = container.Ports.AsEnumerable().Select(static port => port.ContainerPortField).ToArray();
            if (declared.Length == 0 || Array.Exists(declared, static port => port.Number is null))
                continue;
            foreach (var (user, port, host, _) in container.ProbePorts().Where(static probe => !probe.IsHook))
            {
                // A probe may ask another machine.
                if (port.Number is { } number && !host.IsSet && !Array.Exists(declared, known => known.Number == number))
                    context.Report(Rule, port, user, container.Name.Text, number, string.Join(", ", declared)).AlsoAt(container.Ports.Node, "its ports");
            }
        }
    }
}
