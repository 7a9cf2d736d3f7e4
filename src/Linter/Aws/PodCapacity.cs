using System.Numerics;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>Pods that a workload keeps running.</summary>
/// <param name="Owner">The workload.</param>
/// <param name="Count">How many there are at least.</param>
/// <param name="CountNode">What states the number; the workload where it is the default.</param>
/// <param name="TakeAddresses">Whether each has an address of its own: not those on the host's network.</param>
public sealed record RunningPods(ManifestObject Owner, long Count, YamlNode CountNode, bool TakeAddresses);

/// <summary>Pods that have no room on the only nodes on which they can run.</summary>
/// <param name="Groups">The node groups.</param>
/// <param name="Pods">The pods, those of the largest workload first.</param>
/// <param name="Needed">How many pods, or addresses, are needed beside those that every node has.</param>
/// <param name="Room">How many there is room for.</param>
/// <param name="Arithmetic">How the room comes about.</param>
/// <param name="IsAtMaximum">Whether there is no room even with the most nodes; else with the nodes that the groups start with.</param>
/// <param name="AssumesDefaults">Whether that depends on the default settings of the VPC CNI, which nothing states.</param>
/// <param name="IsCertain">Whether all of the workloads are understood: false where one fits on no group, or its number is not known.</param>
public sealed record PodShortage(
    IReadOnlyList<ClusterNodeGroup> Groups,
    IReadOnlyList<RunningPods> Pods,
    long Needed,
    long Room,
    string Arithmetic,
    bool IsAtMaximum,
    bool AssumesDefaults,
    bool IsCertain);

/// <summary>Compares the pods that the workloads of a cluster keep running with what its node groups hold.</summary>
/// <remarks>Only what must be there is counted: the least that a workload keeps, the most that a node holds. Workloads whose groups all lie in one set of
/// groups must fit on that set, whatever the scheduler does. aws-node, kube-proxy and coredns are those of every cluster (Amazon EKS user guide,
/// "Amazon EKS add-ons"); EKS sets the kubelet's maximum of a managed group to the smallest of its types under a ceiling ("How maxPods is
/// determined").</remarks>
public sealed class PodCapacity
{
    // Groups are bits of a set; nobody has as many, and sets beyond the bound only go unchecked.
    private const int MostGroups = 64;
    private const int MostSets = 256;

    // Far above what a cluster has, so that sums of what a file claims stay in range.
    private const long MostNodes = 1_000_000;
    private const long MostPods = 1_000_000_000;

    private const int CoreDnsPods = 2;
    private const string KedaGroup = "keda.sh";

    // What a message holds.
    private const int MostTerms = 2;

    private readonly IReadOnlyList<ClusterNodeGroup> _groups;
    private readonly VpcCniFacts _cni;
    private readonly bool _isIPv6;
    private readonly List<(RunningPods Pods, ulong Groups)> _demand = [];
    private readonly int[] _daemonPods;
    private readonly int[] _daemonAddresses;
    private readonly ILookup<(string Namespace, string Name), ManifestObject> _scalers;
    private ulong _coreDnsGroups;
    private bool _isCertain = true;

    private PodCapacity(ClusterConfig cluster, IReadOnlyList<ClusterNodeGroup> groups, ManifestSet manifests, ClusterSettings? settings)
    {
        _groups = groups;
        _cni = VpcCniFacts.Of(cluster, manifests, settings);
        _isIPv6 = ClusterFacts.MayBeIPv6(cluster);
        _daemonPods = new int[groups.Count];
        _daemonAddresses = new int[groups.Count];
        _scalers = manifests.OfKind("autoscaling", HorizontalPodAutoscaler.Kind)
            .Concat(manifests.OfKind(KedaGroup, "ScaledObject"))
            .ToLookup(static scaler => (scaler.Namespace, scaler.Root["spec"u8]["scaleTargetRef"u8]["name"u8].Text));
        if (_cni.Source != CniSource.Unknown)
            Array.Fill(_daemonPods, PodDensity.HostPods);
    }

    /// <summary>The shortages of a cluster; none where something else makes nodes for its pods.</summary>
    /// <param name="cluster">The ClusterConfig.</param>
    /// <param name="manifests">The set that it belongs to.</param>
    /// <param name="settings">What the configuration says of the cluster.</param>
    public static IReadOnlyList<PodShortage> FindShortages(ClusterConfig cluster, ManifestSet manifests, ClusterSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var groups = ClusterNodeGroup.Read(cluster);
        if (groups.Count is 0 or > MostGroups || MakesOtherNodes(cluster, manifests))
            return [];
        var capacity = new PodCapacity(cluster, groups, manifests, settings);
        capacity.CountPods(cluster, manifests);
        return capacity.FindShortages(IsAutoscaled(cluster, groups, manifests));
    }

    private static bool MakesOtherNodes(ClusterConfig cluster, ManifestSet manifests) =>
        cluster.AutoModeConfig.Enabled.IsTrue
        || cluster.Karpenter.IsSet
        || cluster.RemoteNetworkConfig.IsSet
        || manifests.OfKind("karpenter.sh", "NodePool").Any()
        || manifests.OfKind("karpenter.sh", "Provisioner").Any()
        || manifests.OfKind("apps", Deployment.Kind).Any(static manifest => manifest.Name == "karpenter");

    private static bool IsAutoscaled(ClusterConfig cluster, IReadOnlyList<ClusterNodeGroup> groups, ManifestSet manifests)
    {
        foreach (var account in cluster.Iam.ServiceAccounts)
        {
            if (account.WellKnownPolicies.AutoScaler.IsTrue || IsAutoscaler(account.Metadata.Name.Text))
                return true;
        }

        foreach (var association in cluster.Iam.PodIdentityAssociations)
        {
            if (association.WellKnownPolicies.AutoScaler.IsTrue || IsAutoscaler(association.ServiceAccountName.Text))
                return true;
        }

        return groups.Any(static group => group.IsAutoscaled)
            || manifests.OfKind("apps", Deployment.Kind).Any(static manifest => IsAutoscaler(manifest.Name));

        static bool IsAutoscaler(string name) => name.Contains("autoscaler", StringComparison.OrdinalIgnoreCase);
    }

    private void CountPods(ClusterConfig cluster, ManifestSet manifests)
    {
        // The same object twice is one with two versions (overlays, alternatives): the smaller must fit.
        var seen = new Dictionary<ObjectIdentity, int>();
        foreach (var pods in manifests.PodSources)
        {
            if (!IsInScope(cluster, pods.Owner, manifests) || IsOnFargate(cluster, pods))
                continue;
            if (pods.Owner.Is("apps", DaemonSet.Kind))
                CountDaemonPods(pods);
            else if (ReadRunningPods(pods) is { } running)
                AddDemand(running, GroupsOf(pods), seen);
        }

        if (_cni.Source != CniSource.Unknown && !cluster.AddonsConfig.DisableDefaultAddons.IsTrue && !HasCoreDns(cluster, manifests))
            _coreDnsGroups = GroupsWhere(static group => group.Taints is { } taints && taints.All(static taint => IsToleratedByCoreDns(taint)));
    }

    private void AddDemand(RunningPods running, ulong groups, Dictionary<ObjectIdentity, int> seen)
    {
        // Where it runs on no group, there are nodes of which the file says nothing.
        _isCertain &= groups != 0;
        if (seen.TryGetValue(running.Owner.Identity, out var index))
        {
            var other = _demand[index];
            _demand[index] = (other.Pods.Count <= running.Count ? other.Pods : running, groups | other.Groups);
        }
        else
        {
            seen.Add(running.Owner.Identity, _demand.Count);
            _demand.Add((running, groups));
        }
    }

    /// <summary>Deployed with the cluster, and no other ClusterConfig as near: then the workload is meant for this cluster.</summary>
    private static bool IsInScope(ClusterConfig cluster, ManifestObject manifest, ManifestSet manifests) =>
        manifest.Place.IsDeployedWith(cluster.Manifest.Place) && ClusterFacts.Near(manifest.Place, manifests).Config?.Node == cluster.Node;

    private static bool IsOnFargate(ClusterConfig cluster, PodSource pods)
    {
        foreach (var profile in cluster.FargateProfiles)
        {
            foreach (var selector in profile.Selectors)
            {
                if (MatchesWildcards(selector.Namespace.Text, pods.Owner.Namespace) && HasLabels(pods, selector.Labels))
                    return true;
            }
        }

        return false;
    }

    private static bool HasLabels(PodSource pods, MapValue<StringValue> labels)
    {
        foreach (var (key, value) in labels)
        {
            // Fargate takes wildcards in values too: such a selector may match.
            if (!value.Text.AsSpan().ContainsAny('*', '?') && !pods.HasLabel(key, value.Text))
                return false;
        }

        return true;
    }

    /// <summary>Whether a namespace may be meant by a selector of Fargate: <c>*</c> and <c>?</c> stand for anything, so that only the text before them is compared.</summary>
    private static bool MatchesWildcards(string pattern, string podNamespace)
    {
        if (Placeholder.IsUnknown(pattern))
            return true;
        var wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        return wildcard < 0 ? pattern == podNamespace : podNamespace.AsSpan().StartsWith(pattern.AsSpan(0, wildcard));
    }

    private void CountDaemonPods(PodSource pods)
    {
        if (pods.Owner is { Namespace: "kube-system", Name: "aws-node" or "kube-proxy" })
            return;
        for (var i = 0; i < _groups.Count; i++)
        {
            if (NodePlacement.Accepts(_groups[i], pods) != true)
                continue;
            _daemonPods[i]++;
            _daemonAddresses[i] += pods.Spec.HostNetwork.IsTrue ? 0 : 1;
        }
    }

    /// <summary>The pods that a workload keeps running; null for what ends, or is no workload of Kubernetes.</summary>
    private RunningPods? ReadRunningPods(PodSource pods)
    {
        var owner = pods.Owner;
        var takeAddresses = !pods.Spec.HostNetwork.IsTrue;
        if (!owner.Root["metadata"u8]["annotations"u8]["helm.sh/hook"u8].IsNull)
            return null;
        if (owner.Is("", Pod.Kind))
            return pods.Spec.RestartPolicy.Or("Always") == "Always" ? new RunningPods(owner, 1, owner.Root, takeAddresses) : null;
        if (!owner.Is("apps", Deployment.Kind) && !owner.Is("apps", StatefulSet.Kind) && !owner.Is("apps", ReplicaSet.Kind) && !owner.Is("", "ReplicationController"))
            return null;

        var replicas = new IntegerValue(owner.Root["spec"u8]["replicas"u8]);
        var scaler = _scalers[(owner.Namespace, owner.Name)].FirstOrDefault(other => ScalesKind(other, owner.Kind));
        if (scaler is not null)
            replicas = new IntegerValue(scaler.Root["spec"u8]["minReplicas"u8]);
        var isKnown = (replicas.Node.IsNull || replicas.Number is not null)
            && !owner.IsTransformed
            && scaler is not { IsTransformed: true }
            // KEDA scales to nothing where it is not told otherwise.
            && scaler is not { Group: KedaGroup };
        _isCertain &= isKnown;
        if (!isKnown)
            return null;
        var count = Math.Clamp(replicas.Number ?? 1, 0, MostPods);
        return new RunningPods(owner, count, replicas.Node.IsNull ? owner.Root : replicas.Node, takeAddresses);
    }

    private static bool ScalesKind(ManifestObject scaler, string kind)
    {
        var target = scaler.Root["spec"u8]["scaleTargetRef"u8]["kind"u8];
        return target.IsNull || target.Text == kind;
    }

    private ulong GroupsOf(PodSource pods) => GroupsWhere(group => NodePlacement.Accepts(group, pods) != false);

    private ulong GroupsWhere(Func<ClusterNodeGroup, bool> isMeant)
    {
        var groups = 0ul;
        for (var i = 0; i < _groups.Count; i++)
            groups |= isMeant(_groups[i]) ? 1ul << i : 0;
        return groups;
    }

    private static bool HasCoreDns(ClusterConfig cluster, ManifestSet manifests)
    {
        foreach (var profile in cluster.FargateProfiles)
        {
            if (profile.Selectors.AsEnumerable().Any(static selector => MatchesWildcards(selector.Namespace.Text, "kube-system")))
                return true;
        }

        return manifests.OfKind("apps", Deployment.Kind).Any(static manifest => manifest is { Name: "coredns", Namespace: "kube-system" });
    }

    private static bool IsToleratedByCoreDns(NodeTaint taint) =>
        taint.Effect == "PreferNoSchedule" || taint is { Key: "CriticalAddonsOnly" } or { Key: "node-role.kubernetes.io/control-plane", Effect: "NoSchedule" };

    private List<PodShortage> FindShortages(bool isAutoscaled)
    {
        var all = _groups.Count == MostGroups ? ulong.MaxValue : (1ul << _groups.Count) - 1;
        var sets = _demand.Select(static demand => demand.Groups).Where(static groups => groups != 0).Prepend(all).Distinct().Take(MostSets).OrderBy(BitOperations.PopCount);
        var shortages = new List<PodShortage>();
        var reported = new List<ulong>();
        foreach (var set in sets)
        {
            // A set that is short makes every larger one short: that would be the same mistake again.
            if (reported.Exists(smaller => (smaller & ~set) == 0) || FindShortage(set, isAutoscaled) is not { } shortage)
                continue;
            reported.Add(set);
            shortages.Add(shortage);
        }

        return shortages;
    }

    private PodShortage? FindShortage(ulong set, bool isAutoscaled)
    {
        var pods = _demand.Where(demand => demand.Groups != 0 && (demand.Groups & ~set) == 0 && demand.Pods.Count > 0)
            .Select(static demand => demand.Pods)
            .OrderByDescending(static running => running.Count)
            .ToList();
        if (pods.Count == 0)
            return null;
        var others = _coreDnsGroups != 0 && (_coreDnsGroups & ~set) == 0 ? CoreDnsPods : 0;
        return Compare(set, pods, others, _cni.Source == CniSource.Assumed ? new CniMode(PrefixDelegation: true) : _cni.MostGenerousMode, isAtMaximum: true, assumesDefaults: false)
            ?? Compare(set, pods, others, _cni.MostGenerousMode, isAtMaximum: true, assumesDefaults: true)
            ?? (isAutoscaled ? null : Compare(set, pods, others, _cni.MostGenerousMode, isAtMaximum: false, _cni.Source == CniSource.Assumed));
    }

    private PodShortage? Compare(ulong set, List<RunningPods> pods, int others, CniMode mode, bool isAtMaximum, bool assumesDefaults)
    {
        var slots = Sum(set, isAtMaximum, _daemonPods, "pods", group => MostPodsOf(group, mode));
        var addresses = _isIPv6 || _cni.Source == CniSource.Unknown ? null : Sum(set, isAtMaximum, _daemonAddresses, "addresses", group => MostAddressesOf(group, mode));
        var neededSlots = pods.Sum(static running => running.Count) + others;
        var neededAddresses = pods.Where(static running => running.TakeAddresses).Sum(static running => running.Count) + others;
        if (addresses is { } room && neededAddresses > room.Sum && (slots is null || neededAddresses - room.Sum >= neededSlots - slots.Value.Sum))
            return Make(neededAddresses, room.Sum, room.Arithmetic);
        return slots is { } places && neededSlots > places.Sum ? Make(neededSlots, places.Sum, places.Arithmetic) : null;

        PodShortage Make(long needed, long found, string arithmetic) =>
            new([.. GroupsIn(set).Select(index => _groups[index])], pods, needed, found, arithmetic, isAtMaximum, assumesDefaults, _isCertain);
    }

    private IEnumerable<int> GroupsIn(ulong set) => Enumerable.Range(0, _groups.Count).Where(index => (set & (1ul << index)) != 0);

    /// <summary>What the nodes of a set of groups hold beside the pods of DaemonSets; null where it is not known of one group.</summary>
    private (long Sum, string Arithmetic)? Sum(ulong set, bool isAtMaximum, int[] taken, string unit, Func<ClusterNodeGroup, int?> mostOf)
    {
        var sum = 0L;
        var terms = new List<string>();
        foreach (var index in GroupsIn(set))
        {
            var group = _groups[index];
            if ((isAtMaximum ? group.MaxSize : group.DesiredCapacity) is not { } size || mostOf(group) is not { } most)
                return null;
            var nodes = Math.Clamp(size, 0, MostNodes);
            sum += nodes * Math.Max(0, most - taken[index]);
            var free = taken[index] == 0 ? $"{most} {unit}" : $"({most} {unit} - {taken[index]} of DaemonSets)";
            terms.Add($"{nodes} {(nodes == 1 ? "node" : "nodes")} x {free}");
        }

        return (sum, terms.Count <= MostTerms ? string.Join(" + ", terms) : string.Join(" + ", terms.Take(MostTerms)) + " + …");
    }

    /// <summary>The most pods that the kubelet takes on a node of a group; null where that is not known.</summary>
    private static int? MostPodsOf(ClusterNodeGroup group, CniMode mode)
    {
        if (group.IsWindows != false || group.HasCustomBoot || group.Limits is not { } types)
            return null;
        if (!group.MaxPods.Node.IsNull)
            return group.MaxPods.Number is { } stated ? (int)Math.Clamp(stated, 0, MostNodes) : null;
        // nodeadm and the other images know nothing of prefixes, nor of a ceiling.
        return group.IsManaged
            ? types.Min(type => PodDensity.RecommendedMaxPods(type, mode))
            : types.Max(static type => PodDensity.MaxPods(type, default));
    }

    private int? MostAddressesOf(ClusterNodeGroup group, CniMode mode) =>
        group.IsWindows == false && group.Limits is { } types ? types.Max(type => PodDensity.Addresses(type, mode) + _cni.MostBranchPods(type)) : null;
}
