using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>An autoscaler of a workload.</summary>
/// <param name="Manifest">The HorizontalPodAutoscaler, or the KEDA ScaledObject.</param>
public sealed record Scaler(ManifestObject Manifest)
{
    /// <summary>What states the least number of replicas; missing where nothing does.</summary>
    public YamlNode LeastNode => Manifest.Root["spec"u8][IsKeda ? "minReplicaCount"u8 : "minReplicas"u8];

    /// <summary>What states the largest number of replicas; missing where nothing does.</summary>
    public YamlNode MostNode => Manifest.Root["spec"u8][IsKeda ? "maxReplicaCount"u8 : "maxReplicas"u8];

    /// <summary>The least number of replicas; null where it is not known.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/apis/autoscaling/v2/defaults.go (one); kedacore/keda, apis/keda/v1alpha1/scaledobject_types.go (none).</remarks>
    public long? Least => Manifest.IsTransformed ? null : LeastNode.IsNull ? (IsKeda ? 0 : 1) : new IntegerValue(LeastNode).Number;

    private bool IsKeda => Manifest.Group == ScaleTarget.KedaGroup;
}

/// <summary>How many pods of a workload there are at least.</summary>
/// <param name="Count">The number.</param>
/// <param name="Node">What states it; the workload where it is the default.</param>
public readonly record struct ReplicaCount(long Count, YamlNode Node);

/// <summary>The autoscalers of a set by the workloads that they scale.</summary>
internal sealed class ScalerIndex
{
    // As many workloads of one name, equally near to an autoscaler, are the same in as many environments.
    private const int MostTargets = 64;

    // Far above what a cluster holds, so that sums of what files claim stay in range.
    private const long MostReplicas = 1_000_000_000;

    private readonly Dictionary<ManifestObject, List<Scaler>> _scalers = [];

    // An autoscaler whose target is not known could scale anything there.
    private readonly HashSet<string> _uncertainNamespaces = new(StringComparer.Ordinal);

    public ScalerIndex(ManifestSet manifests)
    {
        foreach (var manifest in manifests.OfKind("autoscaling", "HorizontalPodAutoscaler").Concat(manifests.OfKind(ScaleTarget.KedaGroup, "ScaledObject")))
        {
            var target = ScaleTarget.Of(manifest);
            var scaler = new Scaler(manifest);
            if (target.Name.IsUnknown || Placeholder.IsUnknown(manifest.Namespace))
            {
                _uncertainNamespaces.Add(manifest.Namespace);
                continue;
            }

            foreach (var workload in manifests.FindAllNearest(target.Group, target.Kind, manifest.Namespace, target.Name.Text, manifest.Place).Take(MostTargets))
            {
                if (!_scalers.TryGetValue(workload, out var scalers))
                    _scalers[workload] = scalers = [];
                scalers.Add(scaler);
            }
        }
    }

    /// <summary>The autoscalers of a workload.</summary>
    public IReadOnlyList<Scaler> Of(ManifestObject workload) => _scalers.GetValueOrDefault(workload) ?? [];

    /// <summary>How many pods a source has at least; null where that is not known.</summary>
    public ReplicaCount? ReplicasOf(PodSource pods)
    {
        var owner = pods.Owner;
        if (owner.IsTransformed || _uncertainNamespaces.Contains(owner.Namespace))
            return null;
        if (owner.Is("", "Pod"))
            return new ReplicaCount(1, owner.Root);
        if (!owner.Is("apps", "Deployment") && !owner.Is("apps", "StatefulSet") && !owner.Is("apps", "ReplicaSet") && !owner.Is("", "ReplicationController"))
            return null;
        var scalers = Of(owner);
        if (scalers.Count == 0)
            return Read(owner.Root["spec"u8]["replicas"u8], owner);

        // Of several environments, the one with the most pods: what holds there holds in the others too. KEDA may take the last pod away.
        ReplicaCount? most = null;
        foreach (var scaler in scalers)
        {
            if (scaler.Least is not > 0)
                return null;
            var least = new ReplicaCount(Math.Min(scaler.Least.Value, MostReplicas), scaler.LeastNode.IsNull ? scaler.Manifest.Root : scaler.LeastNode);
            most = most is { } known && known.Count >= least.Count ? known : least;
        }

        return most;
    }

    private static ReplicaCount? Read(YamlNode replicas, ManifestObject owner)
    {
        if (replicas.IsNull)
            return new ReplicaCount(1, owner.Root);
        return new IntegerValue(replicas).Number is { } number ? new ReplicaCount(Math.Clamp(number, 0, MostReplicas), replicas) : null;
    }
}
