using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>A taint that the nodes of a group come with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; empty where none is given.</param>
/// <param name="Effect">What it does: NoSchedule, PreferNoSchedule, NoExecute.</param>
public readonly record struct NodeTaint(string Key, string Value, string Effect);

/// <summary>A node group of a ClusterConfig, managed by EKS or by its owner, with what eksctl adds. Null is unknown.</summary>
/// <remarks>eksctl-io/eksctl: pkg/apis/eksctl.io/v1alpha5/types.go, defaults.go and validation.go (ValidateManagedNodeGroup), pkg/cfn/builder/nodegroup.go
/// (AddAllResources).</remarks>
public sealed class ClusterNodeGroup
{
    private const string DefaultType = "m5.large";
    private const int DefaultSize = 2;
    private const string AutoscalerTag = "k8s.io/cluster-autoscaler/";

    // The fields that both kinds of group share have the same names, so one view serves for both.
    private readonly ManagedNodeGroup _common;

    private ClusterNodeGroup(YamlNode node, bool isManaged)
    {
        Node = node;
        IsManaged = isManaged;
        _common = new ManagedNodeGroup(node);
        InstanceTypes = ReadInstanceTypes();
        Taints = ReadTaints(node["taints"u8]);
        ReadSizes();
    }

    /// <summary>The mapping that describes the group.</summary>
    public YamlNode Node { get; }

    /// <summary>Whether EKS manages the group.</summary>
    public bool IsManaged { get; }

    /// <summary>The name.</summary>
    public StringValue Name => _common.Name;

    /// <summary>The instance types that the file names; empty where it names none.</summary>
    public IReadOnlyList<StringValue> InstanceTypes { get; }

    /// <summary>The limits of the types that the group can use, as far as the table has them.</summary>
    public IReadOnlyList<InstanceLimits> KnownLimits
    {
        get
        {
            if (InstanceTypes.Count == 0)
                return HasOtherTypes ? [] : [Aws.InstanceTypes.Find(DefaultType)!];
            return [.. InstanceTypes.Select(static type => Aws.InstanceTypes.Find(type.Text)).OfType<InstanceLimits>()];
        }
    }

    /// <summary>The limits of all types that the group can use; null where one of them is not known: a launch template or a selector chooses, a placeholder
    /// stands there, or the table lacks it.</summary>
    public IReadOnlyList<InstanceLimits>? Limits => KnownLimits is var known && known.Count == Math.Max(1, InstanceTypes.Count) && !HasOtherTypes ? known : null;

    /// <summary>The fewest nodes.</summary>
    public long? MinSize { get; private set; }

    /// <summary>The nodes at the start.</summary>
    public long? DesiredCapacity { get; private set; }

    /// <summary>The most nodes.</summary>
    public long? MaxSize { get; private set; }

    /// <summary>The node that states how many nodes there are: maxSize, desiredCapacity, minSize, or the group.</summary>
    public YamlNode SizeNode =>
        new[] { _common.MaxSize.Node, _common.DesiredCapacity.Node, _common.MinSize.Node }.FirstOrDefault(static node => !node.IsNull, Node);

    /// <summary>The kubelet's maximum of pods as the group states it: maxPodsPerNode, else maxPods of the kubelet's configuration.</summary>
    /// <remarks>A zero leaves it to the image: eksctl hands it on only above that.</remarks>
    public IntegerValue MaxPods =>
        _common.MaxPodsPerNode is { Node.IsNull: false, Number: not 0 } stated ? stated : new IntegerValue(Node["kubeletExtraConfig"u8]["maxPods"u8]);

    /// <summary>The labels of the nodes.</summary>
    public MapValue<StringValue> Labels => _common.Labels;

    /// <summary>The taints of the nodes; null where their form is not known.</summary>
    public IReadOnlyList<NodeTaint>? Taints { get; }

    /// <summary>Whether the nodes run Windows; null where the family is a placeholder.</summary>
    public bool? IsWindows => _common.AmiFamily.IsUnknown ? null : _common.AmiFamily.Text.StartsWith("Windows", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an image of one's own, a launch template or a boot script may set the kubelet up in ways that the file does not show.</summary>
    public bool HasCustomBoot =>
        _common.LaunchTemplate.IsSet
        || Node["overrideBootstrapCommand"u8].Exists
        || Node["preBootstrapCommands"u8].Exists
        || Node["bottlerocket"u8].Exists
        || _common.Ami.Text is not ("" or "auto" or "auto-ssm");

    /// <summary>Whether EKS refuses a maximum of pods for the group: a managed one with an image or launch template of one's own.</summary>
    public bool RefusesMaxPods => IsManaged && (_common.LaunchTemplate.IsSet || _common.Ami.IsSet);

    /// <summary>Whether the drivers of Elastic Fabric Adapters run on the nodes, a pod on the host's network.</summary>
    public bool HasFabricAdapters => _common.EfaEnabled.IsTrue;

    /// <summary>Whether the group is set up for cluster-autoscaler: its policy, or the tags by which it finds its groups.</summary>
    public bool IsAutoscaled
    {
        get
        {
            if (_common.Iam.WithAddonPolicies.AutoScaler.IsTrue)
                return true;
            foreach (var (key, _) in _common.Tags)
            {
                if (key.StartsWith(AutoscalerTag, StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The groups of a ClusterConfig: those of their owner first, each kind in the order of the file.</summary>
    public static IReadOnlyList<ClusterNodeGroup> Read(ClusterConfig cluster)
    {
        var groups = new List<ClusterNodeGroup>();
        foreach (var group in cluster.NodeGroups)
            groups.Add(new ClusterNodeGroup(group.Node, isManaged: false));
        foreach (var group in cluster.ManagedNodeGroups)
            groups.Add(new ClusterNodeGroup(group.Node, isManaged: true));
        return groups;
    }

    private bool HasOtherTypes => _common.LaunchTemplate.IsSet || _common.InstanceSelector.IsSet;

    private List<StringValue> ReadInstanceTypes()
    {
        var types = new List<StringValue>();
        // "mixed" is eksctl's own word for a group with several types.
        if (_common.InstanceType.IsSet && !_common.InstanceType.Is("mixed"))
            types.Add(_common.InstanceType);
        var lists = new[] { _common.InstanceTypes, new ListValue<StringValue>(Node["instancesDistribution"u8]["instanceTypes"u8]) };
        types.AddRange(lists.SelectMany(static list => list.AsEnumerable()).Where(static type => type.IsSet));
        return types;
    }

    /// <summary>A list of taints, or for self-managed groups a map from key to <c>value:effect</c>.</summary>
    private static List<NodeTaint>? ReadTaints(YamlNode node)
    {
        var taints = new List<NodeTaint>();
        foreach (var entry in node.Children)
        {
            if (node.IsSequence)
            {
                taints.Add(new NodeTaint(entry["key"u8].Text, entry["value"u8].Text, entry["effect"u8].Text));
            }
            else
            {
                var colon = entry.Text.LastIndexOf(':');
                taints.Add(new NodeTaint(entry.Key ?? "", colon < 0 ? "" : entry.Text[..colon], entry.Text[(colon + 1)..]));
            }
        }

        var areKnown = (node.IsNull || node.IsSequence || node.IsMapping) && taints.TrueForAll(static taint =>
            !Placeholder.IsUnknown(taint.Key) && !Placeholder.IsUnknown(taint.Value) && !Placeholder.IsUnknown(taint.Effect));
        return areKnown ? taints : null;
    }

    private void ReadSizes()
    {
        var isKnown = IsNumberOrAbsent(_common.MinSize) && IsNumberOrAbsent(_common.DesiredCapacity) && IsNumberOrAbsent(_common.MaxSize);
        if (!isKnown)
            return;
        var desired = _common.DesiredCapacity.Number;
        MinSize = _common.MinSize.Number ?? desired ?? DefaultSize;
        DesiredCapacity = desired ?? MinSize;
        MaxSize = _common.MaxSize.Number ?? (IsManaged ? Math.Max(1, DesiredCapacity.Value) : DesiredCapacity);
    }

    private static bool IsNumberOrAbsent(IntegerValue value) => value.Node.IsNull || value.Number is not null;
}
