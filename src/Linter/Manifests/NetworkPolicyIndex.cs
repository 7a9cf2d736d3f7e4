using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>Which NetworkPolicies of the set select which pods.</summary>
/// <remarks>All policies that select a pod count together: what one of them admits is admitted, whatever the others say. Kubernetes documentation, Network
/// Policies, "The two sorts of pod isolation".</remarks>
public sealed class NetworkPolicyIndex
{
    // Selectors that no label of the pods leads to have to be tried one by one.
    private const int MostTried = 256;

    // Policies of other engines admit and refuse beside those of Kubernetes.
    private static readonly (string Group, string Kind)[] OtherPolicies =
    [
        ("crd.projectcalico.org", "GlobalNetworkPolicy"), ("crd.projectcalico.org", "NetworkPolicy"), ("projectcalico.org", "GlobalNetworkPolicy"),
        ("projectcalico.org", "NetworkPolicy"), ("cilium.io", "CiliumNetworkPolicy"), ("cilium.io", "CiliumClusterwideNetworkPolicy"),
        ("policy.networking.k8s.io", "AdminNetworkPolicy"), ("policy.networking.k8s.io", "BaselineAdminNetworkPolicy"),
        ("policy.networking.k8s.io", "ClusterNetworkPolicy"), ("networking.k8s.aws", "ApplicationNetworkPolicy"),
        ("networking.k8s.aws", "ClusterNetworkPolicy"), ("crd.antrea.io", "NetworkPolicy"), ("crd.antrea.io", "ClusterNetworkPolicy"),
        ("policies.kyverno.io", "GeneratingPolicy"),
    ];

    private readonly ManifestSet _manifests;
    private readonly Dictionary<string, NamespacePolicies> _byNamespace = new(StringComparer.Ordinal);

    internal NetworkPolicyIndex(ManifestSet manifests)
    {
        _manifests = manifests;
        AreAlone = !HoldsOtherPolicies(manifests);
        var order = 0;
        foreach (var manifest in manifests.OfKind("networking.k8s.io", NetworkPolicy.Kind))
        {
            ref var policies = ref CollectionsMarshal.GetValueRefOrAddDefault(_byNamespace, manifest.Namespace, out _);
            (policies ??= new NamespacePolicies()).Add(NetworkPolicy.From(manifest), order++);
        }
    }

    /// <summary>Whether nothing else in the set says what traffic is admitted: no policy of another engine, and nothing that writes policies.</summary>
    public bool AreAlone { get; }

    /// <summary>Whether there is no policy at all.</summary>
    public bool IsEmpty => _byNamespace.Count == 0;

    /// <summary>The namespaces that have policies, in the order of their names.</summary>
    public IEnumerable<string> Namespaces => _byNamespace.Keys.Order(StringComparer.Ordinal);

    /// <summary>The policies of a namespace, in the order of the files.</summary>
    public IReadOnlyList<NetworkPolicy> In(string policyNamespace) => _byNamespace.GetValueOrDefault(policyNamespace)?.All ?? (IReadOnlyList<NetworkPolicy>)[];

    /// <summary>The policies of the set that select pods; null where there are too many to tell.</summary>
    public PodPolicies? Of(PodSource pods)
    {
        ArgumentNullException.ThrowIfNull(pods);
        if (!_byNamespace.TryGetValue(pods.Owner.Namespace, out var policies))
            return new PodPolicies(pods, [], _manifests);
        return policies.Find(pods) is { } groups ? new PodPolicies(pods, groups, _manifests) : null;
    }

    /// <summary>Whether a peer that is no block of addresses is, or may be, some pods.</summary>
    /// <param name="policy">The policy of the peer.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="pods">The pods.</param>
    public bool MayBe(NetworkPolicy policy, NetworkPolicyPeer peer, PodSource pods)
    {
        ArgumentNullException.ThrowIfNull(pods);
        return Selector.From(peer.PodSelector).Matches(pods)
            && (peer.NamespaceSelector.Node.IsNull
                ? pods.Owner.Namespace == policy.Manifest.Namespace
                : MayBeIn(Selector.From(peer.NamespaceSelector), pods));
    }

    /// <summary>Whether a selector may select the namespace of some pods: of one that the set does not hold only the name is known.</summary>
    private bool MayBeIn(Selector selector, PodSource pods)
    {
        var manifests = _manifests.FindAllNearest("", "Namespace", "", pods.Owner.Namespace, pods.Owner.Place);
        foreach (var requirement in selector.Requirements)
        {
            var isMet = requirement.Key == NetworkPolicyExtensions.NamespaceNameLabel
                ? requirement.Matches(new NamedNamespace(pods.Owner.Namespace))
                : manifests.Count == 0 || manifests.Any(manifest => manifest.IsTransformed || requirement.Matches(new LabelledObject(manifest)));
            if (!isMet)
                return false;
        }

        return true;
    }

    private static bool HoldsOtherPolicies(ManifestSet manifests)
    {
        foreach (var (group, kind) in OtherPolicies)
        {
            if (manifests.OfKind(group, kind).Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>A namespace by the label that each one has.</summary>
    private sealed class NamedNamespace(string name) : ILabelled
    {
        public IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { [NetworkPolicyExtensions.NamespaceNameLabel] = name };

        public bool HasLabel(string key, string? value) =>
            key == NetworkPolicyExtensions.NamespaceNameLabel && (value is null || value == name || Placeholder.IsUnknown(value) || Placeholder.IsUnknown(name));
    }

    private sealed class NamespacePolicies
    {
        private readonly Dictionary<(string Selector, DeploymentScope? Scope), PolicyGroup> _groups = [];
        private readonly Dictionary<(string Key, string Value), List<PolicyGroup>> _byLabel = [];
        private readonly List<PolicyGroup> _others = [];

        public List<NetworkPolicy> All { get; } = [];

        public void Add(NetworkPolicy policy, int order)
        {
            All.Add(policy);
            var selector = Selector.From(policy.Spec.PodSelector);
            var scope = policy.Manifest.Scope;
            if (!_groups.TryGetValue((selector.Key, scope), out var group))
            {
                group = _groups[(selector.Key, scope)] = new PolicyGroup(selector, policy.Manifest.Place, order);
                var requirement = selector.Requirements.FirstOrDefault(static requirement => requirement.IsKnownEquality && !PodIndex.IsAddedByController(requirement.Key));
                if (requirement is null)
                {
                    _others.Add(group);
                }
                else
                {
                    ref var groups = ref CollectionsMarshal.GetValueRefOrAddDefault(_byLabel, (requirement.Key, requirement.Values[0]), out _);
                    (groups ??= []).Add(group);
                }
            }

            group.Add(policy);
        }

        public IReadOnlyList<PolicyGroup>? Find(PodSource pods)
        {
            var hasUnknownLabels = pods.Labels.Any(static label => Placeholder.IsUnknown(label.Key) || Placeholder.IsUnknown(label.Value));
            IEnumerable<PolicyGroup> candidates = _groups.Values;
            if (!hasUnknownLabels)
                candidates = pods.Labels.SelectMany(label => _byLabel.GetValueOrDefault((label.Key, label.Value)) ?? []).Concat(_others);
            var tried = candidates.Take(MostTried + 1).ToList();
            return tried.Count > MostTried ? null : [.. tried.Where(group => pods.Owner.Place.Sees(group.Place) && group.Selector.Matches(pods)).OrderBy(static group => group.Order)];
        }
    }
}

/// <summary>Policies with one selector in one scope: they select the same pods.</summary>
internal sealed class PolicyGroup(Selector selector, Place place, int order)
{
    // What is asked of many rules is asked often.
    private const int MostRules = 256;

    private readonly List<NetworkPolicy> _policies = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<TrafficDirection, IReadOnlyList<PolicyRule>?> _rules = [];

    public Selector Selector { get; } = selector;

    /// <summary>The place of the first policy.</summary>
    public Place Place { get; } = place;

    /// <summary>The place of the first policy among all, in the order of the files.</summary>
    public int Order { get; } = order;

    public IReadOnlyList<NetworkPolicy> Policies => _policies;

    public void Add(NetworkPolicy policy) => _policies.Add(policy);

    /// <summary>The rules of a direction, in force or perhaps; null where there are too many to ask.</summary>
    public IReadOnlyList<PolicyRule>? Rules(TrafficDirection direction)
    {
        lock (_lock)
        {
            if (_rules.TryGetValue(direction, out var known))
                return known;
            var rules = new List<PolicyRule>();
            foreach (var policy in _policies.Where(policy => policy.Limits(direction) != false))
            {
                rules.AddRange(policy.Rules(direction).Take(MostRules + 1));
                if (rules.Count > MostRules)
                    return _rules[direction] = null;
            }

            return _rules[direction] = rules;
        }
    }
}

/// <summary>The policies of the set that select some pods.</summary>
public sealed class PodPolicies
{
    private const int MostRules = 1024;

    private readonly PodSource _pods;
    private readonly IReadOnlyList<PolicyGroup> _groups;
    private readonly ManifestSet _manifests;

    internal PodPolicies(PodSource pods, IReadOnlyList<PolicyGroup> groups, ManifestSet manifests)
    {
        _pods = pods;
        _groups = groups;
        _manifests = manifests;
    }

    /// <summary>Whether there are none.</summary>
    public bool AreNone => _groups.Count == 0;

    /// <summary>The first policy that certainly limits the pods' traffic of a direction; null where none does.</summary>
    /// <remarks>The same pods in several environments may meet other policies in each: then only a policy that is deployed with these pods is certain.</remarks>
    public NetworkPolicy? FindLimit(TrafficDirection direction)
    {
        var isOnlyOne = _manifests.IsOnlyOne(_pods.Owner);
        foreach (var group in _groups)
        {
            foreach (var policy in group.Policies)
            {
                if (policy.Limits(direction) == true && (isOnlyOne || policy.Manifest.Place.IsDeployedWith(_pods.Owner.Place)))
                    return policy;
            }
        }

        return null;
    }

    /// <summary>All rules of a direction that are in force for the pods, or may be; null where there are too many to ask.</summary>
    public IEnumerable<PolicyRule>? FindRules(TrafficDirection direction)
    {
        var count = 0;
        foreach (var group in _groups)
        {
            if (group.Rules(direction) is not { } found)
                return null;
            count += found.Count;
        }

        return count > MostRules ? null : _groups.SelectMany(group => group.Rules(direction)!);
    }
}
