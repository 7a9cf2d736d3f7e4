using EksLint.Schemas;

namespace EksLint.Inputs.Kustomize;

/// <summary>Which lists a strategic merge patch merges, and by which fields of their items. Every other list is replaced.</summary>
/// <remarks>The patchStrategy and patchMergeKey of kubernetes/kubernetes, staging/src/k8s.io/api/*/types.go, as Kubernetes 1.21 has them: that is what
/// kubernetes-sigs/kustomize, kyaml/openapi/kubernetesapi/v1_21_2, knows. The list map keys of the tables are no substitute: kustomize replaces such a list
/// (imagePullSecrets of a ServiceAccount, the paths of an Ingress) where no patch strategy stands beside them.</remarks>
internal static class MergeKeys
{
    private static readonly string[] Primitive = [""];

    private static readonly Dictionary<(string Type, string Field), string[]> Keys = new()
    {
        [("ObjectMeta", "finalizers")] = Primitive,
        [("ObjectMeta", "ownerReferences")] = ["uid"],
        [("NamespaceStatus", "conditions")] = ["type"],
        [("NodeSpec", "podCIDRs")] = Primitive,
        [("NodeStatus", "addresses")] = ["type"],
        [("NodeStatus", "conditions")] = ["type"],
        [("PodSpec", "containers")] = ["name"],
        [("PodSpec", "ephemeralContainers")] = ["name"],
        [("PodSpec", "hostAliases")] = ["ip"],
        [("PodSpec", "imagePullSecrets")] = ["name"],
        [("PodSpec", "initContainers")] = ["name"],
        [("PodSpec", "topologySpreadConstraints")] = ["topologyKey", "whenUnsatisfiable"],
        [("PodSpec", "volumes")] = ["name"],
        [("PodStatus", "conditions")] = ["type"],
        [("Container", "env")] = ["name"],
        [("Container", "ports")] = ["containerPort", "protocol"],
        [("Container", "volumeDevices")] = ["devicePath"],
        [("Container", "volumeMounts")] = ["mountPath"],
        [("EphemeralContainer", "env")] = ["name"],
        [("EphemeralContainer", "ports")] = ["containerPort", "protocol"],
        [("EphemeralContainer", "volumeDevices")] = ["devicePath"],
        [("EphemeralContainer", "volumeMounts")] = ["mountPath"],
        [("ServiceAccount", "secrets")] = ["name"],
        [("ServiceSpec", "ports")] = ["port", "protocol"],
        [("PersistentVolumeClaimStatus", "conditions")] = ["type"],
        [("ReplicationControllerStatus", "conditions")] = ["type"],
        [("DaemonSetStatus", "conditions")] = ["type"],
        [("DeploymentStatus", "conditions")] = ["type"],
        [("ReplicaSetStatus", "conditions")] = ["type"],
        [("StatefulSetStatus", "conditions")] = ["type"],
        [("JobStatus", "conditions")] = ["type"],
        [("MutatingWebhookConfiguration", "webhooks")] = ["name"],
        [("ValidatingWebhookConfiguration", "webhooks")] = ["name"],
        [("CSINodeSpec", "drivers")] = ["name"],
        [("APIServiceStatus", "conditions")] = ["type"],
    };

    /// <summary>The type by which a kind's patches are merged; null where kustomize does not know the kind.</summary>
    public static SchemaType? TypeOf(string apiVersion, string kind)
    {
        // Gone from the tables, but not from kustomize; the fields that matter are the same.
        if (apiVersion == "batch/v1beta1" && kind == "CronJob")
            apiVersion = "batch/v1";
        return SchemaTable.Default.FindKind(apiVersion, kind) is { IsBuiltIn: true, Type: { } type } ? type : null;
    }

    /// <summary>The fields by which the items of a list are told apart, <c>""</c> for the items themselves; null where the list is replaced.</summary>
    public static string[]? Of(SchemaType? type, string field) => type is null ? null : Keys.GetValueOrDefault((type.Name, field));
}
