using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2009: a field that a Service of this type may not have.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService, validateServiceExternalTrafficPolicy and
/// validateLoadBalancerClassField; pkg/api/service/util.go, ExternallyAccessible and NeedsHealthCheck. The API server takes a nodePort on type ExternalName and
/// does nothing with it: pkg/registry/core/service/storage/alloc.go, txnAllocNodePorts.</remarks>
public sealed class NodePortOnClusterIp : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2009",
        title: "A Service of this type may not have the field",
        messageFormat: "'{0}' of Service '{1}' {2}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service, or does nothing with the field.",
        helpLinkUri: RuleHelp.Uri("EKS2009"),
        customTags: "node-port-on-cluster-ip");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (spec.Type.IsUnknown || context.Manifest.IsTransformed)
            return;
        switch (spec.Type.Or("ClusterIP"))
        {
            case "ClusterIP":
                CheckNodePorts(context, DiagnosticSeverity.Error);
                CheckLoadBalancerFields(context);
                if (!spec.ExternalIPs.IsSet || spec.ExternalIPs.Count == 0)
                    CheckTrafficPolicy(context);
                break;
            case "ExternalName":
                CheckNodePorts(context, DiagnosticSeverity.Warning);
                CheckLoadBalancerFields(context);
                CheckTrafficPolicy(context);
                CheckAddresses(context);
                break;
            case "NodePort":
                CheckLoadBalancerFields(context);
                break;
            case not "LoadBalancer":
                return;
        }

        if (spec.HealthCheckNodePort.Number is not (null or 0) && !context.Object.MayHaveHealthCheckNodePort())
            Report(context, spec.HealthCheckNodePort.Node, "needs type LoadBalancer and 'externalTrafficPolicy: Local'");
    }

    private static void CheckNodePorts(ObjectAnalysisContext<Service> context, DiagnosticSeverity severity)
    {
        foreach (var port in context.Object.Spec.Ports)
        {
            if (port.NodePort.Number is null or 0)
                continue;
            var consequence = severity == DiagnosticSeverity.Error ? "needs type NodePort or LoadBalancer" : "has no effect: a name has no ports";
            Report(context, port.NodePort.Node, consequence).WithSeverity(severity);
        }
    }

    private static void CheckLoadBalancerFields(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        const string needed = "needs type LoadBalancer";
        if (spec.AllocateLoadBalancerNodePorts.Value is not null)
            Report(context, spec.AllocateLoadBalancerNodePorts.Node, needed);
        if (!spec.LoadBalancerClass.Node.IsNull && !spec.LoadBalancerClass.IsUnknown)
            Report(context, spec.LoadBalancerClass.Node, needed);
        if (spec.LoadBalancerSourceRanges.Count > 0)
            Report(context, spec.LoadBalancerSourceRanges.Node, needed);
        else if (context.Object.Metadata.Annotations[SourceRangeInvalid.Annotation].Node is { Exists: true } annotation)
            Report(context, annotation, needed);
    }

    private static void CheckTrafficPolicy(ObjectAnalysisContext<Service> context)
    {
        var policy = context.Object.Spec.ExternalTrafficPolicy;
        if (policy.IsSet && !policy.IsUnknown)
            Report(context, policy.Node, "needs type NodePort or LoadBalancer, or externalIPs");
    }

    private static void CheckAddresses(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        const string forbidden = "may not be set on type ExternalName, which has no addresses";
        if (spec.ClusterIP.IsSet && !spec.ClusterIP.IsUnknown)
            Report(context, spec.ClusterIP.Node, forbidden);
        else if (spec.ClusterIPs.Count > 0)
            Report(context, spec.ClusterIPs.Node, forbidden);
        if (spec.IpFamilies.Count > 0)
            Report(context, spec.IpFamilies.Node, forbidden);
        if (spec.IpFamilyPolicy.IsSet && !spec.IpFamilyPolicy.IsUnknown)
            Report(context, spec.IpFamilyPolicy.Node, forbidden);
    }

    private static DiagnosticBuilder Report(ObjectAnalysisContext<Service> context, YamlNode field, string problem)
    {
        var type = context.Object.Spec.Type;
        return context.Report(Rule, field.KeyLocation, field, field.Key, context.Object.Name, problem)
            .AlsoAt(type.Node, "the type")
            .WithHint(type.IsSet ? $"the type is {type.Text}" : "no type is given, which means ClusterIP")
            .WithFix($"Remove '{field.Key}'", FixSafety.Offer, YamlEdit.RemoveEntry(field));
    }
}
