using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;

namespace EksLint.Aws;

/// <summary>A load balancer whose subnets are found by their tags: nobody names them, and it is certain who makes it and with which scheme.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller: pkg/service/model_build_load_balancer.go and pkg/ingress/model_build_load_balancer.go. The in-tree
/// controller looks at routes, not at tags, and is left out. EKS Auto Mode: Amazon EKS user guide, "Tag subnets for EKS Auto Mode".</remarks>
/// <param name="Manifest">The Service or Ingress.</param>
/// <param name="Scheme">Its scheme.</param>
/// <param name="SchemeNode">What states the scheme; the object where it is the default.</param>
/// <param name="IsAutoMode">Whether EKS Auto Mode makes it.</param>
public sealed record DiscoveringLoadBalancer(ManifestObject Manifest, LoadBalancerScheme Scheme, YamlNode SchemeNode, bool IsAutoMode)
{
    /// <summary>What becomes of a Service; null where it makes no such load balancer, or that is not certain.</summary>
    public static DiscoveringLoadBalancer? Of(Service service, ServiceLoadBalancer loadBalancer)
    {
        ArgumentNullException.ThrowIfNull(loadBalancer);
        if (loadBalancer.Owner is not (LoadBalancerOwner.LoadBalancerController or LoadBalancerOwner.AutoMode)
            || loadBalancer.Scheme == LoadBalancerScheme.Unknown
            || service.Manifest.IsTransformed
            || service.Metadata.Annotations[LoadBalancerAnnotations.NlbSubnets].IsSet)
        {
            return null;
        }

        var annotations = service.Metadata.Annotations;
        var stated = new[] { annotations[LoadBalancerAnnotations.NlbScheme], annotations[LoadBalancerAnnotations.NlbInternal] }.FirstOrDefault(static value => value.IsSet);
        return new(service.Manifest, loadBalancer.Scheme, stated.IsSet ? stated.Node : service.Node, loadBalancer.Owner == LoadBalancerOwner.AutoMode);
    }

    /// <summary>What becomes of an Ingress; null where it makes no such load balancer, or that is not certain.</summary>
    public static DiscoveringLoadBalancer? Of(Ingress ingress, IngressLoadBalancer loadBalancer)
    {
        ArgumentNullException.ThrowIfNull(loadBalancer);
        var annotations = ingress.Metadata.Annotations;
        var parameters = loadBalancer.Parameters;
        if (!loadBalancer.IsApplicationLoadBalancer
            || !loadBalancer.AreParametersKnown
            || ingress.Manifest.IsTransformed
            || annotations[LoadBalancerAnnotations.AlbSubnets].IsSet
            || !parameters["subnets"u8].IsNull)
        {
            return null;
        }

        var isAutoMode = loadBalancer.Owner == LoadBalancerOwner.AutoMode;
        var ofClass = new StringValue(parameters["scheme"u8]);
        var own = annotations[LoadBalancerAnnotations.AlbScheme];
        if (ofClass.IsSet)
            return Make(ingress, ofClass, isAutoMode);
        // What Auto Mode makes of the annotation is not documented.
        if (own.IsSet)
            return isAutoMode ? null : Make(ingress, own, isAutoMode: false);
        // Another member of its group may state the scheme; a class that is not in the set may have parameters.
        var isAlone = !annotations[LoadBalancerAnnotations.AlbGroupName].IsSet && parameters["group"u8].IsNull;
        var isClassKnown = annotations[LoadBalancerAnnotations.IngressClass].IsSet || loadBalancer.IsClassInSet;
        return isAlone && isClassKnown ? new(ingress.Manifest, LoadBalancerScheme.Internal, ingress.Node, isAutoMode) : null;
    }

    private static DiscoveringLoadBalancer? Make(Ingress ingress, StringValue scheme, bool isAutoMode) => scheme.Text switch
    {
        "internet-facing" => new(ingress.Manifest, LoadBalancerScheme.InternetFacing, scheme.Node, isAutoMode),
        "internal" => new(ingress.Manifest, LoadBalancerScheme.Internal, scheme.Node, isAutoMode),
        _ => null,
    };
}
