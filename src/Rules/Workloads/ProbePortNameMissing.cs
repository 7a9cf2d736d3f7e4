using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1007: a probe or hook names a port that its container does not declare.</summary>
/// <remarks>kubernetes/kubernetes, pkg/probe/util.go, ResolveContainerPort: the name is looked up among the ports of the probe's own container.</remarks>
public sealed class ProbePortNameMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1007",
        title: "A probe names a port that its container does not declare",
        messageFormat: "The {0} of container '{1}' names port '{2}', which this container does not declare",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The probe fails for ever: the pod never becomes ready, or is restarted again and again.",
        helpLinkUri: RuleHelp.Uri("EKS1007"),
        customTags: "probe-port-name-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.Owner.IsTransformed)
            return;
        foreach (var (container, user, port, _, _) in context.Pods.ProbePorts)
            Check(context, container, user, port);
    }

    private static void Check(PodTemplateAnalysisContext context, Container container, string user, IntOrStringValue port)
    {
        // A number in quotes is the API server's to refuse, not a name that could be missing.
        var name = port.Node.Text;
        if (MayDeclare(container, name) || !port.IsName || ScalarValue.Resolve(name).Kind == ScalarKind.Integer)
            return;
        var names = container.Ports.AsEnumerable().Select(static declared => declared.Name);
        context.Report(Rule, port, user, container.Name.Text, name)
            .AlsoAt(container.Ports.IsSet ? container.Ports.Node : container.Name.Node, container.Ports.IsSet ? "its ports" : "it declares no port")
            .DidYouMean(port.Node, names.Where(static declared => declared.IsSet).Select(static declared => declared.Text));
    }

    private static bool MayDeclare(Container container, string name)
    {
        foreach (var port in container.Ports)
        {
            if (port.Name.Is(name) || port.Name.IsUnknown)
                return true;
        }

        return false;
    }
}
