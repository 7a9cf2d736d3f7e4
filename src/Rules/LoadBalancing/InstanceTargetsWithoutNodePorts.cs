using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3201: a Network Load Balancer is to send traffic to node ports that its Service does not have.</summary>
/// <remarks>Source: kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_target_group.go, buildTargetType.</remarks>
public sealed class InstanceTargetsWithoutNodePorts : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3201",
        title: "Network Load Balancer with instance targets and no node ports",
        messageFormat: "Service '{0}' sends its load balancer's traffic to node ports, but {1}",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The controller refuses the Service with an event FailedBuildModel and makes no load balancer.",
        helpLinkUri: RuleHelp.Uri("EKS3201"),
        customTags: "instance-targets-without-node-ports");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var loadBalancer = context.LoadBalancerOf(service);
        var isOwned = loadBalancer.Owner is LoadBalancerOwner.LoadBalancerController or LoadBalancerOwner.AutoMode;
        if (!isOwned || loadBalancer.TargetType != TargetType.Instance || service.Manifest.IsTransformed)
            return;
        foreach (var port in service.Spec.Ports)
        {
            if (service.MayHaveNodePort(port))
                continue;
            if (port.IsSet)
                Report(context, service, port);
            return;
        }
    }

    private static void Report(ObjectAnalysisContext<Service> context, Service service, ServicePort bare)
    {
        var target = service.Metadata.Annotations[LoadBalancerAnnotations.NlbTargetType];
        var declines = service.Spec.AllocateLoadBalancerNodePorts;
        var finding = service.Spec.Type.Is("LoadBalancer")
            ? context.Report(Rule, declines, service.Name, "declines them and port " + bare.Port + " names none").AlsoAt(bare.Port.Node, "the port")
            : context.Report(Rule, service.Spec.Type.Node.Exists ? service.Spec.Type.Node : target.Node, service.Name, $"a Service of type {service.Spec.Type.Or("ClusterIP")} has none");
        finding.AlsoAt(target.Node, "the target type");
        if (!target.IsSet)
            finding.WithHint($"'{LoadBalancerAnnotations.NlbTargetType}' is 'instance' by default");
        finding.WithFix(
            $"Set '{LoadBalancerAnnotations.NlbTargetType}' to 'ip': traffic goes to the pods",
            FixSafety.Offer,
            target.Node.Exists ? YamlEdit.ReplaceText(target.Node, "ip") : YamlEdit.AddAnnotation(service.Metadata.Node, LoadBalancerAnnotations.NlbTargetType, "ip"));
    }
}
