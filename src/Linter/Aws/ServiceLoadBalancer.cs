using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>Who makes the load balancer of a Service or an Ingress.</summary>
public enum LoadBalancerOwner
{
    /// <summary>The manifests do not say it.</summary>
    Unknown,

    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>The AWS Load Balancer Controller.</summary>
    LoadBalancerController,

    /// <summary>EKS Auto Mode.</summary>
    AutoMode,

    /// <summary>The AWS Load Balancer Controller or EKS Auto Mode: the class has the name that both use, and is not in the set.</summary>
    ControllerOrAutoMode,

    /// <summary>The controller for Services that was once part of Kubernetes itself.</summary>
    InTree,

    /// <summary>Another controller.</summary>
    Other,
}

/// <summary>What a load balancer sends traffic to.</summary>
public enum TargetType
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>The nodes, at a Service's node ports.</summary>
    Instance,

    /// <summary>The pods.</summary>
    Ip,
}

/// <summary>Whether a load balancer is public.</summary>
public enum LoadBalancerScheme
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>It has private addresses only.</summary>
    Internal,

    /// <summary>It has public addresses.</summary>
    InternetFacing,
}

/// <summary>What becomes of a Service on EKS: who makes its load balancer, and of which kind.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller: pkg/service/service_utils.go (a class alone decides, whatever it is; the type of the Service is
/// not looked at), pkg/service/model_build_target_group.go, pkg/service/model_build_load_balancer.go, webhooks/core/service_mutator.go.
/// kubernetes/cloud-provider-aws: pkg/providers/v1/aws.go, pkg/providers/v1/aws_loadbalancer.go. Amazon EKS User Guide, "Use Service Annotations to
/// configure Network Load Balancers" (in Auto Mode the class is the cluster's default) and "Considerations for load balancing with EKS Auto Mode"
/// (its targets are pods by default).</remarks>
public sealed class ServiceLoadBalancer
{
    /// <summary>The class of the AWS Load Balancer Controller.</summary>
    public const string ControllerClass = "service.k8s.aws/nlb";

    /// <summary>The class of EKS Auto Mode.</summary>
    public const string AutoModeClass = "eks.amazonaws.com/nlb";

    private readonly Service _service;
    private IReadOnlyList<WrongChoice>? _wrongChoices;

    private ServiceLoadBalancer(Service service, LoadBalancerOwner owner, bool dependsOnWebhook, TargetType targetType, LoadBalancerScheme scheme)
    {
        _service = service;
        Owner = owner;
        DependsOnWebhook = dependsOnWebhook;
        TargetType = targetType;
        Scheme = scheme;
    }

    /// <summary>The Service.</summary>
    internal ManifestObject Manifest => _service.Manifest;

    /// <summary>Who makes the load balancer; where it depends on the webhook, who makes it without.</summary>
    public LoadBalancerOwner Owner { get; }

    /// <summary>
    /// Whether the AWS Load Balancer Controller takes the Service over when it is created, if its mutating webhook is installed: a Service of type
    /// LoadBalancer without class gets the controller's.
    /// </summary>
    public bool DependsOnWebhook { get; }

    /// <summary>What the load balancer sends traffic to.</summary>
    public TargetType TargetType { get; }

    /// <summary>Whether the load balancer is public.</summary>
    public LoadBalancerScheme Scheme { get; }

    /// <summary>The annotations of the Service that take one of a few values and have another, as far as somebody reads them.</summary>
    public IReadOnlyList<WrongChoice> WrongChoices => _wrongChoices ??= FindWrongChoices();

    /// <summary>Finds out what becomes of a Service.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="cluster">The cluster that it ends up in.</param>
    public static ServiceLoadBalancer Of(Service service, ClusterFacts cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (IsPlain(service))
            return new ServiceLoadBalancer(service, LoadBalancerOwner.Nobody, dependsOnWebhook: false, TargetType.Unknown, LoadBalancerScheme.Unknown);
        var owner = FindOwner(service, cluster);
        var dependsOnWebhook = cluster.MayHaveServiceMutatorWebhook
            && owner is LoadBalancerOwner.InTree or LoadBalancerOwner.Nobody
            && service.Spec.Type.Is("LoadBalancer");
        var targetType = FindTargetType(service, owner);
        var scheme = FindScheme(service, owner);
        if (dependsOnWebhook)
        {
            targetType = IfSame(targetType, FindTargetType(service, LoadBalancerOwner.LoadBalancerController));
            scheme = IfSame(scheme, FindScheme(service, LoadBalancerOwner.LoadBalancerController));
        }

        return new ServiceLoadBalancer(service, owner, dependsOnWebhook, targetType, scheme);
    }

    /// <summary>Whether the in-tree controller would make the load balancer public: it reads one annotation only.</summary>
    public static LoadBalancerScheme InTreeScheme(Service service)
    {
        var isInternal = service.Metadata.Annotations[LoadBalancerAnnotations.NlbInternal];
        if (isInternal.IsUnknown)
            return LoadBalancerScheme.Unknown;
        return isInternal.Text is "" or "false" ? LoadBalancerScheme.InternetFacing : LoadBalancerScheme.Internal;
    }

    /// <summary>Whether nothing at a Service asks for a load balancer; as at most of them.</summary>
    private static bool IsPlain(Service service)
    {
        var spec = service.Spec;
        return !spec.Type.Is("LoadBalancer"u8) && !spec.LoadBalancerClass.Node.Exists && !service.Metadata.Annotations.Node.Exists && !spec.Type.IsUnknown;
    }

    private IReadOnlyList<WrongChoice> FindWrongChoices() =>
        LoadBalancerAnnotations.FindWrongChoices(_service.Metadata.Annotations, AnnotationPlaces.Service) is { Count: > 0 } found
            ? [.. found.Where(choice => MayBeRead(choice.Annotation)).Select(choice => choice with { TakenFor = TakenFor(choice.Annotation) })]
            : [];

    private bool MayBeRead(LoadBalancerAnnotation annotation)
    {
        // Keys of Ingresses count on a Service wherever an Ingress names it.
        if (annotation.Places.HasFlag(AnnotationPlaces.Ingress))
            return true;
        if (annotation.Key == LoadBalancerAnnotations.Type && _service.Spec.LoadBalancerClass.IsSet)
            return false;
        var isReadByController = annotation.Readers.HasFlag(AnnotationReaders.LoadBalancerController);
        return Owner switch
        {
            LoadBalancerOwner.InTree => (DependsOnWebhook && isReadByController) || annotation.Readers != AnnotationReaders.LoadBalancerController,

            // A Service of type external that nobody takes would be the controller's, were its target type right.
            LoadBalancerOwner.Nobody => _service.Metadata.Annotations[LoadBalancerAnnotations.Type].Is("external") && isReadByController,
            LoadBalancerOwner.Other => false,
            _ => isReadByController,
        };
    }

    /// <summary>The controllers refuse every wrong value but those of two annotations.</summary>
    private string? TakenFor(LoadBalancerAnnotation annotation) => annotation.Key switch
    {
        LoadBalancerAnnotations.Type => "a Classic Load Balancer",
        LoadBalancerAnnotations.NlbTargetType when DependsOnWebhook && Owner == LoadBalancerOwner.Nobody =>
            "none at all: no controller takes the Service, unless the AWS Load Balancer Controller's webhook does when it is created",
        LoadBalancerAnnotations.NlbTargetType when DependsOnWebhook || _service.Spec.LoadBalancerClass.IsSet => "the default target type",
        _ => null,
    };

    private static LoadBalancerOwner FindOwner(Service service, ClusterFacts cluster)
    {
        var loadBalancerClass = service.Spec.LoadBalancerClass;
        if (loadBalancerClass.IsSet)
        {
            return loadBalancerClass.Text switch
            {
                ControllerClass => LoadBalancerOwner.LoadBalancerController,
                AutoModeClass => LoadBalancerOwner.AutoMode,
                _ => loadBalancerClass.IsUnknown ? LoadBalancerOwner.Unknown : LoadBalancerOwner.Other,
            };
        }

        var type = service.Metadata.Annotations[LoadBalancerAnnotations.Type];
        var target = service.Metadata.Annotations[LoadBalancerAnnotations.NlbTargetType];
        if (service.Spec.Type.IsUnknown || type.IsUnknown || (type.Is("external") && target.IsUnknown))
            return LoadBalancerOwner.Unknown;
        var isLoadBalancer = service.Spec.Type.Is("LoadBalancer");
        if (isLoadBalancer && cluster.UsesAutoMode == true)
            return LoadBalancerOwner.AutoMode;
        if (type.Is("nlb-ip") || (type.Is("external") && target.Text is "ip" or "instance"))
            return LoadBalancerOwner.LoadBalancerController;
        return isLoadBalancer && !type.Is("external") ? LoadBalancerOwner.InTree : LoadBalancerOwner.Nobody;
    }

    private static bool IsTargetTypeMisspelt(Service service) =>
        LoadBalancerAnnotations.FindMisspelling(service.Metadata.Annotations.Node, LoadBalancerAnnotations.NlbTargetType).Exists;

    private static TargetType FindTargetType(Service service, LoadBalancerOwner owner)
    {
        var target = service.Metadata.Annotations[LoadBalancerAnnotations.NlbTargetType];
        switch (owner)
        {
            case LoadBalancerOwner.InTree:
                return TargetType.Instance;
            case LoadBalancerOwner.LoadBalancerController:
                if (target.Is("ip") || service.Metadata.Annotations[LoadBalancerAnnotations.Type].Is("nlb-ip"))
                    return TargetType.Ip;
                return target.IsUnknown || (!target.Node.Exists && IsTargetTypeMisspelt(service)) ? TargetType.Unknown : TargetType.Instance;
            case LoadBalancerOwner.AutoMode:
                return target switch
                {
                    { IsSet: false } => TargetType.Ip,
                    { Text: "ip" } => TargetType.Ip,
                    { Text: "instance" } => TargetType.Instance,
                    _ => TargetType.Unknown,
                };
            default:
                return TargetType.Unknown;
        }
    }

    private static LoadBalancerScheme FindScheme(Service service, LoadBalancerOwner owner)
    {
        if (owner == LoadBalancerOwner.InTree)
            return InTreeScheme(service);
        if (owner is not (LoadBalancerOwner.LoadBalancerController or LoadBalancerOwner.AutoMode))
            return LoadBalancerScheme.Unknown;
        var scheme = service.Metadata.Annotations[LoadBalancerAnnotations.NlbScheme];
        var isInternal = service.Metadata.Annotations[LoadBalancerAnnotations.NlbInternal];
        return scheme.Text switch
        {
            "internal" => LoadBalancerScheme.Internal,
            "internet-facing" => LoadBalancerScheme.InternetFacing,
            not "" => LoadBalancerScheme.Unknown,
            _ when !isInternal.IsSet || owner == LoadBalancerOwner.AutoMode => LoadBalancerScheme.Internal,
            _ when GoBoolean.TryParse(isInternal.Text, out var value) => value ? LoadBalancerScheme.Internal : LoadBalancerScheme.InternetFacing,
            _ => LoadBalancerScheme.Unknown,
        };
    }

    private static T IfSame<T>(T one, T other)
        where T : struct, Enum =>
        EqualityComparer<T>.Default.Equals(one, other) ? one : default;
}
