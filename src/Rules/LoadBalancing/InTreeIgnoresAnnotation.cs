using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3102: a Service that falls to the in-tree controller has annotations that only the AWS Load Balancer Controller reads.</summary>
/// <remarks>The in-tree controller reads aws-load-balancer-internal only, and makes a public load balancer without it. Source:
/// kubernetes/cloud-provider-aws, pkg/providers/v1/aws.go; kubernetes-sigs/aws-load-balancer-controller, pkg/service/service_utils.go and
/// webhooks/core/service_mutator.go, issues 3293, 4110 and 4539.</remarks>
public sealed class InTreeIgnoresAnnotation : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3102",
        title: "In-tree load balancer with annotations that it does not read",
        messageFormat: "Service '{0}' has no loadBalancerClass: the in-tree controller makes a {1} Load Balancer of it and does not read '{2}'",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What the annotations ask for does not happen; a Service that is meant to be internal gets a public address.",
        helpLinkUri: RuleHelp.Uri("EKS3102"),
        customTags: "in-tree-ignores-annotation");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var loadBalancer = context.LoadBalancerOf(service);
        if (loadBalancer.Owner == LoadBalancerOwner.InTree && !service.Manifest.IsTransformed && FindLost(service) is { Count: > 0 } lost)
            Report(context, service, loadBalancer, lost);
    }

    private static void Report(ObjectAnalysisContext<Service> context, Service service, ServiceLoadBalancer loadBalancer, List<KeyValuePair<string, StringValue>> lost)
    {
        // That it becomes public is the worst of what is lost.
        var isPublicByMistake = lost.Find(static annotation => annotation.Key == LoadBalancerAnnotations.NlbScheme);
        var first = isPublicByMistake.Key is null ? lost[0] : isPublicByMistake;
        var finding = context.Report(Rule, first.Value, service.Name, Describe(service), first.Key)
            .WithFix(
                "Add loadBalancerClass: service.k8s.aws/nlb (only for a new Service: the class cannot be changed)",
                FixSafety.Offer,
                YamlEdit.AddEntryAfter(service.Spec.Type.Node, "loadBalancerClass", ServiceLoadBalancer.ControllerClass));
        foreach (var (key, value) in lost.Where(annotation => annotation.Key != first.Key))
            finding.AlsoAt(value.Node.KeyLocation, "not read either");
        if (loadBalancer.DependsOnWebhook)
            finding.WithHint("the AWS Load Balancer Controller does, if its webhook takes the Service over when it is created");
        if (loadBalancer.DependsOnWebhook || isPublicByMistake.Key is null)
            finding.WithSeverity(DiagnosticSeverity.Warning);
    }

    /// <summary>The annotations that only the AWS Load Balancer Controller reads and that ask for something that the in-tree controller does not do anyway.</summary>
    private static List<KeyValuePair<string, StringValue>> FindLost(Service service)
    {
        var lost = new List<KeyValuePair<string, StringValue>>();
        foreach (var (key, value) in service.Metadata.Annotations)
        {
            if (LoadBalancerAnnotations.Find(key) is { Readers: AnnotationReaders.LoadBalancerController, Places: AnnotationPlaces.Service } && !IsDoneAnyway(service, key, value))
                lost.Add(new(key, value));
        }

        return lost;
    }

    private static bool IsDoneAnyway(Service service, string key, StringValue value) => key switch
    {
        LoadBalancerAnnotations.NlbScheme => !value.Is("internal") || ServiceLoadBalancer.InTreeScheme(service) != LoadBalancerScheme.InternetFacing,
        LoadBalancerAnnotations.NlbTargetType => !value.Is("ip"),
        LoadBalancerAnnotations.Nlb + "ip-address-type" => value.Is("ipv4"),
        _ => !value.IsSet,
    };

    private static string Describe(Service service)
    {
        var kind = service.Metadata.Annotations[LoadBalancerAnnotations.Type].Is("nlb") ? "Network" : "Classic";
        return ServiceLoadBalancer.InTreeScheme(service) switch
        {
            LoadBalancerScheme.InternetFacing => "public " + kind,
            LoadBalancerScheme.Internal => "private " + kind,
            _ => kind,
        };
    }
}
