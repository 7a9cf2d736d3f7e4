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

    private readonly List<ManifestObject> _owners = [];
    private readonly Lazy<List<PodSource>> _sources;
    private readonly Lazy<Labels> _labels;
    private readonly Lazy<Dictionary<PodSource, int>> _order;
    private readonly Lazy<ConcurrentDictionary<string, SelectedPods>> _matches;
    private readonly Lazy<HashSet<DeploymentScope?>> _scopes;

    public PodIndex()
    {
        _sources = new(FindSources);
        _scopes = new(() => Known.Select(static source => source.Owner.Scope).ToHashSet());
        _labels = new(() => new Labels(Known));
        _order = new(() => Known.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index));
        _matches = new(static () => new(StringComparer.Ordinal));
    }

    /// <summary>The sources, read when somebody asks for those of this namespace.</summary>
    public IReadOnlyList<PodSource> Sources => Known;

    private List<PodSource> Known => _sources.Value;

    /// <summary>The labels of the sources, each once.</summary>
    public IEnumerable<(string Key, string Value)> KnownLabels => _labels.Value.Keys.SelectMany(static key => key.Value.Values.Select(value => (key.Key, value.Key)));

    /// <summary>Whether the labels of a source are not known.</summary>
    public bool HasUncertain => _labels.Value.Uncertain.Count > 0;

    /// <summary>Whether a place sees any source.</summary>
    public bool IsSeenFrom(Place near) => near.Scope is null ? Known.Count > 0 : _scopes.Value.Any(scope => scope is null || near.Scope.CanMeet(scope));

    /// <summary>Adds an object that may state pods; all are added before anything is asked.</summary>
    public void Add(ManifestObject owner) => _owners.Add(owner);

    /// <summary>Whether a selector would have to be held one by one against very many sources: no label leads to those that it matches, or placeholders hide
    /// the labels.</summary>
    public bool IsTooBroad(Selector selector)
    {
        if (selector.IsEmpty || Known.Count <= MostCompared)
            return false;
        var candidates = selector.Requirements.All(static requirement => requirement.IsKnownEquality) ? 0 : selector.Requirements.Min(CountCandidates);
        return candidates + _labels.Value.Uncertain.Count > MostCompared;
    }

    /// <summary>The sources that a selector matches; null where it is too broad.</summary>
    public IEnumerable<PodSource>? Find(Selector selector) => IsTooBroad(selector) ? null : Candidates(selector).Where(source => Selects(selector, source));

    /// <summary>The sources that a selector matches, by where they are asked from; none where it is too broad.</summary>
    public SelectedPods Select(Selector selector)
    {
        // Most selectors name one label, which few others name too: what it selects is kept where the label leads to, and needs no key of its own.
        if (selector.Requirements.Count == 1 && selector.Requirements[0] is { IsKnownEquality: true } only && !IsAddedByController(only.Key) && FindLabel(only.Key, only.Values[0]) is { } label)
            return label.Selected ?? label.Keep(IndexMatches(selector, IsTooBroad(selector) ? [] : WithUncertain(label.Sources)));
        return _matches.Value.GetOrAdd(selector.Key, static (_, arguments) => arguments.Index.IndexMatches(arguments.Selector), (Index: this, Selector: selector));
    }

    /// <summary>The sources that a selector matches nearest to a place; none where it is too broad.</summary>
    public IReadOnlyList<PodSource> FindNearest(Selector selector, Place near) => Select(selector).FindNearest(near);

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

    /// <summary>Whether a label is one that controllers put on the pods that they make.</summary>
    public static bool IsAddedByController(string key) => key is
        "statefulset.kubernetes.io/pod-name" or "apps.kubernetes.io/pod-index" or "job-name" or "batch.kubernetes.io/job-name" or "controller-uid"
        or "batch.kubernetes.io/controller-uid" or "pod-template-hash" or "rollouts-pod-template-hash" or "controller-revision-hash" or "pod-template-generation";

    /// <summary>Pods that were made from a template count only where their own labels are asked for.</summary>
    private static bool Selects(Selector selector, PodSource source) =>
        selector.Matches(source) && (source.Owner.Maker?.StatedPods is not { } made || !selector.Matches(made));

    /// <summary>A near miss is a courtesy: among thousands of candidates nobody could say which one was meant.</summary>
    private IEnumerable<PodSource> CandidatesWithout(Selector selector, SelectorRequirement missed)
    {
        var best = Known;
        foreach (var requirement in selector.Requirements)
        {
            if (requirement != missed && requirement.IsKnownEquality && FindLabel(requirement.Key, requirement.Values[0]) is { } label && label.Sources.Count < best.Count)
                best = label.Sources;
        }

        return best.Take(MostCandidates);
    }

    private SelectedPods IndexMatches(Selector selector) => IndexMatches(selector, IsTooBroad(selector) ? [] : Candidates(selector));

    private static SelectedPods IndexMatches(Selector selector, List<PodSource> candidates)
    {
        var index = new DirectoryIndex<PodSource>();
        foreach (var source in candidates)
        {
            if (Selects(selector, source))
                index.Add(source.Owner.Place, source);
        }

        return new SelectedPods(index);
    }

    /// <summary>The shortest list that holds every match: that of the rarest labels, where the labels are the templates' own.</summary>
    private List<PodSource> Candidates(Selector selector)
    {
        SelectorRequirement? rarest = null;
        var fewest = int.MaxValue;
        foreach (var requirement in selector.Requirements)
        {
            var count = CountCandidates(requirement);
            if (count < fewest)
                (rarest, fewest) = (requirement, count);
        }

        return rarest is null || !LeadsToLabels(rarest) ? Known : WithUncertain(CandidatesOf(rarest));
    }

    private List<PodSource> WithUncertain(List<PodSource> candidates) =>
        _labels.Value.Uncertain is { Count: > 0 } uncertain ? [.. candidates.Union(uncertain)] : candidates;

    private int CountCandidates(SelectorRequirement requirement)
    {
        if (!LeadsToLabels(requirement))
            return Known.Count;
        if (IsOfAnyValue(requirement))
            return FindKey(requirement.Key)?.Sources.Count ?? 0;
        if (requirement.Values is [var only])
            return FindLabel(requirement.Key, only)?.Sources.Count ?? 0;
        return requirement.Values.Distinct(StringComparer.Ordinal).Sum(value => FindLabel(requirement.Key, value)?.Sources.Count ?? 0);
    }

    /// <summary>The sources that meet a requirement by a label, those with unknown labels left out, in the order of the files.</summary>
    private List<PodSource> CandidatesOf(SelectorRequirement requirement)
    {
        if (IsOfAnyValue(requirement))
            return FindKey(requirement.Key)?.Sources ?? [];
        if (requirement.Values is [var only])
            return FindLabel(requirement.Key, only)?.Sources ?? [];
        return
        [
            .. requirement.Values.Distinct(StringComparer.Ordinal)
                .SelectMany(value => FindLabel(requirement.Key, value)?.Sources ?? [])
                .OrderBy(source => _order.Value[source]),
        ];
    }

    /// <summary>Whether only pods whose template states a label can meet a requirement.</summary>
    private static bool LeadsToLabels(SelectorRequirement requirement) =>
        requirement.Operator is LabelOperator.In or LabelOperator.Exists && !Placeholder.IsUnknown(requirement.Key) && !IsAddedByController(requirement.Key);

    private static bool IsOfAnyValue(SelectorRequirement requirement) =>
        requirement.Operator == LabelOperator.Exists || requirement.Values.Any(static value => Placeholder.IsUnknown(value));

    private List<PodSource> FindSources()
    {
        var sources = new List<PodSource>(_owners.Count);
        foreach (var owner in _owners)
        {
            if (owner.StatedPods is { } source && (owner.Maker is null || source.HasLabelsOfItsOwn))
                sources.Add(source);
        }

        return sources;
    }

    private LabelKey? FindKey(string key) => _labels.Value.Keys.GetValueOrDefault(key);

    private Label? FindLabel(string key, string value) => FindKey(key)?.Values.GetValueOrDefault(value);

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
                    ref var ofKey = ref CollectionsMarshal.GetValueRefOrAddDefault(Keys, key, out _);
                    (ofKey ??= new()).Add(value, source);
                }

                if (isUncertain)
                    Uncertain.Add(source);
            }
        }

        public Dictionary<string, LabelKey> Keys { get; } = new(StringComparer.Ordinal);

        /// <summary>Sources with a label whose value is not known: they could match anything.</summary>
        public List<PodSource> Uncertain { get; } = [];
    }

    /// <summary>The sources that have a label of some key.</summary>
    private sealed class LabelKey
    {
        public List<PodSource> Sources { get; } = [];

        public Dictionary<string, Label> Values { get; } = new(StringComparer.Ordinal);

        public void Add(string value, PodSource source)
        {
            Sources.Add(source);
            ref var label = ref CollectionsMarshal.GetValueRefOrAddDefault(Values, value, out _);
            (label ??= new()).Sources.Add(source);
        }
    }

    /// <summary>The sources that have a label.</summary>
    private sealed class Label
    {
        private SelectedPods? _selected;

        public List<PodSource> Sources { get; } = new(1);

        /// <summary>What a selector of this label alone selects; null where nobody asked yet.</summary>
        public SelectedPods? Selected => _selected;

        /// <summary>Keeps what a selector of this label alone selects: what the first thread found.</summary>
        public SelectedPods Keep(SelectedPods selected) => Interlocked.CompareExchange(ref _selected, selected, null) ?? selected;
    }
}

/// <summary>The sources of one namespace that a selector selects.</summary>
/// <param name="index">The sources by directory.</param>
internal sealed class SelectedPods(DirectoryIndex<PodSource> index)
{
    private PodSelection? _everywhere;
    private ConcurrentDictionary<(Place Place, bool IsTransformed), PodSelection>? _byPlace;

    /// <summary>The sources that are nearest to a place.</summary>
    public IReadOnlyList<PodSource> FindNearest(Place near) => index.FindNearest(near);

    /// <summary>The sources that are nearest to who selects them.</summary>
    /// <param name="near">Where the object with the selector stands.</param>
    /// <param name="isTransformed">Whether something that is not resolved changes its selector.</param>
    public PodSelection From(Place near, bool isTransformed)
    {
        if (index.IsOneEverywhere && !isTransformed)
            return _everywhere ?? Interlocked.CompareExchange(ref _everywhere, Make(near, isTransformed), null) ?? _everywhere;
        var selections = _byPlace ?? Interlocked.CompareExchange(ref _byPlace, new(), null) ?? _byPlace;
        return selections.GetOrAdd((near, isTransformed), static (key, selected) => selected.Make(key.Place, key.IsTransformed), this);
    }

    private PodSelection Make(Place near, bool isTransformed)
    {
        var pods = FindNearest(near);
        var areKnown = !isTransformed;
        foreach (var source in pods)
            areKnown &= !source.Owner.IsTransformed;
        return pods.Count == 0 ? PodSelection.None : new PodSelection(pods, areKnown);
    }
}
