using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2003: a Service forwards to a port name that no pod behind it declares.</summary>
/// <remarks>The endpoint slice controller looks the name up in each pod; an unknown name yields no port. Source: kubernetes/kubernetes,
/// staging/src/k8s.io/endpointslice/util/controller_utils.go, FindPort.</remarks>
public sealed class TargetPortNameMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2003",
        title: "Service forwards to a port name that no pod declares",
        messageFormat: "Service '{0}' forwards to port '{1}', which none of its pods declares",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The Service gets no endpoints for this port; connections are refused or time out.",
        helpLinkUri: RuleHelp.Uri("EKS2003"),
        customTags: "target-port-name-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (!pods.AreKnown)
            return;

        foreach (var port in service.Spec.Ports)
        {
            var target = port.TargetPort;
            if (target.IsName && !pods.DeclarePort(target.Node.Text))
            {
                context.Report(Rule, target, service.Name, target.Name)
                    .AlsoAt(pods.PortsNode, pods.PortNames.Count > 0 ? "the ports that they declare" : "their containers declare no named port")
                    .DidYouMean(target.Node, pods.PortNames);
            }
        }
    }
}
