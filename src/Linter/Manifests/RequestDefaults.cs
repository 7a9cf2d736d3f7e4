using EksLint.Model.Kubernetes;

namespace EksLint.Manifests;

/// <summary>The resources for which something in the cluster gives containers a request that their manifests do not state.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem: a maximum is the default limit, a default limit the default
/// request, and a minimum the default request where neither is given. kubernetes/autoscaler, vertical-pod-autoscaler/pkg/admission-controller: requests
/// are set on the pods of its target.</remarks>
internal sealed class RequestDefaults
{
    private readonly HashSet<(string Namespace, string Resource)> _resources = [];
    private readonly HashSet<(string Namespace, string Kind, string Name)> _targets = [];

    public RequestDefaults(ManifestSet manifests)
    {
        foreach (var manifest in manifests.OfKind("", LimitRange.Kind))
        {
            foreach (var item in LimitRange.From(manifest).Spec.Limits)
            {
                if (!item.Type.Is("Container") && !item.Type.IsUnknown)
                    continue;
                foreach (var resources in (ReadOnlySpan<Model.MapValue<Model.QuantityValue>>)[item.Default, item.DefaultRequest, item.Max, item.Min])
                {
                    foreach (var (resource, _) in resources)
                        _resources.Add((manifest.Namespace, resource));
                }
            }
        }

        foreach (var manifest in manifests.OfKind("autoscaling.k8s.io", "VerticalPodAutoscaler"))
        {
            var target = manifest.Root["spec"u8]["targetRef"u8];
            _targets.Add((manifest.Namespace, target["kind"u8].Text, target["name"u8].Text));
        }
    }

    /// <summary>Whether the containers of a workload may get a request for a resource.</summary>
    public bool MayGive(Model.ManifestObject workload, string resource) =>
        _resources.Contains((workload.Namespace, resource)) || _targets.Contains((workload.Namespace, workload.Kind, workload.Name));
}
