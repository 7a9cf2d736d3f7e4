using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>Whether the scheduler may put pods on the nodes of a group.</summary>
/// <remarks>kubernetes/kubernetes: pkg/scheduler/framework/plugins/nodeaffinity and tainttoleration,
/// staging/src/k8s.io/component-helpers/scheduling/corev1. Labels that nodes get from eksctl and EKS: eksctl-io/eksctl,
/// pkg/apis/eksctl.io/v1alpha5/types.go (ClusterNameLabel, NodeGroupNameLabel); Amazon EKS user guide, "Managed node groups".</remarks>
public static class NodePlacement
{
    /// <summary>Whether pods may run on a group; null where something about that is not known.</summary>
    public static bool? Accepts(ClusterNodeGroup group, PodSource pods)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(pods);
        var spec = pods.Spec;
        // Who names a node or brings a scheduler knows better.
        var accepts = spec.NodeName.IsSet || spec.SchedulerName.IsSet && !spec.SchedulerName.Is("default-scheduler") ? null : (bool?)true;
        accepts &= Tolerates(group, spec.Tolerations);
        foreach (var (key, value) in spec.NodeSelector)
            accepts &= HasLabel(group, key, value.Text);
        return accepts & MeetsAffinity(group, spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution);
    }

    private static bool? Tolerates(ClusterNodeGroup group, ListValue<Toleration> tolerations)
    {
        if (group.Taints is not { } taints)
            return null;
        bool? tolerates = true;
        foreach (var taint in taints)
        {
            if (taint.Effect is not "PreferNoSchedule")
                tolerates &= Any(tolerations.AsEnumerable(), toleration => Tolerates(toleration, taint));
        }

        return tolerates;
    }

    private static bool? Tolerates(Toleration toleration, NodeTaint taint)
    {
        if (toleration.Key.IsUnknown || toleration.Value.IsUnknown || toleration.Effect.IsUnknown || toleration.Operator.IsUnknown)
            return null;
        if (toleration.Effect.IsSet && !toleration.Effect.Is(taint.Effect))
            return false;
        var isExists = toleration.Operator.Is("Exists");
        return toleration.Key.IsSet ? toleration.Key.Is(taint.Key) && (isExists || toleration.Value.Is(taint.Value)) : isExists;
    }

    private static bool? MeetsAffinity(ClusterNodeGroup group, NodeSelector selector)
    {
        if (!selector.NodeSelectorTerms.IsSet)
            return true;
        return Any(selector.NodeSelectorTerms.AsEnumerable(), term => MeetsTerm(group, term));
    }

    private static bool? MeetsTerm(ClusterNodeGroup group, NodeSelectorTerm term)
    {
        bool? meets = term.MatchFields.IsSet ? null : true;
        foreach (var expression in term.MatchExpressions)
        {
            var key = expression.Key.Text;
            meets &= expression.Operator.Text switch
            {
                "In" => Any(expression.Values.AsEnumerable(), value => HasLabel(group, key, value.Text)),
                "NotIn" => !Any(expression.Values.AsEnumerable(), value => HasLabel(group, key, value.Text)),
                "Exists" => HasLabel(group, key, value: null),
                "DoesNotExist" => !HasLabel(group, key, value: null),
                _ => null,
            };
        }

        return meets;
    }

    /// <summary>Whether the nodes of a group have a label with a value, or with any (null).</summary>
    private static bool? HasLabel(ClusterNodeGroup group, string key, string? value)
    {
        if (Placeholder.IsUnknown(key) || (value is not null && Placeholder.IsUnknown(value)))
            return null;
        if (group.Labels[key] is { Node.Exists: true } label)
            return label.IsUnknown ? null : value is null || label.Is(value);
        return key switch
        {
            "kubernetes.io/os" or "beta.kubernetes.io/os" => group.IsWindows is { } isWindows ? value is null || value == (isWindows ? "windows" : "linux") : null,
            "alpha.eksctl.io/nodegroup-name" => HasName(group, value),
            "eks.amazonaws.com/nodegroup" => group.IsManaged ? HasName(group, value) : false,
            "node.kubernetes.io/instance-type" or "beta.kubernetes.io/instance-type" =>
                value is null ? true : group.Limits is { } types && types.All(type => type.Name != value) ? false : null,
            _ => IsLabelOfOthers(key) ? null : false,
        };
    }

    private static bool? HasName(ClusterNodeGroup group, string? value) => group.Name.IsUnknown ? null : value is null || group.Name.Is(value);

    /// <summary>Whether kubelet, cloud provider, operators or device plugins may put a label on nodes: those have a domain, one's own mostly do not.</summary>
    private static bool IsLabelOfOthers(string key) => key.Contains('/', StringComparison.Ordinal);

    /// <summary>Or over three values: one that is true decides.</summary>
    private static bool? Any<T>(IEnumerable<T> items, Func<T, bool?> test)
    {
        bool? any = false;
        foreach (var item in items)
        {
            any |= test(item);
            if (any == true)
                break;
        }

        return any;
    }
}
