using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>The pod sources of one namespace by their labels.</summary>
internal sealed class PodIndex
{
    private const int MostCandidates = 200;

    // More pods are not held one by one against a selector: who matches it is unknown then.
    private const int MostCompared = 1000;

    private readonly List<PodSource> _sources = [];
    private readonly Lazy<Labels> _labels;
    private readonly Lazy<Dictionary<string, List<PodSource>>> _byKey;
    private readonly Lazy<Dictionary<PodSource, int>> _order;
    private readonly HashSet<DeploymentScope> _scopes = [];
    private readonly ConcurrentDictionary<string, DirectoryIndex<PodSource>> _matches = new(StringComparer.Ordinal);
    private bool _hasUnscoped;

    public PodIndex()
    {
        _labels = new(() => new Labels(_sources));
        _byKey = new(IndexKeys);
        _order = new(() => _sources.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index));
    }

    public IReadOnlyList<PodSource> Sources => _sources;

    /// <summary>Whether a place sees any source.</summary>
    public bool IsSeenFrom(Place near) => near.Scope is null || _hasUnscoped || _scopes.Any(near.Scope.CanMeet);

    public void Add(PodSource source)
    {
        _sources.Add(source);
        if (source.Owner.Scope is { } scope)
            _scopes.Add(scope);
        else
            _hasUnscoped = true;
    }

    /// <summary>Whether a selector would have to be held one by one against very many sources: no label leads to those that it matches, or placeholders hide
    /// the labels.</summary>
    public bool IsTooBroad(Selector selector)
    {
        if (selector.IsEmpty || _sources.Count <= MostCompared)
            return false;
        var candidates = selector.Requirements.All(static requirement => requirement.IsKnownEquality) ? 0 : selector.Requirements.Min(CountCandidates);
        return candidates + _labels.Value.Uncertain.Count > MostCompared;
    }

    /// <summary>The sources that a selector matches; null where it is too broad.</summary>
    public IEnumerable<PodSource>? Find(Selector selector) => IsTooBroad(selector) ? null : Candidates(selector).Where(source => Selects(selector, source));

    /// <summary>Pods that were made from a template count only where their own labels are asked for.</summary>
    private static bool Selects(Selector selector, PodSource source) =>
        selector.Matches(source) && (source.Owner.Maker?.StatedPods is not { } made || !selector.Matches(made));

    /// <summary>The sources that a selector matches nearest to a place; none where it is too broad.</summary>
    public IReadOnlyList<PodSource> FindNearest(Selector selector, Place near) =>
        _matches.GetOrAdd(selector.Key, static (_, arguments) => arguments.Index.IndexMatches(arguments.Selector), (Index: this, Selector: selector)).FindNearest(near);

    /// <summary>A source that meets all requirements but one, or whose label is spelt almost as the selector's only one.</summary>
    public NearMiss? FindNearMiss(Selector selector, Place near)
    {
        foreach (var missed in selector.Requirements)
        {
            if (!missed.IsKnownEquality)
                continue;
            foreach (var source in CandidatesWithout(selector, missed))
            {
                if (!near.Sees(source.Owner.Place) || !selector.Requirements.All(requirement => requirement == missed || requirement.Matches(source)))
                    continue;
                var value = source.Labels.GetValueOrDefault(missed.Key);
                if (selector.Requirements.Count > 1 || (value is not null && NearestName.Find(missed.Values[0], [value]) is not null))
                    return new NearMiss(source, missed, value);
            }
        }

        return null;
    }

    /// <summary>A near miss is a courtesy: among thousands of candidates nobody could say which one was meant.</summary>
    private IEnumerable<PodSource> CandidatesWithout(Selector selector, SelectorRequirement missed)
    {
        IReadOnlyList<PodSource> best = _sources;
        foreach (var requirement in selector.Requirements)
        {
            if (requirement != missed && requirement.IsKnownEquality && _labels.Value.Sources.GetValueOrDefault((requirement.Key, requirement.Values[0])) is { } candidates && candidates.Count < best.Count)
                best = candidates;
        }

        return best.Take(MostCandidates);
    }

    private DirectoryIndex<PodSource> IndexMatches(Selector selector)
    {
        var index = new DirectoryIndex<PodSource>();
        foreach (var source in Find(selector) ?? [])
            index.Add(source.Owner.Place, source);
        return index;
    }

    /// <summary>The shortest list that holds every match: that of the rarest labels, where the labels are the templates' own.</summary>
    private IReadOnlyList<PodSource> Candidates(Selector selector)
    {
        if (selector.Requirements.MinBy(CountCandidates) is not { } rarest || !LeadsToLabels(rarest))
            return _sources;
        var uncertain = _labels.Value.Uncertain;
        var candidates = CandidatesOf(rarest);
        return uncertain.Count == 0 ? candidates : [.. candidates.Union(uncertain)];
    }

    private int CountCandidates(SelectorRequirement requirement) =>
        !LeadsToLabels(requirement) ? _sources.Count
        : IsOfAnyValue(requirement) ? _byKey.Value.GetValueOrDefault(requirement.Key)?.Count ?? 0
        : requirement.Values.Distinct(StringComparer.Ordinal).Sum(value => _labels.Value.Sources.GetValueOrDefault((requirement.Key, value))?.Count ?? 0);

    /// <summary>The sources that meet a requirement by a label, those with unknown labels left out, in the order of the files.</summary>
    private List<PodSource> CandidatesOf(SelectorRequirement requirement)
    {
        if (IsOfAnyValue(requirement))
            return _byKey.Value.GetValueOrDefault(requirement.Key) ?? [];
        if (requirement.Values.Count == 1)
            return _labels.Value.Sources.GetValueOrDefault((requirement.Key, requirement.Values[0])) ?? [];
        return
        [
            .. requirement.Values.Distinct(StringComparer.Ordinal)
                .SelectMany(value => _labels.Value.Sources.GetValueOrDefault((requirement.Key, value)) ?? [])
                .OrderBy(source => _order.Value[source]),
        ];
    }

    /// <summary>Whether only pods whose template states a label can meet a requirement.</summary>
    private static bool LeadsToLabels(SelectorRequirement requirement) =>
        requirement.Operator is LabelOperator.In or LabelOperator.Exists && !Placeholder.IsUnknown(requirement.Key) && !IsAddedByController(requirement.Key);

    private static bool IsOfAnyValue(SelectorRequirement requirement) =>
        requirement.Operator == LabelOperator.Exists || requirement.Values.Any(static value => Placeholder.IsUnknown(value));

    private Dictionary<string, List<PodSource>> IndexKeys()
    {
        var byKey = new Dictionary<string, List<PodSource>>(StringComparer.Ordinal);
        foreach (var source in _sources)
        {
            foreach (var key in source.Labels.Keys)
            {
                ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _);
                (same ??= []).Add(source);
            }
        }

        return byKey;
    }

    /// <summary>Whether a label is one that controllers put on the pods that they make.</summary>
    public static bool IsAddedByController(string key) => key is
        "statefulset.kubernetes.io/pod-name" or "apps.kubernetes.io/pod-index" or "job-name" or "batch.kubernetes.io/job-name" or "controller-uid"
        or "batch.kubernetes.io/controller-uid" or "pod-template-hash" or "rollouts-pod-template-hash" or "controller-revision-hash" or "pod-template-generation";

    /// <summary>The sources by label; made when first asked for, so that namespaces are worked on at the same time.</summary>
    private sealed class Labels
    {
        public Labels(List<PodSource> sources)
        {
            foreach (var source in sources)
            {
                var isUncertain = false;
                foreach (var (key, value) in source.Labels)
                {
                    isUncertain |= Placeholder.IsUnknown(value) || Placeholder.IsUnknown(key);
                    ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(Sources, (key, value), out _);
                    (same ??= []).Add(source);
                }

                if (isUncertain)
                    Uncertain.Add(source);
            }
        }

        public Dictionary<(string Key, string Value), List<PodSource>> Sources { get; } = [];

        /// <summary>Sources with a label whose value is not known: they could match anything.</summary>
        public List<PodSource> Uncertain { get; } = [];
    }
}
