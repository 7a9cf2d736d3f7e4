using System.Collections.Immutable;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>A volume that a container mounts.</summary>
/// <param name="Container">The name of the container.</param>
/// <param name="Volume">The name of the volume.</param>
public sealed record VolumeUse(StringValue Container, StringValue Volume);

/// <summary>What pods are made from: a Pod, the template of a workload, or the template of a custom workload (Argo Rollout, Knative Service).</summary>
public sealed class PodSource : ILabelled
{
    private Container[]? _runningContainers;
    private Container[]? _allContainers;
    private ImmutableArray<ConfigReference> _references;
    private ImmutableArray<ProbePort> _probePorts;
    private ImmutableArray<VolumeUse> _volumeMounts;
    private Selector? _ownerSelector;
    private int _portCount = -1;

    private PodSource(ManifestObject owner, YamlNode template, PodSpec spec)
    {
        Owner = owner;
        Template = template;
        Spec = spec;
        LabelsNode = template["metadata"u8]["labels"u8];
        Labels = LabelMap.Read(LabelsNode);
    }

    /// <summary>The object that makes the pods.</summary>
    public ManifestObject Owner { get; }

    /// <summary>The node that holds the pods' metadata and spec; the object itself where it is a Pod.</summary>
    public YamlNode Template { get; }

    /// <summary>The pods' spec.</summary>
    public PodSpec Spec { get; }

    /// <summary>The labels that the template gives.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The node of the labels; missing where the template has none.</summary>
    public YamlNode LabelsNode { get; }

    /// <summary>The containers whose ports count: all but the init containers that end before the others start.</summary>
    /// <remarks>A native sidecar is an init container with restartPolicy Always: kubernetes/enhancements, KEP-753.</remarks>
    public Container[] RunningContainers => _runningContainers ??= FindRunningContainers();

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

            return Spec.Containers.Node;
        }
    }

    /// <summary>Whether the containers declare more than one port, so that two of them can be alike.</summary>
    public bool DeclaresSeveralPorts => (_portCount < 0 ? _portCount = CountPorts() : _portCount) > 1;

    /// <summary>All containers of the template, those that prepare the others first.</summary>
    public Container[] AllContainers => _allContainers ??= FindAllContainers();

    /// <summary>All ConfigMaps and Secrets that the pods name, each key of its own.</summary>
    public ImmutableArray<ConfigReference> References => _references.IsDefault ? _references = ConfigReferences.Find(this) : _references;

    /// <summary>The names of the pods' volumes, those of a StatefulSet's claim templates with them.</summary>
    public IEnumerable<string> VolumeNames
    {
        get
        {
            foreach (var volume in Spec.Volumes)
                yield return volume.Name.Text;
            foreach (var template in Owner.Spec["volumeClaimTemplates"u8].Children)
                yield return template["metadata"u8]["name"u8].Text;
        }
    }

    /// <summary>The names of the volumes that containers mount, each with the name of the container.</summary>
    public ImmutableArray<VolumeUse> VolumeMounts => _volumeMounts.IsDefault ? _volumeMounts = FindVolumeMounts() : _volumeMounts;

    /// <summary>The ports that the probes and hooks of all containers ask.</summary>
    public ImmutableArray<ProbePort> ProbePorts => _probePorts.IsDefault ? _probePorts = FindProbePorts() : _probePorts;

    /// <summary>The selector of the object that makes the pods, read as a LabelSelector.</summary>
    public Selector OwnerSelector => _ownerSelector ??= Selector.From(new LabelSelector(Owner.Spec["selector"u8]));

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
        var template = manifest.Spec["template"u8];
        if (manifest.Is("", "Pod"))
            template = manifest.Root;
        else if (manifest.Is("batch", "CronJob"))
            template = manifest.Spec["jobTemplate"u8]["spec"u8]["template"u8];
        var spec = new PodSpec(template["spec"u8]);
        return spec.Containers.IsSet ? new PodSource(manifest, template, spec) : null;
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

    private int CountPorts()
    {
        var count = 0;
        foreach (var container in AllContainers)
            count += container.Ports.Count;
        return count;
    }

    private Container[] FindRunningContainers()
    {
        var prepare = Spec.InitContainers;
        if (!prepare.IsSet)
            return AllContainers;
        var running = new List<Container>(AllContainers.Length);
        foreach (var container in Spec.Containers)
            running.Add(container);
        foreach (var container in prepare)
        {
            if (container.RestartPolicy.Is("Always"))
                running.Add(container);
        }

        return [.. running];
    }

    private Container[] FindAllContainers()
    {
        var (prepare, others) = (Spec.InitContainers, Spec.Containers);
        var all = new Container[prepare.Count + others.Count];
        var count = 0;
        foreach (var container in prepare)
            all[count++] = container;
        foreach (var container in others)
            all[count++] = container;
        return all;
    }

    private ImmutableArray<ProbePort> FindProbePorts()
    {
        List<ProbePort>? ports = null;
        foreach (var container in AllContainers)
            container.AddProbePorts(ref ports);
        return ports is null ? [] : [.. ports];
    }

    private ImmutableArray<VolumeUse> FindVolumeMounts()
    {
        List<VolumeUse>? mounts = null;
        foreach (var container in AllContainers)
        {
            foreach (var mount in container.VolumeMounts)
                (mounts ??= []).Add(new VolumeUse(container.Name, mount.Name));
            foreach (var device in container.VolumeDevices)
                (mounts ??= []).Add(new VolumeUse(container.Name, device.Name));
        }

        foreach (var container in Spec.EphemeralContainers)
        {
            foreach (var mount in container.VolumeMounts)
                (mounts ??= []).Add(new VolumeUse(container.Name, mount.Name));
        }

        return mounts is null ? [] : [.. mounts];
    }

    private static bool IsOrdinalName(string podName, string owner) =>
        podName.Length > owner.Length + 1
        && podName.StartsWith(owner, StringComparison.Ordinal)
        && podName[owner.Length] == '-'
        && !podName.AsSpan(owner.Length + 1).ContainsAnyExceptInRange('0', '9');
}
