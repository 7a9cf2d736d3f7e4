using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2015: a headless Service of type NodePort or LoadBalancer.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService.</remarks>
public sealed class HeadlessWithNodePort : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2015",
        title: "A headless Service is of type NodePort or LoadBalancer",
        messageFormat: "Service '{0}' has no address of its own (clusterIP None), which type {1} needs",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: may not be set to 'None' for such services.",
        helpLinkUri: RuleHelp.Uri("EKS2015"),
        customTags: "headless-with-node-port");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (context.Object.IsHeadless() && spec.Type.Text is "NodePort" or "LoadBalancer" && !context.Manifest.IsTransformed)
            context.Report(Rule, spec.ClusterIP, context.Object.Name, spec.Type.Text).AlsoAt(spec.Type.Node, "the type");
    }
}
