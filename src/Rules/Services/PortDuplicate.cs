using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2011: two ports of a Service have the same name, or the same number and protocol.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateServicePort and ValidateService.</remarks>
public sealed class PortDuplicate : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2011",
        title: "Two ports of a Service are the same",
        messageFormat: "Two ports of Service '{0}' have {1}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: Duplicate value.",
        helpLinkUri: RuleHelp.Uri("EKS2011"),
        customTags: "port-duplicate");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var ports = context.Object.Spec.Ports;
        if (ports.Count > 1)
            Analyze(context, ports);
    }

    private static void Analyze(ObjectAnalysisContext<Service> context, ListValue<ServicePort> ports)
    {
        var names = new Dictionary<string, ServicePort>(StringComparer.Ordinal);
        var numbers = new Dictionary<(long Port, string Protocol), ServicePort>();
        foreach (var port in ports)
        {
            var protocol = port.Protocol.Or("TCP");
            if (port.Port.Number is { } number && !port.Protocol.IsUnknown && !numbers.TryAdd((number, protocol), port))
            {
                context.Report(Rule, port.Port, context.Object.Name, $"port {number} and protocol {protocol}")
                    .AlsoAt(numbers[(number, protocol)].Port.Node, "the first one");
                if (port.Name.IsSet)
                    names.TryAdd(port.Name.Text, port);
            }
            else if (port.Name.IsSet && !port.Name.IsUnknown && !names.TryAdd(port.Name.Text, port))
            {
                context.Report(Rule, port.Name, context.Object.Name, $"the name '{port.Name}'")
                    .AlsoAt(names[port.Name.Text].Name.Node, "the first one");
            }
        }
    }
}
