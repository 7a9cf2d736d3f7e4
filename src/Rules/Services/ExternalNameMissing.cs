using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2012: a Service of type ExternalName without the name.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService.</remarks>
public sealed class ExternalNameMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2012",
        title: "An ExternalName Service has no externalName",
        messageFormat: "Service '{0}' is of type ExternalName, but has no externalName",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: spec.externalName is required.",
        helpLinkUri: RuleHelp.Uri("EKS2012"),
        customTags: "external-name-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (!spec.Type.Is("ExternalName"u8) || context.Manifest.IsTransformed)
            return;

        // The dot at the end, which says that a name is complete, is no name.
        if (spec.ExternalName.Text is "" or "." && (spec.ExternalName.Node.IsScalar || spec.ExternalName.Node.IsNull))
            context.Report(Rule, spec.ExternalName.Node.Exists ? spec.ExternalName.Node : spec.Type.Node, context.Object.Name);
    }
}
