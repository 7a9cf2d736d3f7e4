using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What an Application Load Balancer sends traffic to, and who says so.</summary>
/// <param name="Type">The target type.</param>
/// <param name="Source">The value that says it; missing where it is the controller's default.</param>
public readonly record struct AlbTargets(TargetType Type, YamlNode Source);

/// <summary>What becomes of an Ingress on EKS: who makes a load balancer for it, and with which parameters.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller: pkg/ingress/group_loader.go (the annotation beats the field, and hides the class with its
/// parameters), pkg/ingress/class_loader.go, pkg/ingress/model_build_target_group.go. Amazon EKS User Guide, "Create an IngressClass to configure an
/// Application Load Balancer" and "Considerations for load balancing with EKS Auto Mode" (its targets are pods by default).</remarks>
public sealed class IngressLoadBalancer
{
    /// <summary>The name that an IngressClass of the AWS Load Balancer Controller states.</summary>
    public const string Controller = "ingress.k8s.aws/alb";

    /// <summary>The name that an IngressClass of EKS Auto Mode states.</summary>
    public const string AutoModeController = "eks.amazonaws.com/alb";

    // The name of the class that the controller's chart makes and that the guides to EKS Auto Mode use.
    private const string UsualClass = "alb";

    private readonly Ingress _ingress;
    private IReadOnlyList<WrongChoice>? _wrongChoices;

    private IngressLoadBalancer(Ingress ingress, LoadBalancerOwner owner, YamlNode parameters = default, bool areParametersKnown = true)
    {
        _ingress = ingress;
        Owner = owner;
        Parameters = parameters;
        AreParametersKnown = areParametersKnown;
    }

    /// <summary>The Ingress.</summary>
    internal ManifestObject Manifest => _ingress.Manifest;

    /// <summary>Who makes the load balancer. Nobody means that the Ingress names no class and the set holds no default class.</summary>
    public LoadBalancerOwner Owner { get; }

    /// <summary>Whether it is an Application Load Balancer.</summary>
    public bool IsApplicationLoadBalancer =>
        Owner is LoadBalancerOwner.LoadBalancerController or LoadBalancerOwner.AutoMode or LoadBalancerOwner.ControllerOrAutoMode;

    /// <summary>The spec of the class's IngressClassParams; missing where it has none, or none that is known.</summary>
    public YamlNode Parameters { get; }

    /// <summary>Whether the class of the Ingress is in the set; one by the usual name may have parameters that are not known.</summary>
    public bool IsClassInSet { get; private init; }

    /// <summary>Whether the class's parameters are known: it has none, or they are in the set and nothing changes them.</summary>
    public bool AreParametersKnown { get; }

    /// <summary>The annotations of the Ingress that take one of a few values and have another, as far as somebody reads them.</summary>
    public IReadOnlyList<WrongChoice> WrongChoices => _wrongChoices ??= FindWrongChoices();

    /// <summary>Finds out what becomes of an Ingress.</summary>
    /// <param name="ingress">The Ingress.</param>
    /// <param name="manifests">The set that may hold its class.</param>
    /// <param name="cluster">The cluster that it ends up in.</param>
    public static IngressLoadBalancer Of(Ingress ingress, ManifestSet manifests, ClusterFacts cluster)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(cluster);
        var annotation = ingress.Metadata.Annotations[LoadBalancerAnnotations.IngressClass];
        if (annotation.Node.Exists)
            return new IngressLoadBalancer(ingress, OwnerOfAnnotation(annotation, cluster));

        var name = ingress.Spec.IngressClassName.Text;
        if (Placeholder.IsUnknown(name))
            return new IngressLoadBalancer(ingress, LoadBalancerOwner.Unknown);
        var place = ingress.Manifest.Place;
        var classes = name.Length > 0
            ? manifests.FindAllNearest(IngressClassGroup, IngressClass.Kind, "", name, place)
            : [.. manifests.FindAll(IngressClassGroup, IngressClass.Kind, "", place).Where(IsDefault)];
        return classes switch
        {
            [] when name.Length == 0 => new IngressLoadBalancer(ingress, LoadBalancerOwner.Nobody),
            [] => new IngressLoadBalancer(ingress, name == UsualClass ? OwnerOfUsualClass(cluster) : LoadBalancerOwner.Unknown),
            [var only] => OfClass(ingress, IngressClass.From(only), manifests),
            _ => new IngressLoadBalancer(ingress, LoadBalancerOwner.Unknown),
        };
    }

    /// <summary>What the load balancer sends traffic for a Service to.</summary>
    /// <param name="service">A Service that the Ingress names.</param>
    public AlbTargets TargetsOf(Service service)
    {
        if (!IsApplicationLoadBalancer || !AreParametersKnown)
            return default;
        var source = Parameters["targetType"u8];
        if (source.IsNull)
            source = service.Metadata.Annotations[LoadBalancerAnnotations.AlbTargetType].Node;
        if (source.IsNull)
            source = _ingress.Metadata.Annotations[LoadBalancerAnnotations.AlbTargetType].Node;
        if (!source.IsNull)
            return new AlbTargets(Read(source.Text), source);
        var misspelt = LoadBalancerAnnotations.FindMisspelling(service.Metadata.Annotations.Node, LoadBalancerAnnotations.AlbTargetType);
        if (!misspelt.Exists)
            misspelt = LoadBalancerAnnotations.FindMisspelling(_ingress.Metadata.Annotations.Node, LoadBalancerAnnotations.AlbTargetType);
        return misspelt.Exists ? new AlbTargets(TargetType.Unknown, misspelt) : new AlbTargets(DefaultTargetType, default);
    }

    private static string IngressClassGroup => "networking.k8s.io";

    private IReadOnlyList<WrongChoice> FindWrongChoices() =>
        Owner != LoadBalancerOwner.Other && LoadBalancerAnnotations.FindWrongChoices(_ingress.Metadata.Annotations, AnnotationPlaces.Ingress) is { Count: > 0 } found
            ? [.. found.Where(choice => choice.Annotation.ClassParameter is not { } parameter || Parameters[parameter].IsNull)]
            : [];

    private TargetType DefaultTargetType => Owner switch
    {
        LoadBalancerOwner.LoadBalancerController => TargetType.Instance,
        LoadBalancerOwner.AutoMode => TargetType.Ip,
        _ => TargetType.Unknown,
    };

    private static TargetType Read(string text) => text switch
    {
        "instance" => TargetType.Instance,
        "ip" => TargetType.Ip,
        _ => TargetType.Unknown,
    };

    /// <summary>EKS Auto Mode does not read the annotation.</summary>
    private static LoadBalancerOwner OwnerOfAnnotation(StringValue annotation, ClusterFacts cluster)
    {
        if (annotation.IsUnknown)
            return LoadBalancerOwner.Unknown;
        if (!annotation.Is(UsualClass))
            return LoadBalancerOwner.Other;
        return cluster.UsesAutoMode == true ? LoadBalancerOwner.Unknown : LoadBalancerOwner.LoadBalancerController;
    }

    private static LoadBalancerOwner OwnerOfUsualClass(ClusterFacts cluster) => cluster.UsesAutoMode switch
    {
        true => LoadBalancerOwner.AutoMode,
        false => LoadBalancerOwner.LoadBalancerController,
        null => LoadBalancerOwner.ControllerOrAutoMode,
    };

    private static bool IsDefault(ManifestObject manifest) =>
        IngressClass.From(manifest).Metadata.Annotations["ingressclass.kubernetes.io/is-default-class"].Is("true");

    private static IngressLoadBalancer OfClass(Ingress ingress, IngressClass ingressClass, ManifestSet manifests)
    {
        var controller = ingressClass.Spec.Controller;
        var owner = controller.Text switch
        {
            Controller => LoadBalancerOwner.LoadBalancerController,
            AutoModeController => LoadBalancerOwner.AutoMode,
            "" => LoadBalancerOwner.Unknown,
            _ => controller.IsUnknown ? LoadBalancerOwner.Unknown : LoadBalancerOwner.Other,
        };
        var reference = ingressClass.Spec.Parameters;
        if (!reference.IsSet)
            return new IngressLoadBalancer(ingress, owner) { IsClassInSet = true };
        var parameters = manifests.FindAllNearest(reference.ApiGroup.Text, reference.KindField.Text, "", reference.Name.Text, ingressClass.Manifest.Place);
        return parameters is [var only]
            ? new IngressLoadBalancer(ingress, owner, only.Root["spec"u8], !only.IsTransformed) { IsClassInSet = true }
            : new IngressLoadBalancer(ingress, owner, areParametersKnown: false) { IsClassInSet = true };
    }
}
