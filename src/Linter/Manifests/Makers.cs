using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>Finds the pods and workloads of a cluster that another workload of the set has made: what a Deployment says stands in its ReplicaSets and their
/// pods again.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, OwnerReference: one owner at most is the controller. The uid
/// tells owners of one name apart that came one after the other.</remarks>
internal static class Makers
{
    // A pod, its ReplicaSet, its Deployment; a pod, its Job, its CronJob.
    private const int LongestChain = 4;

    /// <summary>Tells each object that has a maker with pods of its own among the objects.</summary>
    public static void Find(IReadOnlyList<ManifestObject> objects)
    {
        var owned = objects.Where(static manifest => manifest.MayHaveOwner && manifest.StatedPods is not null && ControllerOf(manifest) is not null).ToList();
        if (owned.Count == 0)
            return;
        var workloads = objects.Where(static manifest => manifest.MayStatePods).ToLookup(static manifest => manifest.Identity);
        foreach (var manifest in owned)
        {
            manifest.Maker = null;
            var maker = FindOwner(manifest, workloads);
            for (var step = 0; maker is not null && step < LongestChain; step++)
            {
                manifest.Maker = maker;
                maker = FindOwner(maker, workloads);
            }

            // Who made each other made nothing.
            if (maker is not null)
                manifest.Maker = null;
        }
    }

    private static ManifestObject? FindOwner(ManifestObject manifest, ILookup<ObjectIdentity, ManifestObject> workloads) =>
        ControllerOf(manifest) is not var (identity, uid)
            ? null
            : workloads[identity].FirstOrDefault(workload => workload != manifest && workload.StatedPods is not null && IsOwner(workload, uid));

    private static bool IsOwner(ManifestObject workload, string uid) => !workload.IsFromCluster || uid.Length == 0 || workload.Metadata["uid"u8].TextEquals(uid);

    private static (ObjectIdentity Identity, string Uid)? ControllerOf(ManifestObject manifest)
    {
        foreach (var owner in manifest.Metadata["ownerReferences"u8].Children)
        {
            if (owner["controller"u8].TextEquals("true"u8))
                return (new ObjectIdentity(Schemas.SchemaTable.GroupOf(owner["apiVersion"u8].Text), owner["kind"u8].Text, manifest.Namespace, owner["name"u8].Text), owner["uid"u8].Text);
        }

        return null;
    }
}
