using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>Which way traffic goes, as seen from the pods that a policy selects.</summary>
public enum TrafficDirection
{
    /// <summary>To the pods.</summary>
    Ingress,

    /// <summary>From the pods.</summary>
    Egress,
}

/// <summary>A rule of a NetworkPolicy: who may talk, and over which ports.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Node">The rule; null in the file means a rule without limits.</param>
/// <param name="Peers">Who; none means everybody.</param>
/// <param name="Ports">Over which ports; none means all.</param>
public readonly record struct PolicyRule(NetworkPolicy Policy, YamlNode Node, ListValue<NetworkPolicyPeer> Peers, ListValue<NetworkPolicyPort> Ports)
{
    /// <summary>Whether the rule admits everybody: no address, namespace or label is asked for.</summary>
    public bool AdmitsEverybody => Peers.Count == 0;
}

/// <summary>What rules ask of NetworkPolicies beyond their fields.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/networking/v1/defaults.go (policyTypes, the protocol of a port) and
/// staging/src/k8s.io/api/networking/v1/types.go (peers and ports).</remarks>
public static class NetworkPolicyExtensions
{
    internal const string NamespaceNameLabel = "kubernetes.io/metadata.name";

    /// <summary>Whether a policy limits traffic of a direction: what it does not admit is refused. Null where a placeholder may say so.</summary>
    /// <remarks>Without policyTypes it is Ingress always, and Egress where there is an egress rule: an empty list is none.</remarks>
    public static bool? Limits(this NetworkPolicy policy, TrafficDirection direction)
    {
        var types = policy.Spec.PolicyTypes;
        if (types.Count == 0)
            return direction == TrafficDirection.Ingress || policy.Spec.Egress.Count > 0;
        var isUnknown = false;
        foreach (var type in types)
        {
            if (type.Is(direction == TrafficDirection.Ingress ? "Ingress" : "Egress"))
                return true;
            isUnknown |= type.IsUnknown;
        }

        return isUnknown ? null : false;
    }

    /// <summary>The rules of a direction, in force or not.</summary>
    public static IEnumerable<PolicyRule> Rules(this NetworkPolicy policy, TrafficDirection direction)
    {
        if (direction == TrafficDirection.Ingress)
        {
            foreach (var rule in policy.Spec.Ingress)
                yield return new PolicyRule(policy, rule.Node, rule.FromField, rule.Ports);
        }
        else
        {
            foreach (var rule in policy.Spec.Egress)
                yield return new PolicyRule(policy, rule.Node, rule.To, rule.Ports);
        }
    }

    /// <summary>Whether a peer is a block of addresses.</summary>
    public static bool IsBlock(this NetworkPolicyPeer peer) => !peer.IpBlock.Node.IsNull;

    /// <summary>Whether a peer is the pods of the policy's own namespace that a selector selects: no other namespace is asked for.</summary>
    public static bool IsOwnPods(this NetworkPolicyPeer peer) => !peer.IsBlock() && peer.NamespaceSelector.Node.IsNull && !peer.PodSelector.Node.IsNull;

    /// <summary>Whether a peer is all pods of some namespaces.</summary>
    public static bool IsWholeNamespaces(this NetworkPolicyPeer peer) => !peer.IsBlock() && !peer.NamespaceSelector.Node.IsNull && peer.PodSelector.Node.IsNull;

    /// <summary>The only namespaces that a peer can lie in, where it names them by the label that every namespace has; null where it selects them by others.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/apis/core/v1/defaults.go: the API server gives each Namespace the label <c>kubernetes.io/metadata.name</c>.</remarks>
    public static IReadOnlyList<string>? NamespaceNames(this NetworkPolicyPeer peer)
    {
        if (peer.IsBlock())
            return [];
        if (peer.NamespaceSelector.Node.IsNull)
            return [];
        foreach (var requirement in Selector.From(peer.NamespaceSelector).Requirements)
        {
            if (requirement is { Key: NamespaceNameLabel, Operator: LabelOperator.In } && !requirement.Values.Any(static value => Placeholder.IsUnknown(value)))
                return requirement.Values;
        }

        return null;
    }

    /// <summary>Whether a port of a rule is, or may be, a port of the pods that are called.</summary>
    /// <param name="port">The port of the rule.</param>
    /// <param name="number">The number of the port that is called.</param>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="called">The pods that are called, which say what a name stands for; null where they are not known.</param>
    public static bool MayBe(this NetworkPolicyPort port, long number, string protocol, PodSource? called)
    {
        if (!port.Protocol.IsUnknown && port.Protocol.Or("TCP") != protocol)
            return false;
        if (!port.Port.IsSet || port.Port.IsUnknown)
            return true;
        if (port.Port.Number is { } first)
            return first == number || (first < number && !port.EndPort.Node.IsNull && !(port.EndPort.Number < number));
        return called is null || called.MayName(port.Port.Name, number, protocol);
    }

    /// <summary>Whether a rule covers, or may cover, a port.</summary>
    public static bool MayCover(this PolicyRule rule, long number, string protocol, PodSource? called)
    {
        if (rule.Ports.Count == 0)
            return true;
        foreach (var port in rule.Ports)
        {
            if (port.MayBe(number, protocol, called))
                return true;
        }

        return false;
    }

    /// <summary>Whether some container of the pods declares a port by a name, or may do so.</summary>
    private static bool MayName(this PodSource pods, string name, long number, string protocol)
    {
        foreach (var container in pods.RunningContainers)
        {
            foreach (var declared in container.Ports)
            {
                var isNamed = declared.Name.Is(name) || declared.Name.IsUnknown;
                var isNumbered = declared.ContainerPortField.Number is not { } declaredNumber || declaredNumber == number;
                if (isNamed && isNumbered && (declared.Protocol.IsUnknown || declared.Protocol.Or("TCP") == protocol))
                    return true;
            }
        }

        return false;
    }
}
