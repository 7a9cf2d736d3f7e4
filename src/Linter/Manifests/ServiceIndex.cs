using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>Services by their labels: what monitors select.</summary>
internal sealed class ServiceIndex
{
    // A selector without an equality is held against all Services of the namespace.
    private const int MostCandidates = 200;

    private readonly Dictionary<string, List<LabelledObject>> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Key, string Value), List<LabelledObject>> _byLabel = [];
    private readonly Dictionary<(string Namespace, Place Place), HashSet<string>> _keys = [];

    // Services with a label whose value is not known could be selected by anything.
    private readonly Dictionary<string, List<LabelledObject>> _uncertain = new(StringComparer.Ordinal);

    public ServiceIndex(IEnumerable<ManifestObject> services)
    {
        foreach (var manifest in services)
        {
            var service = new LabelledObject(manifest);
            Add(service, manifest.Namespace);
            Add(service, "");
            ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, (manifest.Namespace, manifest.Place), out _);
            (keys ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(service.Labels.Keys);
        }
    }

    /// <summary>The Services of a namespace, or of all, that are seen from a place and selected; null where there are too many to look at.</summary>
    public IReadOnlyList<ManifestObject>? Find(Selector selector, string? serviceNamespace, Place near)
    {
        var asked = serviceNamespace ?? "";
        var candidates = _all.GetValueOrDefault(asked) ?? [];
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.IsKnownEquality && (_byLabel.GetValueOrDefault((asked, requirement.Key, requirement.Values[0])) ?? []) is var few && few.Count < candidates.Count)
                candidates = few;
        }

        var uncertain = _uncertain.GetValueOrDefault(asked) ?? [];
        if (candidates.Count > MostCandidates || uncertain.Count > MostCandidates)
            return null;
        return [.. candidates.Union(uncertain).Where(service => near.Sees(service.Manifest.Place) && selector.Matches(service)).Select(static service => service.Manifest)];
    }

    /// <summary>Whether the Services of a place are labelled with all keys of a selector.</summary>
    public bool HaveKeys(string serviceNamespace, Place place, Selector selector) =>
        _keys.GetValueOrDefault((serviceNamespace, place)) is { } keys && selector.Requirements.All(requirement => keys.Contains(requirement.Key));

    private void Add(LabelledObject service, string serviceNamespace)
    {
        AddTo(_all, serviceNamespace, service);
        foreach (var (key, value) in service.Labels)
            AddTo(_byLabel, (serviceNamespace, key, value), service);
        if (service.Labels.Any(static label => Placeholder.IsUnknown(label.Value) || Placeholder.IsUnknown(label.Key)))
            AddTo(_uncertain, serviceNamespace, service);
    }

    private static void AddTo<TKey>(Dictionary<TKey, List<LabelledObject>> index, TKey key, LabelledObject service)
        where TKey : notnull
    {
        ref var services = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        (services ??= []).Add(service);
    }
}
