using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2020: a Service without selector to which nothing gives addresses.</summary>
/// <remarks>Kubernetes documentation, Service, "Services without selectors": Kubernetes makes no EndpointSlices for them; kubernetes/kubernetes,
/// pkg/controller/endpointslice/endpointslice_controller.go, syncService.</remarks>
public sealed class NoSelectorNoEndpoints : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2020",
        title: "Nothing gives a Service without selector its addresses",
        messageFormat: "Service '{0}' has no selector, and no Endpoints or EndpointSlice here gives it addresses",
        RuleCategories.Services,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Connections to the Service are refused or time out.",
        helpLinkUri: RuleHelp.Uri("EKS2020"),
        customTags: "no-selector-no-endpoints");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (spec.Selector.Count > 0 || spec.Type.Is("ExternalName"u8) || spec.Type.IsUnknown || context.Manifest.IsTransformed || context.Manifests.HasEndpoints(context.Manifest))
            return;
        context.Report(Rule, spec.Selector.Node.Exists ? spec.Selector.Node : spec.Node, context.Object.Name);
    }
}
