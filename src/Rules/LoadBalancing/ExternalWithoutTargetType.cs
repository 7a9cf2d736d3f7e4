using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3101: a Service of type external does not say its target type, so that no controller takes it.</summary>
/// <remarks>The in-tree controller passes over type external, and the AWS Load Balancer Controller takes it only with a target type. Source:
/// kubernetes-sigs/aws-load-balancer-controller, pkg/service/service_utils.go; kubernetes/cloud-provider-aws,
/// pkg/providers/v1/aws_loadbalancer.go.</remarks>
public sealed class ExternalWithoutTargetType : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3101",
        title: "Service of type external without target type",
        messageFormat: "Service '{0}' is left to an external controller but does not set '{1}', so that no controller takes it",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The Service stays pending: no load balancer is made, and no event says why.",
        helpLinkUri: RuleHelp.Uri("EKS3101"),
        customTags: "external-without-target-type");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("LoadBalancer"u8))
            return;
        var annotations = service.Metadata.Annotations;
        var type = annotations[LoadBalancerAnnotations.Type];
        var target = annotations[LoadBalancerAnnotations.NlbTargetType];
        var loadBalancer = context.LoadBalancerOf(service);

        // A target type that is wrong is EKS3009's or EKS3010's, one with a wrong key EKS3001's or EKS3002's.
        var isExternal = type.Is("external") && loadBalancer.Owner == LoadBalancerOwner.Nobody;
        if (!isExternal || target.IsSet || service.Manifest.IsTransformed)
            return;
        if (LoadBalancerAnnotations.FindMisspelling(annotations.Node, LoadBalancerAnnotations.NlbTargetType).Exists)
            return;

        var finding = context.Report(Rule, type, service.Name, LoadBalancerAnnotations.NlbTargetType);
        if (!target.Node.Exists)
        {
            finding.WithFix(
                $"Set '{LoadBalancerAnnotations.NlbTargetType}' to 'instance', the controller's default",
                FixSafety.Offer,
                YamlEdit.AddEntryAfter(type.Node, LoadBalancerAnnotations.NlbTargetType, "instance"));
        }

        if (loadBalancer.DependsOnWebhook)
        {
            finding.WithSeverity(DiagnosticSeverity.Warning)
                .WithHint("unless the AWS Load Balancer Controller's webhook is installed and gives it the controller's class when it is created");
        }
    }
}
