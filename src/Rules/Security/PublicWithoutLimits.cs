using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4013: a public load balancer that nothing in the manifests limits.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller, pkg/ingress/model_build_managed_sg.go and pkg/service/model_build_managed_sg.go: without inbound CIDRs
/// or security groups of one's own the controller's security group admits 0.0.0.0/0 to every listener.</remarks>
public sealed class PublicWithoutLimits : ManifestAnalyzer
{
    private static readonly string[] ServiceLimits =
    [
        LoadBalancerAnnotations.SourceRanges, LoadBalancerAnnotations.Nlb + "security-groups", LoadBalancerAnnotations.Nlb + "extra-security-groups",
        LoadBalancerAnnotations.Nlb + "security-group-prefix-lists",
    ];

    private static readonly string[] IngressLimits =
    [
        "auth-type", "inbound-cidrs", "jwt-validation", "mutual-authentication", "security-group-prefix-lists", "security-groups", "waf-acl-id",
        "wafv2-acl-arn", "wafv2-acl-name", "web-acl-id",
    ];

    private static readonly string[] ParameterLimits = ["inboundCIDRs", "PrefixListsIDs", "prefixListsIDs", "wafv2AclArn", "wafv2AclName"];

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4013",
        title: "A public load balancer open to everybody",
        messageFormat: "{0} makes a public load balancer that nothing in its manifest limits: anybody can connect",
        RuleCategories.Security,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Scanners find the address within hours.",
        helpLinkUri: RuleHelp.Uri("EKS4013"),
        customTags: "public-without-limits");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<Service>(AnalyzeService);
        context.RegisterObjectAction<Ingress>(AnalyzeIngress);
    }

    private static void AnalyzeService(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("LoadBalancer") || context.LoadBalancerOf(service).Scheme != LoadBalancerScheme.InternetFacing || context.Manifest.IsTransformed)
            return;
        if (service.Spec.LoadBalancerSourceRanges.Count > 0 || ServiceLimits.Any(key => service.Metadata.Annotations[key].IsSet))
            return;
        var scheme = service.Metadata.Annotations[LoadBalancerAnnotations.NlbScheme];
        context.Report(Rule, scheme.IsSet ? scheme.Node : service.Spec.Type.Node, context.Manifest)
            .WithHelp("Give loadBalancerSourceRanges, or security groups of your own");
    }

    private static void AnalyzeIngress(ObjectAnalysisContext<Ingress> context)
    {
        var ingress = context.Object;
        var loadBalancer = context.LoadBalancerOf(ingress);
        if (!loadBalancer.IsApplicationLoadBalancer || context.Manifest.IsTransformed)
            return;
        var annotations = ingress.Metadata.Annotations;
        var scheme = annotations[LoadBalancerAnnotations.AlbScheme];
        var ofClass = new StringValue(loadBalancer.Parameters["scheme"u8]);
        if (!(ofClass.IsSet ? ofClass : scheme).Node.TextEquals("internet-facing"u8))
            return;

        // What the other members of a group say counts for all of it.
        if (!loadBalancer.AreParametersKnown || annotations[LoadBalancerAnnotations.AlbGroupName].IsSet || !loadBalancer.Parameters["group"u8].IsNull)
            return;
        if (ParameterLimits.Any(name => !loadBalancer.Parameters[name].IsNull) || AreLimits(annotations) || ingress.Backends().Any(backend => IsBackendLimited(context, backend)))
            return;
        context.Report(Rule, scheme.IsSet ? scheme.Node : ingress.Metadata.Name.Node, context.Manifest)
            .WithHelp("Give inbound-cidrs, a web ACL (wafv2-acl-arn), security groups, or authentication");
    }

    private static bool AreLimits(MapValue<StringValue> annotations)
    {
        foreach (var (key, value) in annotations)
        {
            if (!key.StartsWith(LoadBalancerAnnotations.Alb, StringComparison.Ordinal))
                continue;
            var name = key[LoadBalancerAnnotations.Alb.Length..];
            if (name.StartsWith("conditions.", StringComparison.Ordinal) || (IngressLimits.Contains(name, StringComparer.Ordinal) && !value.Is("none")))
                return true;
        }

        return false;
    }

    private static bool IsBackendLimited(ObjectAnalysisContext<Ingress> context, IngressBackend backend)
    {
        var services = context.Manifests.FindAllNearest("", Service.Kind, context.Manifest.Namespace, backend.Service.Name.Text, context.Manifest.Place);
        return services.Any(static service => AreLimits(Service.From(service).Metadata.Annotations));
    }
}
