using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2008: a node port that is given by hand.</summary>
/// <remarks>Kubernetes documentation, Service, "Choosing your own port": who names a port takes care himself that it collides with no other.</remarks>
public sealed class NodePortFixed : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2008",
        title: "The node port is given by hand",
        messageFormat: "nodePort {0} of Service '{1}' is given by hand: another Service may already have it",
        RuleCategories.Services,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The API server refuses the Service where the port is taken.",
        helpLinkUri: RuleHelp.Uri("EKS2008"),
        customTags: "node-port-fixed");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        foreach (var port in context.Object.Spec.Ports)
        {
            // What lies outside the range, or may not be there at all, is an error of its own.
            if (port.NodePort is { Node.Exists: true, Number: { } number } && context.Cluster.NodePorts.Contains(number) && context.Object.MayHaveNodePort(port))
            {
                context.Report(Rule, port.NodePort, number, context.Object.Name)
                    .WithFix("Remove the line: Kubernetes then picks a free port", FixSafety.Offer, YamlEdit.RemoveEntry(port.NodePort.Node));
            }
        }
    }
}
