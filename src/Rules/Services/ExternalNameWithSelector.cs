using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2014: a Service of type ExternalName with a selector, or with a port that it should map.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/endpointslice/endpointslice_controller.go, syncService: such a Service gets no endpoints. DNS answers with a
/// CNAME record, which knows no ports.</remarks>
public sealed class ExternalNameWithSelector : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2014",
        title: "An ExternalName Service has what only a Service over pods uses",
        messageFormat: "{0} of Service '{1}' has no effect: {2}",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Clients that count on it reach another port, or nothing.",
        helpLinkUri: RuleHelp.Uri("EKS2014"),
        customTags: "external-name-with-selector");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("ExternalName"u8) || context.Manifest.IsTransformed)
            return;

        if (service.Spec.Selector.Count > 0)
            context.Report(Rule, service.Spec.Selector, "The selector", service.Name, "type ExternalName is a name for another host and selects no pods");
        foreach (var port in service.Spec.Ports)
        {
            var target = port.TargetPort;
            if (!target.IsSet || target.IsUnknown || target.Number == 0 || port.Port.Number is not { } number || target.Number == number)
                continue;
            context.Report(Rule, target, $"targetPort {target}", service.Name, $"clients connect to the external host at port {number} itself");
        }
    }
}
