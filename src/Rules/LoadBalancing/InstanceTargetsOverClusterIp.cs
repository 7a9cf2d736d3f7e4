using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3301: an Application Load Balancer is to send traffic to node ports of a Service that has none.</summary>
/// <remarks>Source: kubernetes-sigs/aws-load-balancer-controller, pkg/ingress/model_build_target_group.go, issues 1644, 1695, 1723 and 3811. In EKS Auto
/// Mode pods are the default target: Amazon EKS User Guide, "Considerations for load balancing with EKS Auto Mode".</remarks>
public sealed class InstanceTargetsOverClusterIp : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3301",
        title: "Application Load Balancer with instance targets over a Service without node ports",
        messageFormat: "Ingress '{0}' sends traffic for Service '{1}' to node ports, but that Service, of type {2}, has none",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The controller fails with an event FailedBuildModel and builds nothing for the Ingress and its whole group.",
        helpLinkUri: RuleHelp.Uri("EKS3301"),
        customTags: "instance-targets-over-cluster-ip");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Ingress>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Ingress> context)
    {
        var ingress = context.Object;
        var loadBalancer = context.LoadBalancerOf(ingress);
        if (!loadBalancer.IsApplicationLoadBalancer || ingress.Manifest.IsTransformed)
            return;

        // All Services that have the target type from one place make one finding.
        Dictionary<YamlNode, DiagnosticBuilder>? findings = null;
        Dictionary<string, YamlNode>? firsts = null;
        foreach (var backend in ingress.Backends())
        {
            if (FindService(context, backend.Service) is not { } service)
                continue;
            var targets = loadBalancer.TargetsOf(service);
            var isDefaultOfOne = loadBalancer.Owner == LoadBalancerOwner.ControllerOrAutoMode && !targets.Source.Exists;
            if (targets.Type != TargetType.Instance && !isDefaultOfOne)
                continue;
            if (!(firsts ??= FindFirsts(ingress)).Remove(backend.Service.Name.Text, out var first) || first != backend.Node)
                continue;
            findings ??= [];
            if (!findings.TryGetValue(targets.Source, out var finding))
                findings[targets.Source] = finding = Report(context, backend, service, targets.Source, isDefaultOfOne);
            finding.AlsoAt(service.Spec.Type.Node.Exists ? service.Spec.Type.Node : service.Metadata.Name.Node, $"Service '{service.Name}' is of type {service.Spec.Type.Or("ClusterIP")}");
        }
    }

    /// <summary>The first backend of each Service: the others say nothing more.</summary>
    private static Dictionary<string, YamlNode> FindFirsts(Ingress ingress)
    {
        var firsts = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var backend in ingress.Backends())
            firsts.TryAdd(backend.Service.Name.Text, backend.Node);
        return firsts;
    }

    /// <summary>The Service behind a backend, where it is known to be without node ports.</summary>
    private static Service? FindService(ObjectAnalysisContext<Ingress> context, IngressServiceBackend backend)
    {
        if (!backend.IsSet || backend.Port.Name.Is("use-annotation"u8))
            return null;
        var found = context.Manifests.FindAllNearest("", Service.Kind, context.Manifest.Namespace, backend.Name.Text, context.Manifest.Place);
        if (found is not [{ IsTransformed: false } only] || Service.From(only) is not { Spec.Ports.Count: > 0 } service)
            return null;
        foreach (var port in service.Spec.Ports)
        {
            if (service.MayHaveNodePort(port))
                return null;
        }

        return service;
    }

    private static DiagnosticBuilder Report(ObjectAnalysisContext<Ingress> context, IngressBackend backend, Service service, YamlNode source, bool isDefaultOfOne)
    {
        var finding = context.Report(Rule, backend.Service.Name, context.Object.Name, service.Name, service.Spec.Type.Or("ClusterIP"))
            .AlsoAt(source, "the target type");
        if (isDefaultOfOne)
        {
            finding.WithSeverity(DiagnosticSeverity.Warning)
                .WithHint("'instance' is the target type that the AWS Load Balancer Controller takes by default (EKS Auto Mode takes 'ip')");
        }
        else if (!source.Exists)
        {
            finding.WithHint($"'{LoadBalancerAnnotations.AlbTargetType}' is 'instance' by default");
        }

        // A target type that the class gives holds for other Ingresses too.
        if (!source.Exists || source.Key == LoadBalancerAnnotations.AlbTargetType)
        {
            finding.WithFix(
                $"Set '{LoadBalancerAnnotations.AlbTargetType}' to 'ip': traffic goes to the pods",
                FixSafety.Offer,
                source.Exists ? YamlEdit.ReplaceText(source, "ip") : YamlEdit.AddAnnotation(context.Object.Metadata.Node, LoadBalancerAnnotations.AlbTargetType, "ip"));
        }

        return finding;
    }
}
