using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>Every object of a run, and the questions that rules ask about the others. Unknown is an answer.</summary>
public sealed class ManifestSet
{
    // A Service over more workloads than these says nothing of the ports of one.
    private const int MostSources = 64;

    private readonly Dictionary<ObjectIdentity, DirectoryIndex<ManifestObject>> _byIdentity = [];
    private readonly Dictionary<(string Group, string Kind, string Namespace), List<ManifestObject>> _byKind = [];
    private readonly Dictionary<(string ApiVersion, string Kind), DirectoryIndex<ManifestObject>> _byVersionAndKind = [];
    private readonly Dictionary<string, PodIndex> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, PodSource> _podsByOwner = [];
    private readonly Lazy<ILookup<(string Group, string Kind), ManifestObject>> _ofKind;
    private readonly HashSet<string> _transformedNamespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Place), HashSet<string>> _labelKeys = [];
    private readonly Lazy<Dictionary<PodSource, HashSet<string>>> _targets;
    private readonly Lazy<HashSet<string>> _declaredNamespaces;
    private readonly ConcurrentDictionary<(string Namespace, string Selector), NearMiss?> _nearMisses = new();
    private readonly HashSet<string> _namespacesWithMakers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadDirectories;
    private readonly ConcurrentDictionary<(string Namespace, string Selector, string Directory, bool IsTransformed), PodSelection> _selections = new();

    /// <summary>Indexes objects; patches are left out, as they are no objects.</summary>
    /// <param name="objects">The objects in the order of the files.</param>
    /// <param name="unreadDirectories">The directories of files that could not be read whole: templates, broken text.</param>
    public ManifestSet(IEnumerable<ManifestObject> objects, IEnumerable<string>? unreadDirectories = null)
    {
        _targets = new(FindTargets);
        _declaredNamespaces = new(() => FindAll("", "Namespace", "").Select(static manifest => manifest.Name).ToHashSet(StringComparer.Ordinal));
        _unreadDirectories = [.. unreadDirectories ?? []];
        Objects = [.. objects.Where(static manifest => !manifest.IsPatch)];
        foreach (var manifest in Objects)
            Add(manifest);
        _ofKind = new(() => Objects.ToLookup(static manifest => (manifest.Group, manifest.Kind)));
    }

    /// <summary>All objects, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> Objects { get; }

    /// <summary>The kinds that CustomResourceDefinitions among the objects define.</summary>
    public CustomKindIndex CustomKinds { get; } = new();

    /// <summary>The names of the Namespaces in the set.</summary>
    public IReadOnlySet<string> DeclaredNamespaces => _declaredNamespaces.Value;

    /// <summary>Every source of pods.</summary>
    public IEnumerable<PodSource> PodSources => _podsByOwner.Values;

    /// <summary>The source of pods that an object is; null where it makes none.</summary>
    public PodSource? PodsOf(ManifestObject manifest) => _podsByOwner.GetValueOrDefault(manifest.Root);

    /// <summary>The sources of pods in a namespace.</summary>
    public IReadOnlyList<PodSource> PodSourcesIn(string podNamespace) => _pods.TryGetValue(podNamespace, out var index) ? index.Sources : [];

    /// <summary>Whether "nothing matches" may be said in a namespace: it has a source of pods, and nothing there is transformed.</summary>
    public bool IsComplete(string podNamespace) => _pods.ContainsKey(podNamespace) && !_transformedNamespaces.Contains(podNamespace);

    /// <summary>The object of a name that is nearest to a file; null where there is none.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="objectNamespace">The namespace; empty for objects of the cluster.</param>
    /// <param name="name">The name.</param>
    /// <param name="near">The file that refers to it.</param>
    public ManifestObject? Find(string group, string kind, string objectNamespace, string name, SourceFile near) =>
        FindAllNearest(group, kind, objectNamespace, name, near) is [var nearest, ..] ? nearest : null;

    /// <summary>The objects of a name that are nearest to a file; several where they are equally near: the same object in several environments.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="objectNamespace">The namespace; empty for objects of the cluster.</param>
    /// <param name="name">The name.</param>
    /// <param name="near">The file that refers to it.</param>
    public IReadOnlyList<ManifestObject> FindAllNearest(string group, string kind, string objectNamespace, string name, SourceFile near) =>
        _byIdentity.TryGetValue(new ObjectIdentity(group, kind, objectNamespace, name), out var index) ? index.FindNearest(near.Directory) : [];

    /// <summary>The objects of a kind that are nearest to a file, whatever their names; several where they are equally near.</summary>
    public IReadOnlyList<ManifestObject> FindNearest(string apiVersion, string kind, SourceFile near) =>
        _byVersionAndKind.TryGetValue((apiVersion, kind), out var index) ? index.FindNearest(near.Directory) : [];

    /// <summary>Whether a Service that an object refers to in its namespace is missing for certain.</summary>
    /// <remarks>That is said only where the set holds another Service of the namespace that is deployed with the object (in the same directory, or one
    /// above the other) and is no way into the cluster itself, as an ingress controller's is; where nothing of the namespace is transformed, and nothing
    /// that is deployed with it was left unread; and where nothing there makes Services itself.</remarks>
    /// <param name="name">The name of the Service.</param>
    /// <param name="referrer">The object that refers to it.</param>
    public bool LacksService(string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        var services = FindAll("", "Service", referrer.Namespace);
        return !HiddenMakers.MakesUnasked(name)
            && !_transformedNamespaces.Contains(referrer.Namespace)
            && !_namespacesWithMakers.Contains(referrer.Namespace)
            && !_unreadDirectories.Any(directory => AreDeployedTogether(directory, referrer.File.Directory))
            && !services.Any(service => service.Name == name || Placeholder.IsUnknown(service.Name))
            && services.Any(service => IsInner(service) && AreDeployedTogether(service.File.Directory, referrer.File.Directory));
    }

    /// <summary>All objects of a kind in a namespace (empty for objects of the cluster).</summary>
    public IReadOnlyList<ManifestObject> FindAll(string group, string kind, string objectNamespace) =>
        _byKind.GetValueOrDefault((group, kind, objectNamespace)) ?? [];

    /// <summary>All objects of a kind, whatever their version and namespace, in the order of the files.</summary>
    public IEnumerable<ManifestObject> OfKind(string group, string kind) => _ofKind.Value[(group, kind)];

    /// <summary>The pods behind a Service.</summary>
    public PodSelection PodsSelectedBy(Service service) =>
        PodsSelectedBy(Selector.From(service.Spec.Selector), service.Manifest);

    /// <summary>The pods in an object's namespace that a selector of the object selects; an empty selector selects none.</summary>
    public PodSelection PodsSelectedBy(Selector selector, ManifestObject manifest) =>
        _selections.GetOrAdd(
            (manifest.Namespace, selector.Key, manifest.File.Directory, manifest.IsTransformed),
            static (key, arguments) => arguments.Set.Select(arguments.Selector, key.Namespace, key.Directory, key.IsTransformed),
            (Set: this, Selector: selector));

    /// <summary>All sources of pods in a namespace that a selector selects, however far away.</summary>
    public IEnumerable<PodSource> FindPods(Selector selector, string podNamespace) =>
        _pods.TryGetValue(podNamespace, out var index) ? index.Find(selector) : [];

    /// <summary>The pods that a selector without a match was probably meant for; null where none are near.</summary>
    /// <param name="selector">A selector that selects nothing in the namespace.</param>
    /// <param name="podNamespace">The namespace.</param>
    public NearMiss? FindNearMiss(Selector selector, string podNamespace) =>
        _nearMisses.GetOrAdd(
            (podNamespace, selector.Key),
            static (key, arguments) => arguments.Set.FindNearMissUncached(arguments.Selector, key.Namespace),
            (Set: this, Selector: selector));

    /// <summary>Whether the pods that an object selects would stand beside it: sources of pods in its own directory or kustomization are labelled with the
    /// same keys, and nothing in the set could make others.</summary>
    public bool HasOwnPods(ManifestObject manifest, Selector selector)
    {
        if (_namespacesWithMakers.Contains(manifest.Namespace))
            return false;
        var keys = _labelKeys.GetValueOrDefault((manifest.Namespace, PlaceOf(manifest)));
        return keys is not null && selector.Requirements.All(requirement => keys.Contains(requirement.Key));
    }

    /// <summary>Whether some Service forwards to a port of these pods, by name or number.</summary>
    public bool IsTargeted(PodSource pods, ContainerPort port)
    {
        var targets = _targets.Value.GetValueOrDefault(pods);
        return targets is not null && (targets.Contains(port.ContainerPortField.ToString()) || (port.Name.IsSet && targets.Contains(port.Name.Text)));
    }

    private static string PlaceOf(ManifestObject manifest) => manifest.Kustomization ?? manifest.File.Directory;

    private Dictionary<PodSource, HashSet<string>> FindTargets()
    {
        var targets = new Dictionary<PodSource, HashSet<string>>();
        foreach (var manifest in Objects.Where(static manifest => manifest.Is("", "Service")))
        {
            var service = new Service(manifest);
            foreach (var pods in PodsSelectedBy(service).Pods.Take(MostSources))
            {
                ref var texts = ref CollectionsMarshal.GetValueRefOrAddDefault(targets, pods, out _);
                texts ??= new HashSet<string>(StringComparer.Ordinal);
                foreach (var port in service.Spec.Ports)
                    texts.Add(new TargetPort(port).Text);
            }
        }

        return targets;
    }

    private NearMiss? FindNearMissUncached(Selector selector, string podNamespace)
    {
        if (_pods.TryGetValue(podNamespace, out var index) && index.FindNearMiss(selector) is { } near)
            return near;
        foreach (var (other, otherIndex) in _pods.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (other != podNamespace && otherIndex.Find(selector).FirstOrDefault() is { } pods)
                return new NearMiss(pods, null, null);
        }

        return null;
    }

    private static bool IsInner(ManifestObject service) => !service.Root["spec"u8]["type"u8].TextEquals("LoadBalancer"u8);

    private static bool AreDeployedTogether(string one, string other) =>
        one == other || IsAbove(one, other) || IsAbove(other, one);

    private static bool IsAbove(string directory, string other) =>
        directory.Length == 0 || (other.StartsWith(directory, StringComparison.Ordinal) && other[directory.Length..].StartsWith('/'));

    private PodSelection Select(Selector selector, string podNamespace, string directory, bool isTransformed)
    {
        if (selector.IsEmpty || !_pods.TryGetValue(podNamespace, out var index))
            return new PodSelection([], areKnown: false);
        var pods = index.FindNearest(selector, directory);
        return new PodSelection(pods, areKnown: !isTransformed && pods.TrueForAll(static source => !source.Owner.IsTransformed));
    }

    private void Add(ManifestObject manifest)
    {
        ref var byIdentity = ref CollectionsMarshal.GetValueRefOrAddDefault(_byIdentity, manifest.Identity, out _);
        (byIdentity ??= new DirectoryIndex<ManifestObject>()).Add(manifest.File.Directory, manifest);

        ref var byKind = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKind, (manifest.Group, manifest.Kind, manifest.Namespace), out _);
        (byKind ??= []).Add(manifest);

        ref var byVersion = ref CollectionsMarshal.GetValueRefOrAddDefault(_byVersionAndKind, (manifest.ApiVersion, manifest.Kind), out _);
        (byVersion ??= new DirectoryIndex<ManifestObject>()).Add(manifest.File.Directory, manifest);

        CustomKinds.Add(manifest);
        if (manifest.IsTransformed || manifest.HasUnreadCompanions)
            _transformedNamespaces.Add(manifest.Namespace);
        _namespacesWithMakers.UnionWith(HiddenMakers.NamespacesOf(manifest));
        if (PodSource.Find(manifest) is not { } source)
            return;
        _podsByOwner[manifest.Root] = source;
        ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(_labelKeys, (manifest.Namespace, PlaceOf(manifest)), out _);
        (keys ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(source.Labels.Keys);
        ref var pods = ref CollectionsMarshal.GetValueRefOrAddDefault(_pods, manifest.Namespace, out _);
        (pods ??= new PodIndex()).Add(source);
    }
}
