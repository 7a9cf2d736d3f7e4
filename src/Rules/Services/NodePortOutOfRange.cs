using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2006: a node port outside the range that the API server hands out.</summary>
/// <remarks>kubernetes/kubernetes, cmd/kube-apiserver/app/options: --service-node-port-range is 30000-32767 unless told, and EKS does not change it.</remarks>
public sealed class NodePortOutOfRange : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2006",
        title: "The node port is outside the range",
        messageFormat: "nodePort {0} of Service '{1}' is outside 30000-32767",
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
        var service = context.Object;
        foreach (var port in service.Spec.Ports)
            Check(context, port.NodePort);
        Check(context, service.Spec.HealthCheckNodePort);
    }

    private static void Check(ObjectAnalysisContext<Service> context, IntegerValue nodePort)
    {
        // 0 asks for any; what is no port at all is the schema's to say.
        if (nodePort.Number is null or 0 or < 0 or > 65535 or (>= 30000 and <= 32767))
            return;
        context.Report(Rule, nodePort, nodePort.Number, context.Object.Name)
            .WithFix("Remove the line: Kubernetes then picks a free port", FixSafety.Offer, YamlEdit.RemoveEntry(nodePort.Node));
    }
}
