using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1005: a port name twice in one container, or in two of one pod.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateContainerPorts: names are unique in a container only. FindPort in
/// staging/src/k8s.io/endpointslice/util takes the first container of the pod that has the name.</remarks>
public sealed class PortNameDuplicate : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1005",
        title: "A port name is used twice",
        messageFormat: "Port name '{0}' is used twice in {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses two ports of one name in a container; in two containers of a pod, a named targetPort takes the first it finds.",
        helpLinkUri: RuleHelp.Uri("EKS1005"),
        customTags: "port-name-duplicate");

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
        var running = pods.RunningContainers.Select(static container => container.Node).ToHashSet();
        var ofPod = new Dictionary<(string Name, string Protocol), (YamlNode Node, Container Container)>();
        foreach (var container in pods.AllContainers)
        {
            var ofContainer = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
            foreach (var port in container.Ports)
            {
                var name = port.Name;
                if (!name.IsSet || name.IsUnknown || port.Protocol.IsUnknown)
                    continue;
                if (!ofContainer.TryAdd(name.Text, name.Node))
                {
                    context.Report(Rule, name, name.Text, $"container '{container.Name.Text}'").AlsoAt(ofContainer[name.Text], "the first one");
                    continue;
                }

                // What runs before the others is gone when a Service asks.
                var key = (name.Text, port.Protocol.Or("TCP"));
                if (running.Contains(container.Node) && !ofPod.TryAdd(key, (name.Node, container)))
                    ReportAmbiguous(context, name, container, ofPod[key]);
            }
        }
    }

    private static void ReportAmbiguous(PodTemplateAnalysisContext context, StringValue name, Container container, (YamlNode Node, Container Container) first) =>
        context.Report(Rule, name, name.Text, $"the pod, by containers '{first.Container.Name.Text}' and '{container.Name.Text}'")
            .WithSeverity(DiagnosticSeverity.Warning)
            .WithHint($"a targetPort '{name.Text}' reaches only one of them")
            .AlsoAt(first.Node, "the first one");
}
