using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>The namespaces of a set by the labels of their pods, for who selects pods of another namespace.</summary>
internal sealed class PodNamespaces
{
    private readonly List<(string Name, PodIndex Pods)> _all = [];
    private readonly Dictionary<(string Key, string Value), List<int>> _byLabel = [];

    // Pods with unknown labels could be meant by any selector.
    private readonly List<int> _uncertain = [];

    public PodNamespaces(Dictionary<string, PodIndex> namespaces)
    {
        foreach (var (name, pods) in namespaces.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var label in pods.KnownLabels)
            {
                if (_byLabel.TryGetValue(label, out var same))
                    same.Add(_all.Count);
                else
                    _byLabel[label] = [_all.Count];
            }

            if (pods.HasUncertain)
                _uncertain.Add(_all.Count);
            _all.Add((name, pods));
        }
    }

    /// <summary>The first pods outside of a namespace, by the names of theirs, that a selector matches; null where there are none.</summary>
    public PodSource? FindOutside(string podNamespace, Selector selector, Place near)
    {
        foreach (var place in Candidates(selector))
        {
            var (name, pods) = _all[place];

            // What matches nothing is asked for once, and not worth to be kept in each namespace.
            if (name != podNamespace && pods.Find(selector)?.Any() == true && pods.FindNearest(selector, near) is [var nearest, ..])
                return nearest;
        }

        return null;
    }

    /// <summary>The namespaces that have the rarest of the labels that a selector names; all of them where it names none.</summary>
    private IEnumerable<int> Candidates(Selector selector)
    {
        List<int>? fewest = null;
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsKnownEquality || PodIndex.IsAddedByController(requirement.Key))
                continue;
            var candidates = _byLabel.GetValueOrDefault((requirement.Key, requirement.Values[0])) ?? [];
            if (fewest is null || candidates.Count < fewest.Count)
                fewest = candidates;
        }

        if (fewest is null)
            return Enumerable.Range(0, _all.Count);
        return _uncertain.Count == 0 ? fewest : fewest.Union(_uncertain).Order();
    }
}
