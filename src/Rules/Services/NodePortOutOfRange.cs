using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2006: a node port outside the range that the API server hands out.</summary>
/// <remarks>kubernetes/kubernetes, pkg/kubeapiserver/options/options.go: --service-node-port-range is 30000-32767 unless told, and EKS does not change it.</remarks>
public sealed class NodePortOutOfRange : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2006",
        title: "The node port is outside the range",
        messageFormat: "{0} {1} of Service '{2}' is outside {3}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service.",
        helpLinkUri: RuleHelp.Uri("EKS2006"),
        customTags: "node-port-out-of-range");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        // A field that may not be there at all is EKS2009's.
        var service = context.Object;
        foreach (var port in service.Spec.Ports)
        {
            if (port.NodePort.Node.Exists && service.MayHaveNodePort(port))
                Check(context, port.NodePort);
        }

        if (service.MayHaveHealthCheckNodePort())
            Check(context, service.Spec.HealthCheckNodePort);
    }

    private static void Check(ObjectAnalysisContext<Service> context, IntegerValue nodePort)
    {
        // 0 asks for any; what is no port at all is the schema's to say.
        var range = context.Cluster.NodePorts;
        if (nodePort.Number is not (> 0 and <= 65535 and var number) || range.Contains(number))
            return;
        context.Report(Rule, nodePort, nodePort.Node.Key, number, context.Object.Name, range)
            .WithFix("Remove the line: Kubernetes then picks a free port", FixSafety.Offer, YamlEdit.RemoveEntry(nodePort.Node));
    }
}
