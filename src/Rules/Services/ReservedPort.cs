using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2027: a Service of type LoadBalancer with the kubelet's port.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService, up to 1.32; kubernetes/kubernetes#129174 took the check away in
/// 1.33.</remarks>
public sealed class ReservedPort : ManifestAnalyzer
{
    private const int KubeletPort = 10250;

    private static readonly KubernetesVersion FirstWithoutCheck = new(1, 33);

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2027",
        title: "A load balancer listens on the kubelet's port",
        messageFormat: "Service '{0}' of type LoadBalancer has port 10250, which Kubernetes before 1.33 keeps for the kubelet",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: may not expose port 10250 externally since it is used by kubelet.",
        helpLinkUri: RuleHelp.Uri("EKS2027"),
        customTags: "reserved-port");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (!spec.Type.Is("LoadBalancer"u8) || context.Manifest.IsTransformed || context.KubernetesVersionOf(context.Manifest, out _) >= FirstWithoutCheck)
            return;
        foreach (var port in spec.Ports)
        {
            if (port.Port.Number == KubeletPort)
                context.Report(Rule, port.Port, context.Object.Name);
        }
    }
}
