using System.Collections.Immutable;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>What pods are made from: a Pod, the template of a workload, or the template of a custom workload (Argo Rollout, Knative Service).</summary>
public sealed class PodSource : ILabelled
{
    private ImmutableArray<Container> _runningContainers;
    private ImmutableArray<Container> _allContainers;
    private ImmutableArray<ConfigReference> _references;

    private PodSource(ManifestObject owner, YamlNode template)
    {
        Owner = owner;
        Template = template;
        Labels = LabelledObject.Read(template["metadata"u8]["labels"u8]);
    }

    /// <summary>The object that makes the pods.</summary>
    public ManifestObject Owner { get; }

    /// <summary>The node that holds the pods' metadata and spec; the object itself where it is a Pod.</summary>
    public YamlNode Template { get; }

    /// <summary>The pods' spec.</summary>
    public PodSpec Spec => new(Template["spec"u8]);

    /// <summary>The labels that the template gives.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The node of the labels; missing where the template has none.</summary>
    public YamlNode LabelsNode => Template["metadata"u8]["labels"u8];

    /// <summary>The containers whose ports count: all but the init containers that end before the others start.</summary>
    /// <remarks>A native sidecar is an init container with restartPolicy Always: kubernetes/enhancements, KEP-753.</remarks>
    public ImmutableArray<Container> RunningContainers => _runningContainers.IsDefault ? _runningContainers = [.. FindRunningContainers()] : _runningContainers;

    /// <summary>Where the pods declare ports: the first list, or the containers where none has one.</summary>
    public YamlNode PortsNode
    {
        get
        {
            foreach (var container in RunningContainers)
            {
                if (container.Ports.IsSet)
                    return container.Ports.Node;
            }

            return Template["spec"u8]["containers"u8];
        }
    }

    /// <summary>Whether the containers declare more than one port, so that two of them can be alike.</summary>
    public bool DeclaresSeveralPorts
    {
        get
        {
            var count = 0;
            foreach (var container in AllContainers)
                count += container.Ports.Count;
            return count > 1;
        }
    }

    /// <summary>All containers of the template, those that prepare the others first.</summary>
    public ImmutableArray<Container> AllContainers => _allContainers.IsDefault ? _allContainers = [.. FindAllContainers()] : _allContainers;

    /// <summary>All ConfigMaps and Secrets that the pods name, each key of its own.</summary>
    public ImmutableArray<ConfigReference> References => _references.IsDefault ? _references = [.. ConfigReferences.Find(this)] : _references;

    /// <summary>The names of the pods' volumes, those of a StatefulSet's claim templates with them.</summary>
    public IEnumerable<string> VolumeNames
    {
        get
        {
            foreach (var volume in Spec.Volumes)
                yield return volume.Name.Text;
            foreach (var template in Owner.Root["spec"u8]["volumeClaimTemplates"u8].Children)
                yield return template["metadata"u8]["name"u8].Text;
        }
    }

    /// <summary>The names of the volumes that containers mount, each with the name of the container.</summary>
    public IEnumerable<(StringValue Container, StringValue Volume)> VolumeMounts
    {
        get
        {
            foreach (var container in AllContainers)
            {
                foreach (var mount in container.VolumeMounts)
                    yield return (container.Name, mount.Name);
                foreach (var device in container.VolumeDevices)
                    yield return (container.Name, device.Name);
            }

            foreach (var container in Spec.EphemeralContainers)
            {
                foreach (var mount in container.VolumeMounts)
                    yield return (container.Name, mount.Name);
            }
        }
    }

    /// <summary>Whether the pods are made from the template as it stands: by Kubernetes itself, or by Argo Rollouts. The operator of another custom resource
    /// may add containers, ports, labels and volumes of its own.</summary>
    public bool IsWhole => Owner.Schema is { IsBuiltIn: true } || Owner.Is("argoproj.io", "Rollout");

    /// <summary>The port of the node that a container's port takes; null where it takes none, or which one is not known.</summary>
    /// <remarks>With hostNetwork a port that is left out becomes the container's own: kubernetes/kubernetes, pkg/apis/core/v1/defaults.go,
    /// defaultHostNetworkPorts.</remarks>
    public long? HostPortOf(ContainerPort port)
    {
        if (!port.HostPort.Node.IsNull && port.HostPort.Number != 0)
            return port.HostPort.Number;
        return Spec.HostNetwork.IsTrue ? port.ContainerPortField.Number : null;
    }

    /// <summary>Whether these are pods in a cluster with labels that the template they were made from does not give: such as operators put on the leader of a
    /// database.</summary>
    internal bool HasLabelsOfItsOwn =>
        Owner is { Kind: "Pod", Maker.StatedPods: { } made } && Labels.Any(label => !made.HasLabel(label.Key, label.Value));

    /// <summary>Finds the pod template of an object.</summary>
    /// <returns>Null where the object makes no pods, or not in a way that can be seen.</returns>
    public static PodSource? Find(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var template = (manifest.Group, manifest.Kind) switch
        {
            ("", "Pod") => manifest.Root,
            ("batch", "CronJob") => manifest.Root["spec"u8]["jobTemplate"u8]["spec"u8]["template"u8],
            _ => manifest.Root["spec"u8]["template"u8],
        };
        return template["spec"u8]["containers"u8].IsSequence ? new PodSource(manifest, template) : null;
    }

    /// <summary>Whether the pods have a label with a value, or with any (null); what a controller adds counts, what is unknown counts as a match.</summary>
    public bool HasLabel(string key, string? value)
    {
        if (Labels.TryGetValue(key, out var given))
            return value is null || given == value || Placeholder.IsUnknown(given) || Placeholder.IsUnknown(value);
        return HasAddedLabel(key, value);
    }

    /// <summary>Labels that controllers put on the pods that they make.</summary>
    /// <remarks>kubernetes/kubernetes: pkg/controller/statefulset/stateful_set_utils.go, pkg/controller/job/job_controller.go,
    /// pkg/apis/apps/types.go; argoproj/argo-rollouts: utils/defaults.</remarks>
    private bool HasAddedLabel(string key, string? value) => key switch
    {
        "statefulset.kubernetes.io/pod-name" => Owner.Kind == "StatefulSet" && (value is null || IsOrdinalName(value, Owner.Name)),
        "apps.kubernetes.io/pod-index" => Owner.Kind == "StatefulSet",
        "job-name" or "batch.kubernetes.io/job-name" => Owner.Kind == "CronJob" || (Owner.Kind == "Job" && (value is null || value == Owner.Name)),
        "controller-uid" or "batch.kubernetes.io/controller-uid" => Owner.Kind is "Job" or "CronJob",
        "pod-template-hash" => Owner.Kind is "Deployment" or "ReplicaSet" or "Rollout",
        "rollouts-pod-template-hash" => Owner.Kind == "Rollout",
        "controller-revision-hash" => Owner.Kind is "StatefulSet" or "DaemonSet",
        "pod-template-generation" => Owner.Kind == "DaemonSet",
        _ => false,
    };

    private IEnumerable<Container> FindRunningContainers()
    {
        foreach (var container in Spec.Containers)
            yield return container;
        foreach (var container in Spec.InitContainers)
        {
            if (container.RestartPolicy.Is("Always"))
                yield return container;
        }
    }

    private IEnumerable<Container> FindAllContainers()
    {
        foreach (var container in Spec.InitContainers)
            yield return container;
        foreach (var container in Spec.Containers)
            yield return container;
    }

    private static bool IsOrdinalName(string podName, string owner) =>
        podName.Length > owner.Length + 1
        && podName.StartsWith(owner, StringComparison.Ordinal)
        && podName[owner.Length] == '-'
        && !podName.AsSpan(owner.Length + 1).ContainsAnyExceptInRange('0', '9');
}
