using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;

namespace EksLint.Aws;

/// <summary>A load balancer whose subnets are found by their tags: nobody names them, and it is certain who makes it and with which scheme.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller: pkg/service/service_utils.go and model_build_load_balancer.go, pkg/ingress/class_loader.go and
/// model_build_load_balancer.go. The provider in the tree looks at routes, not at tags, and is left out. EKS Auto Mode: Amazon EKS user guide, "Tag
/// subnets for EKS Auto Mode".</remarks>
/// <param name="Manifest">The Service or Ingress.</param>
/// <param name="Scheme">Its scheme.</param>
/// <param name="SchemeNode">What states the scheme; the object where it is the default.</param>
/// <param name="IsAutoMode">Whether EKS Auto Mode makes it.</param>
public sealed record DiscoveringLoadBalancer(ManifestObject Manifest, LoadBalancerScheme Scheme, YamlNode SchemeNode, bool IsAutoMode)
{
    private const string ServicePrefix = "service.beta.kubernetes.io/aws-load-balancer-";
    private const string IngressPrefix = "alb.ingress.kubernetes.io/";

    /// <summary>All such load balancers of a set, Services first, each in the order of the files.</summary>
    public static IEnumerable<DiscoveringLoadBalancer> FindAll(ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var services = manifests.OfKind("", Service.Kind).Select(static manifest => Read(Service.From(manifest)));
        var ingresses = manifests.OfKind("networking.k8s.io", Ingress.Kind).Select(manifest => Read(Ingress.From(manifest), manifests));
        return services.Concat(ingresses).OfType<DiscoveringLoadBalancer>();
    }

    private static DiscoveringLoadBalancer? Read(Service service)
    {
        var annotations = service.Metadata.Annotations;
        var type = annotations[ServicePrefix + "type"];
        var target = annotations[ServicePrefix + "nlb-target-type"];
        var isAutoMode = service.Spec.LoadBalancerClass.Is("eks.amazonaws.com/nlb");
        var isManaged = service.Spec.LoadBalancerClass.IsSet
            ? isAutoMode || service.Spec.LoadBalancerClass.Is("service.k8s.aws/nlb")
            : type.Is("nlb-ip") || (type.Is("external") && target.Text is "ip" or "instance");
        if (!isManaged || service.Manifest.IsTransformed || annotations[ServicePrefix + "subnets"].IsSet)
            return null;

        var scheme = annotations[ServicePrefix + "scheme"];
        if (scheme.IsSet)
            return Make(service.Manifest, scheme, isAutoMode);
        var isInternal = annotations[ServicePrefix + "internal"];
        return isInternal.Text switch
        {
            "" or "1" or "t" or "T" or "true" or "TRUE" or "True" =>
                new(service.Manifest, LoadBalancerScheme.Internal, isInternal.IsSet ? isInternal.Node : service.Node, isAutoMode),
            "0" or "f" or "F" or "false" or "FALSE" or "False" => new(service.Manifest, LoadBalancerScheme.InternetFacing, isInternal.Node, isAutoMode),
            _ => null,
        };
    }

    private static DiscoveringLoadBalancer? Read(Ingress ingress, ManifestSet manifests)
    {
        var annotations = ingress.Metadata.Annotations;
        if (ingress.Manifest.IsTransformed || annotations[IngressPrefix + "subnets"].IsSet)
            return null;
        var annotatedClass = annotations["kubernetes.io/ingress.class"];
        var scheme = annotations[IngressPrefix + "scheme"];
        // Another member of its group may state the scheme.
        var isAlone = !annotations[IngressPrefix + "group.name"].IsSet;
        if (annotatedClass.IsSet)
            return annotatedClass.Is("alb") && (scheme.IsSet || isAlone) ? Make(ingress, scheme, isAutoMode: false) : null;

        var name = ingress.Spec.IngressClassName;
        if (!name.IsSet || name.IsUnknown)
            return null;
        if (manifests.Find("networking.k8s.io", IngressClass.Kind, "", name.Text, ingress.Manifest.File) is not { } found)
        {
            // The chart of the controller makes this class; what parameters it has is not known.
            return name.Is("alb") && scheme.IsSet ? Make(ingress, scheme, isAutoMode: false) : null;
        }

        var ingressClass = IngressClass.From(found);
        var isAutoMode = ingressClass.Spec.Controller.Is("eks.amazonaws.com/alb");
        if (!isAutoMode && !ingressClass.Spec.Controller.Is("ingress.k8s.aws/alb"))
            return null;
        var parameters = ingressClass.Spec.Parameters;
        if (!parameters.IsSet)
            return scheme.IsSet || isAlone ? Make(ingress, scheme, isAutoMode) : null;
        var group = isAutoMode ? "eks.amazonaws.com" : "elbv2.k8s.aws";
        if (manifests.Find(group, "IngressClassParams", "", parameters.Name.Text, found.File) is not { } classParams || classParams.IsTransformed)
            return null;
        var spec = classParams.Root["spec"u8];
        if (!spec["subnets"u8].IsNull)
            return null;
        var stated = new StringValue(spec["scheme"u8]);
        isAlone &= spec["group"u8].IsNull;
        return stated.IsSet ? Make(ingress.Manifest, stated, isAutoMode) : scheme.IsSet || isAlone ? Make(ingress, scheme, isAutoMode) : null;
    }

    private static DiscoveringLoadBalancer? Make(Ingress ingress, StringValue scheme, bool isAutoMode) =>
        scheme.IsSet ? Make(ingress.Manifest, scheme, isAutoMode) : new(ingress.Manifest, LoadBalancerScheme.Internal, ingress.Node, isAutoMode);

    private static DiscoveringLoadBalancer? Make(ManifestObject manifest, StringValue scheme, bool isAutoMode) => scheme.Text switch
    {
        "internet-facing" => new(manifest, LoadBalancerScheme.InternetFacing, scheme.Node, isAutoMode),
        "internal" => new(manifest, LoadBalancerScheme.Internal, scheme.Node, isAutoMode),
        _ => null,
    };
}
