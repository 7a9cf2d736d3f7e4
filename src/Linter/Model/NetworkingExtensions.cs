using System.Collections;
using EksLint.Model.Kubernetes;

namespace EksLint.Model;

/// <summary>What rules ask of Services and Ingresses beyond their fields.</summary>
public static class NetworkingExtensions
{
    /// <summary>All backends of an Ingress: the default one, then those of the paths.</summary>
    public static IngressBackends Backends(this Ingress ingress) => new(ingress.Spec);

    /// <summary>Whether a port of a Service is open on the nodes, or may be: a type that is not known could be any.</summary>
    /// <remarks>A Service of type LoadBalancer gets node ports unless it declines them; Kubernetes documentation, Service, "Disabling load balancer
    /// NodePort allocation".</remarks>
    public static bool MayHaveNodePort(this Service service, ServicePort port)
    {
        var spec = service.Spec;
        var type = spec.Type;
        if (type.Is("NodePort"u8))
            return true;
        return type.Is("LoadBalancer"u8) ? !spec.AllocateLoadBalancerNodePorts.IsFalse || !port.NodePort.Node.IsNull : type.IsUnknown;
    }

    /// <summary>Whether a Service has no address of its own: DNS answers with those of its pods.</summary>
    public static bool IsHeadless(this Service service) => service.Spec.ClusterIP.Is("None"u8);

    /// <summary>Whether a load balancer asks the nodes at a port of their own whether they have pods; true too where a placeholder could say so.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/api/service/util.go, NeedsHealthCheck.</remarks>
    public static bool MayHaveHealthCheckNodePort(this Service service)
    {
        var spec = service.Spec;
        var policy = spec.ExternalTrafficPolicy;
        return (policy.Is("Local"u8) || policy.IsUnknown) && (spec.Type.Is("LoadBalancer"u8) || spec.Type.IsUnknown);
    }
}

/// <summary>The backends of an Ingress, walked over without allocation.</summary>
public readonly struct IngressBackends : IEnumerable<IngressBackend>
{
    private readonly IngressSpec _spec;

    internal IngressBackends(IngressSpec spec) => _spec = spec;

    /// <summary>Walks the backends.</summary>
    public Enumerator GetEnumerator() => new(_spec);

    IEnumerator<IngressBackend> IEnumerable<IngressBackend>.GetEnumerator() => AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => AsEnumerable().GetEnumerator();

    private IEnumerable<IngressBackend> AsEnumerable()
    {
        foreach (var backend in this)
            yield return backend;
    }

    /// <summary>Walks the backends.</summary>
    public struct Enumerator
    {
        private readonly IngressBackend _default;
        private ListValue<IngressRule>.Enumerator _rules;
        private ListValue<HTTPIngressPath>.Enumerator _paths;
        private bool _isDefaultNext;

        internal Enumerator(IngressSpec spec)
        {
            _default = spec.DefaultBackend;
            _isDefaultNext = _default.IsSet;
            _rules = spec.Rules.GetEnumerator();
        }

        /// <summary>The current backend.</summary>
        public IngressBackend Current { get; private set; }

        /// <summary>Steps to the next backend.</summary>
        public bool MoveNext()
        {
            if (_isDefaultNext)
            {
                _isDefaultNext = false;
                Current = _default;
                return true;
            }

            while (!_paths.MoveNext())
            {
                if (!_rules.MoveNext())
                    return false;
                _paths = _rules.Current.Http.Paths.GetEnumerator();
            }

            Current = _paths.Current.Backend;
            return true;
        }
    }
}
