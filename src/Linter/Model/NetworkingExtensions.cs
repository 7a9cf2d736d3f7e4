using EksLint.Model.Kubernetes;

namespace EksLint.Model;

/// <summary>What rules ask of Services and Ingresses beyond their fields.</summary>
public static class NetworkingExtensions
{
    /// <summary>All backends of an Ingress: the default one, then those of the paths.</summary>
    public static IEnumerable<IngressBackend> Backends(this Ingress ingress)
    {
        if (ingress.Spec.DefaultBackend.IsSet)
            yield return ingress.Spec.DefaultBackend;
        foreach (var rule in ingress.Spec.Rules)
        {
            foreach (var path in rule.Http.Paths)
                yield return path.Backend;
        }
    }

    /// <summary>Whether a port of a Service is open on the nodes, or may be: a type that is not known could be any.</summary>
    /// <remarks>A Service of type LoadBalancer gets node ports unless it declines them; Kubernetes documentation, Service, "Disabling load balancer
    /// NodePort allocation".</remarks>
    public static bool MayHaveNodePort(this Service service, ServicePort port)
    {
        var type = service.Spec.Type;
        return type.Text switch
        {
            "NodePort" => true,
            "LoadBalancer" => !service.Spec.AllocateLoadBalancerNodePorts.IsFalse || !port.NodePort.Node.IsNull,
            _ => type.IsUnknown,
        };
    }

    /// <summary>Whether a Service has no address of its own: DNS answers with those of its pods.</summary>
    public static bool IsHeadless(this Service service) => service.Spec.ClusterIP.Is("None");

    /// <summary>Whether a load balancer asks the nodes at a port of their own whether they have pods; true too where a placeholder could say so.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/api/service/util.go, NeedsHealthCheck.</remarks>
    public static bool MayHaveHealthCheckNodePort(this Service service) =>
        (service.Spec.Type.Is("LoadBalancer") || service.Spec.Type.IsUnknown)
        && (service.Spec.ExternalTrafficPolicy.Is("Local") || service.Spec.ExternalTrafficPolicy.IsUnknown);
}
