using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2017: node targets that keep traffic on their node, with one pod behind them.</summary>
/// <remarks>kubernetes/kubernetes, pkg/proxy/healthcheck/service_health.go: with externalTrafficPolicy Local a node without a ready pod fails the health check. That
/// is how it works; with one pod one node at a time is healthy.</remarks>
public sealed class LocalPolicyFewReplicas : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2017",
        title: "One pod behind a load balancer that needs one on each node",
        messageFormat: "Service '{0}' keeps traffic on the node that it reaches (externalTrafficPolicy Local), and {1} has one replica: one node at a time is healthy",
        RuleCategories.Services,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "While the pod moves, the load balancer has no healthy target until its checks have found the new node.",
        helpLinkUri: RuleHelp.Uri("EKS2017"),
        customTags: "local-policy-few-replicas");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("LoadBalancer"u8) || !service.Spec.ExternalTrafficPolicy.Is("Local"u8) || context.LoadBalancerOf(service).TargetType != TargetType.Instance)
            return;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (!pods.AreKnown || pods.Workloads is not [var only] || only.Owner.Kind is not ("Deployment" or "StatefulSet"))
            return;

        // Something may scale it that names it in a way of its own.
        var (podNamespace, place) = (context.Manifest.Namespace, context.Manifest.Place);
        if (context.Manifests.FindAll("autoscaling", "HorizontalPodAutoscaler", podNamespace, place).Any() || context.Manifests.FindAll("keda.sh", "ScaledObject", podNamespace, place).Any())
            return;
        var replicas = new IntegerValue(only.Owner.Root["spec"u8]["replicas"u8]);
        if (replicas.Number == 1 || replicas.Node.IsNull)
            context.Report(Rule, service.Spec.ExternalTrafficPolicy, service.Name, only.Owner).AlsoAt(replicas.Node.Exists ? replicas.Node : only.Owner.Root["kind"u8], "one replica");
    }
}
