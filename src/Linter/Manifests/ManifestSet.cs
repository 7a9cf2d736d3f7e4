using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Schemas;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>Every object of a run, and the questions that rules ask about the others. Unknown is an answer.</summary>
public sealed class ManifestSet
{
    // A Service or policy over more workloads than these says nothing of the ports of one.
    private const int MostSources = 64;

    // Among more names nobody could say which one was meant.
    private const int MostNames = 200;

    // A cluster has one; of more than these in one place nobody can tell which.
    private const int MostDefaultClasses = 8;

    private readonly ManifestObject[] _objects;
    private readonly Dictionary<string, KindIndex> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PodIndex> _pods = new(StringComparer.Ordinal);
    private readonly Lazy<List<PodSource>> _podSources;
    private readonly Lazy<PodNamespaces> _podNamespaces;
    private readonly Lazy<Dictionary<Place, PodIndex>> _podsByPlace;
    private readonly Lazy<ServiceIndex> _services;
    private readonly Lazy<HashSet<(string Namespace, string Service)>> _slicedServices;
    private readonly ScopedNames _transformedNamespaces = new();
    private readonly Lazy<Dictionary<(string Namespace, Place Place), HashSet<string>>> _labelKeys;
    private ConcurrentDictionary<string, ServedPods>? _servedPods;
    private readonly Lazy<NetworkPolicyIndex> _networkPolicies;
    private ConcurrentDictionary<string, Lazy<ILookup<ManifestObject, Ingress>>>? _ingresses;
    private readonly Lazy<DirectoryIndex<ManifestObject>> _defaultStorageClasses;
    private readonly Lazy<HashSet<string>> _declaredNamespaces;
    private readonly Lazy<MadeObjects> _made;
    private ConcurrentDictionary<MissKey, NearMiss?>? _nearMisses;
    private readonly Lazy<ScalerIndex> _scalers;
    private readonly Lazy<RequestDefaults> _requestDefaults;
    private ConcurrentDictionary<ManifestObject, IReadOnlySet<string>?>? _configKeys;
    private readonly IReadOnlyList<ExternalObject> _externals;
    private readonly PlaceIndex _unread = new();
    private readonly FactTable<PodSelection> _podsOfServices;
    private ConcurrentDictionary<PolicyKey, PodSelection>? _policyPods;

    /// <summary>Indexes objects; patches are left out, as they are no objects.</summary>
    /// <param name="objects">The objects in the order of the files.</param>
    /// <param name="unread">The directories of files that could not be read whole: templates, broken text.</param>
    /// <param name="externals">What exists though no manifest holds it.</param>
    public ManifestSet(IEnumerable<ManifestObject> objects, IEnumerable<string>? unread = null, IReadOnlyList<ExternalObject>? externals = null)
    {
        _podSources = new(FindPodSources);
        _labelKeys = new(FindLabelKeys);
        _podNamespaces = new(() => new PodNamespaces(_pods));
        _podsByPlace = new(FindPodsByPlace);
        _networkPolicies = new(() => new NetworkPolicyIndex(this));
        _defaultStorageClasses = new(FindDefaultStorageClasses);
        _declaredNamespaces = new(() => FindAll("", "Namespace", "").Select(static manifest => manifest.Name).ToHashSet(StringComparer.Ordinal));
        _externals = externals ?? [];
        foreach (var directory in unread ?? [])
            _unread.Add(new Place(directory, Scope: null));
        _objects = [.. objects.Where(static manifest => !manifest.IsPatch)];
        _made = new(() => new MadeObjects(_objects));
        _podsOfServices = new(_objects);
        Makers.Find(_objects);
        for (var i = 0; i < _objects.Length; i++)
        {
            _objects[i].Number = i;
            Add(_objects[i]);
        }

        CustomKinds = new CustomKindIndex(OfKind("apiextensions.k8s.io", "CustomResourceDefinition"));
        _services = new(() => new ServiceIndex(OfKind("", Service.Kind)));
        _slicedServices = new(FindSlicedServices);
        _scalers = new(() => new ScalerIndex(this));
        _requestDefaults = new(() => new RequestDefaults(this));
        Dns = new ClusterDns(this, new(_objects));
    }

    /// <summary>All objects, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> Objects => _objects;

    /// <summary>The kinds that CustomResourceDefinitions among the objects define.</summary>
    public CustomKindIndex CustomKinds { get; }

    /// <summary>What the names of Services in texts stand for.</summary>
    public ClusterDns Dns { get; }

    /// <summary>The names of the Namespaces in the set.</summary>
    public IReadOnlySet<string> DeclaredNamespaces => _declaredNamespaces.Value;

    /// <summary>The NetworkPolicies by the pods that they select.</summary>
    public NetworkPolicyIndex NetworkPolicies => _networkPolicies.Value;

    /// <summary>Every source of pods.</summary>
    public IReadOnlyList<PodSource> PodSources => _podSources.Value;

    /// <summary>The sources of pods in a namespace.</summary>
    public IReadOnlyList<PodSource> PodSourcesIn(string podNamespace) => PodsIn(podNamespace)?.Sources ?? [];

    /// <summary>Whether "no pod matches" may be said to an object: its namespace has a source of pods that it sees, and nothing there is transformed.</summary>
    public bool KnowsPodsNear(ManifestObject manifest) => KnowsPodsNear(manifest, manifest.Namespace);

    /// <summary>Whether "no pod of a namespace matches" may be said to an object: the namespace has a source of pods that it sees, and nothing there is
    /// transformed.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="podNamespace">The namespace of the pods.</param>
    public bool KnowsPodsNear(ManifestObject manifest, string podNamespace)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return !manifest.IsTransformed
            && PodsIn(podNamespace) is { } index
            && index.IsSeenFrom(manifest.Place)
            && !_transformedNamespaces.Contains(podNamespace, manifest.Place);
    }

    /// <summary>Whether all pods of a namespace that an object can meet are in the set, as far as one can tell: some are, nothing is transformed, and nothing
    /// makes others.</summary>
    /// <remarks>Pods that EKS itself brings live in kube-system.</remarks>
    public bool KnowsAllPodsNear(ManifestObject manifest, string podNamespace) =>
        podNamespace != "kube-system" && KnowsPodsNear(manifest, podNamespace) && !_made.Value.MayHoldAny(podNamespace, manifest.Place);

    /// <summary>Whether an object's namespace may hold more that is deployed with it than the set shows: something is transformed, makes objects itself, or was
    /// left unread.</summary>
    public bool MayHoldMoreNear(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _transformedNamespaces.Contains(manifest.Namespace, manifest.Place)
            || _made.Value.MayHoldAny(manifest.Namespace, manifest.Place)
            || _unread.HasCompanionOf(manifest.Place);
    }

    /// <summary>Whether the set holds an object once: several of one identity are the same object in several environments.</summary>
    public bool IsOnlyOne(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return IndexOf(manifest.Group, manifest.Kind)?.Named(manifest.Namespace, manifest.Name) is { HasOnlyOne: true };
    }

    /// <summary>The object of a name that is nearest to a place; null where there is none.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="objectNamespace">The namespace; empty for objects of the cluster.</param>
    /// <param name="name">The name.</param>
    /// <param name="near">The place of who refers to it.</param>
    public ManifestObject? Find(string group, string kind, string objectNamespace, string name, Place near) =>
        FindAllNearest(group, kind, objectNamespace, name, near) is [var nearest, ..] ? nearest : null;

    /// <summary>The objects of a name that are nearest to a place; several where they are equally near: the same object in several environments.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="objectNamespace">The namespace; empty for objects of the cluster.</param>
    /// <param name="name">The name.</param>
    /// <param name="near">The place of who refers to it.</param>
    public IReadOnlyList<ManifestObject> FindAllNearest(string group, string kind, string objectNamespace, string name, Place near) =>
        IndexOf(group, kind)?.Named(objectNamespace, name)?.FindNearest(near) ?? [];

    /// <summary>The objects of a kind that are nearest to a place, whatever their names; several where they are equally near.</summary>
    public IReadOnlyList<ManifestObject> FindNearest(string apiVersion, string kind, Place near) =>
        IndexOf(SchemaTable.GroupOf(apiVersion), kind)?.OfVersion(apiVersion)?.FindNearest(near) ?? [];

    /// <summary>The StorageClasses of the set that a claim at a place gets when it names none; several where they are equally near.</summary>
    public IReadOnlyList<ManifestObject> FindDefaultStorageClasses(Place near) => _defaultStorageClasses.Value.FindNearest(near);

    /// <summary>Whether an object that another refers to in its namespace is missing for certain.</summary>
    /// <remarks>That is said only where the set holds another object of the kind in the namespace that is deployed with who refers to it (and, of Services, is
    /// no way into the cluster itself, as an ingress controller's is); where nothing of the namespace is transformed, and nothing that is deployed with it was
    /// left unread; where nothing there makes such objects itself; and where the configuration does not say that it exists.</remarks>
    /// <param name="group">The group of the object; empty for the core group.</param>
    /// <param name="kind">The kind of the object, which lives in namespaces.</param>
    /// <param name="name">The name of the object.</param>
    /// <param name="referrer">The object that refers to it.</param>
    public bool Lacks(string group, string kind, string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        return Lacks(group, kind, referrer.Namespace, name, referrer);
    }

    /// <summary>Whether an object that another refers to in some namespace is missing for certain.</summary>
    /// <param name="group">The group of the object; empty for the core group.</param>
    /// <param name="kind">The kind of the object, which lives in namespaces.</param>
    /// <param name="objectNamespace">The namespace of the object.</param>
    /// <param name="name">The name of the object.</param>
    /// <param name="referrer">The object that refers to it.</param>
    public bool Lacks(string group, string kind, string objectNamespace, string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        var place = referrer.Place;
        return name.Length > 0
            && !referrer.IsTransformed
            && FindAllNearest(group, kind, objectNamespace, name, place).Count == 0
            && !Placeholder.IsUnknown(name)
            && !Placeholder.IsUnknown(objectNamespace)
            && !HiddenMakers.MakesUnasked(kind, objectNamespace, name)
            && !_transformedNamespaces.Contains(objectNamespace, place)
            && !_made.Value.MayHold(kind, objectNamespace, name, place)
            && !_unread.HasCompanionOf(place)
            && !IsExternal(kind, objectNamespace, name)
            && IndexOf(group, kind)?.In(objectNamespace)?.Companions is { HasUnknownName: false } companions
            && companions.Places.HasCompanionOf(place);
    }

    /// <summary>Whether the configuration says that an object exists outside the project.</summary>
    public bool IsExternal(string kind, string objectNamespace, string name)
    {
        foreach (var external in _externals)
        {
            if (external.Covers(kind, objectNamespace, name))
                return true;
        }

        return false;
    }

    /// <summary>All objects of a kind in a namespace (empty for objects of the cluster).</summary>
    public IReadOnlyList<ManifestObject> FindAll(string group, string kind, string objectNamespace) =>
        IndexOf(group, kind)?.In(objectNamespace)?.All ?? [];

    /// <summary>The objects of a kind in a namespace (empty for objects of the cluster) that can be in one cluster with what stands at a place.</summary>
    public IEnumerable<ManifestObject> FindAll(string group, string kind, string objectNamespace, Place near) =>
        FindAll(group, kind, objectNamespace).Where(manifest => near.Sees(manifest.Place));

    /// <summary>All objects of a kind, whatever their version and namespace, in the order of the files.</summary>
    public IReadOnlyList<ManifestObject> OfKind(string group, string kind) => IndexOf(group, kind)?.Objects ?? [];

    /// <summary>What a reference to a missing object was probably meant for: one of that name in another namespace, else one of almost that name; null where
    /// nothing is near, or so much that nobody could tell.</summary>
    /// <param name="group">The group of the object; empty for the core group.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="name">The name that the reference gives.</param>
    /// <param name="referrer">The object that refers to it in its own namespace.</param>
    public NearObject? FindNearObject(string group, string kind, string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        var elsewhere = IndexOf(group, kind)?.Named(name)
            .Take(MostNames)
            .FirstOrDefault(manifest => manifest.Namespace != referrer.Namespace && referrer.Place.Sees(manifest.Place));
        if (elsewhere is not null)
            return new NearObject(name, elsewhere);
        return FindNearName(group, kind, name, referrer) is { } nearest ? new NearObject(nearest, Elsewhere: null) : null;
    }

    /// <summary>The name in the referrer's namespace that is almost the one that it gives; null where none is near, or where there are so many that nobody could
    /// tell which one was meant.</summary>
    /// <param name="group">The group of the object; empty for the core group.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="name">The name that the reference gives.</param>
    /// <param name="referrer">The object that refers to it in its own namespace.</param>
    public string? FindNearName(string group, string kind, string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        return FindAll(group, kind, referrer.Namespace).Count > MostNames
            ? null
            : NearestName.Find(name, FindAll(group, kind, referrer.Namespace, referrer.Place).Select(static manifest => manifest.Name));
    }

    /// <summary>The object of a name that stands beside who refers to it, but in another namespace, while the referrer's own holds nothing of the kind; null
    /// where there is none, or something else may hold it.</summary>
    /// <param name="group">The group of the object; empty for the core group.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="name">The name that the reference gives.</param>
    /// <param name="referrer">The object that refers to it in its own namespace.</param>
    public NearObject? FindLeftBehind(string group, string kind, string name, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        if (!MayBeAlone(referrer) || FindAll(group, kind, referrer.Namespace).Count > 0 || HiddenMakers.MakesUnasked(kind, referrer.Namespace, name) || IsExternal(kind, referrer.Namespace, name))
            return null;
        var beside = IndexOf(group, kind)?.Named(name).Take(MostNames).FirstOrDefault(manifest => manifest.Place == referrer.Place);
        return beside is null ? null : new NearObject(name, beside);
    }

    /// <summary>The pods that a selector would select if its object stood in their namespace: they stand beside it, and its own namespace holds no pods; null
    /// where there are none, or something else may make some.</summary>
    public NearMiss? FindLeftBehind(Selector selector, ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(manifest);
        if (selector.IsEmpty || !selector.Requirements.All(static requirement => requirement.IsKnownEquality) || PodSourcesIn(manifest.Namespace).Count > 0 || !MayBeAlone(manifest))
            return null;
        return _podsByPlace.Value.GetValueOrDefault(manifest.Place)?.FindNearest(selector, manifest.Place) is [var pods, ..] ? new NearMiss(pods, null, null) : null;
    }

    /// <summary>The autoscalers that scale a workload.</summary>
    public IReadOnlyList<Scaler> ScalersOf(ManifestObject workload) => _scalers.Value.Of(workload);

    /// <summary>How many pods a source has at least, as its replicas or its autoscaler say; null where that is not known.</summary>
    public ReplicaCount? ReplicasOf(PodSource pods)
    {
        ArgumentNullException.ThrowIfNull(pods);
        return _scalers.Value.ReplicasOf(pods);
    }

    /// <summary>Whether something may give the containers of a workload a request for a resource that they do not state.</summary>
    public bool MayGiveRequests(ManifestObject workload, string resource)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return _requestDefaults.Value.MayGive(workload, resource);
    }

    /// <summary>The keys of a ConfigMap or Secret; null where they are not known.</summary>
    public IReadOnlySet<string>? KeysOf(ManifestObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return LazyInitializer.EnsureInitialized(ref _configKeys, static () => new()).GetOrAdd(
            config,
            static (key, made) => made.Names(key.Kind, key.Namespace, key.Name, key.Place) ? null : ConfigKeys.Read(key),
            _made.Value);
    }

    /// <summary>Whether a selector would have to be held against very many pods, one by one.</summary>
    public bool IsTooBroad(Selector selector, string podNamespace)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return PodsIn(podNamespace) is { } index && index.IsTooBroad(selector);
    }

    /// <summary>The pods that a budget covers: those that its selector selects, all of its namespace where that is empty, none where it has none; null where
    /// there are too many to look at.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector.</remarks>
    public PodSelection? PodsSelectedBy(PodDisruptionBudget budget)
    {
        var selector = Selector.From(budget.Spec.Selector);
        if (selector.IsEmpty && budget.Spec.Selector.Node.IsMapping)
            return new PodSelection([.. PodSourcesIn(budget.Manifest.Namespace).Take(MostSources).Where(pods => budget.Manifest.Place.Sees(pods.Owner.Place))], areKnown: false);
        return IsTooBroad(selector, budget.Manifest.Namespace) ? null : PodsSelectedBy(selector, budget.Manifest);
    }

    /// <summary>The pods behind a Service; none behind one of type ExternalName, whose selector nobody reads.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/controller/endpointslice/endpointslice_controller.go, syncService.</remarks>
    public PodSelection PodsSelectedBy(Service service)
    {
        var manifest = service.Manifest;
        return _podsOfServices.Find(manifest) ?? _podsOfServices.Keep(manifest, FindPodsSelectedBy(service));
    }

    /// <summary>The pods in an object's namespace that a selector of the object selects; an empty selector selects none, and of one that is too broad none are
    /// there.</summary>
    public PodSelection PodsSelectedBy(Selector selector, ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(manifest);
        return selector.IsEmpty || PodsIn(manifest.Namespace) is not { } index || index.IsTooBroad(selector)
            ? PodSelection.None
            : index.Select(selector).From(manifest.Place, manifest.IsTransformed);
    }

    /// <summary>The Services of a namespace (of all where none is given) that are seen from a place and whose labels a selector selects. Null where there are
    /// too many to look at.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="serviceNamespace">The namespace; null for all.</param>
    /// <param name="near">The place of who selects.</param>
    public IReadOnlyList<ManifestObject>? FindServices(Selector selector, string? serviceNamespace, Place near) =>
        _services.Value.Find(selector, serviceNamespace, near);

    /// <summary>Whether Services that stand where an object does are labelled with all keys of a selector, and nothing in the namespace makes others.</summary>
    public bool HasOwnServices(ManifestObject manifest, Selector selector)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return !_made.Value.MayHoldAny(manifest.Namespace, manifest.Place)
            && !_transformedNamespaces.Contains(manifest.Namespace, manifest.Place)
            && _services.Value.HaveKeys(manifest.Namespace, manifest.Place, selector);
    }

    /// <summary>Whether something gives a Service without selector its addresses: Endpoints, an EndpointSlice, or a resource that may make them.</summary>
    public bool HasEndpoints(ManifestObject service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return FindAllNearest("", "Endpoints", service.Namespace, service.Name, service.Place).Count > 0
            || _slicedServices.Value.Contains((service.Namespace, service.Name))
            || _made.Value.MayHoldAny(service.Namespace, service.Place)
            || HiddenMakers.MakesUnasked("Service", service.Namespace, service.Name);
    }

    /// <summary>All pods of a namespace that a selector selects, however far away, as long as they can be in one cluster with what stands at a place; an empty
    /// selector selects all. Null where the selector is too broad to tell.</summary>
    public IEnumerable<PodSource>? FindPods(Selector selector, string podNamespace, Place near) =>
        PodsIn(podNamespace) is { } index ? index.Find(selector)?.Where(pods => near.Sees(pods.Owner.Place)) : [];

    /// <summary>Whether no pod of a namespace that can be in one cluster with what stands at a place is selected, as far as the set knows them.</summary>
    public bool HasNoPods(Selector selector, string podNamespace, Place near) => FindPods(selector, podNamespace, near)?.Any() == false;

    /// <summary>The pods that a NetworkPolicy selects, however far away; one without selector selects all of its namespace. Of many only the first are there,
    /// and then they are not known.</summary>
    public PodSelection PodsSelectedBy(NetworkPolicy policy) =>
        LazyInitializer.EnsureInitialized(ref _policyPods, static () => new()).GetOrAdd(
            new PolicyKey(policy.Manifest.Namespace, Selector.From(policy.Spec.PodSelector).Key, policy.Manifest.Scope, policy.Manifest.IsTransformed),
            static (key, arguments) => arguments.Set.SelectAll(arguments.Policy.Manifest, Selector.From(arguments.Policy.Spec.PodSelector)),
            (Set: this, Policy: policy));

    /// <summary>The pods that a selector without a match was probably meant for; null where none are near.</summary>
    /// <param name="selector">A selector that selects nothing in the object's namespace.</param>
    /// <param name="manifest">The object that selects.</param>
    public NearMiss? FindNearMiss(Selector selector, ManifestObject manifest) => FindNearMiss(selector, manifest, manifest.Namespace);

    /// <summary>The pods that a selector without a match was probably meant for; null where none are near.</summary>
    /// <param name="selector">A selector that selects nothing in the namespace.</param>
    /// <param name="manifest">The object that selects.</param>
    /// <param name="podNamespace">The namespace.</param>
    public NearMiss? FindNearMiss(Selector selector, ManifestObject manifest, string podNamespace)
    {
        var near = LazyInitializer.EnsureInitialized(ref _nearMisses, static () => new()).GetOrAdd(
            new MissKey(podNamespace, selector.Key, manifest.Place),
            static (key, arguments) => arguments.Set.FindNearMissUncached(arguments.Selector, key.Namespace, key.Place),
            (Set: this, Selector: selector));

        // An equal selector of another object may have asked first: what it misses is said of this one.
        return near is { Requirement: { } missed } ? near with { Requirement = selector.Requirements.FirstOrDefault(own => own.ToString() == missed.ToString()) ?? missed } : near;
    }

    /// <summary>Whether the pods that an object selects would stand beside it: sources of pods in its own directory or kustomization are labelled with the
    /// same keys, and nothing in the set could make others.</summary>
    public bool HasOwnPods(ManifestObject manifest, Selector selector)
    {
        if (_made.Value.MayHoldAny(manifest.Namespace, manifest.Place))
            return false;
        var keys = _labelKeys.Value.GetValueOrDefault((manifest.Namespace, manifest.Place));
        return keys is not null && selector.Requirements.All(requirement => keys.Contains(requirement.Key));
    }

    /// <summary>The Services that select some pods, in the order of the files.</summary>
    public IReadOnlyList<Service> ServicesOver(PodSource pods) => ServedPodsIn(pods.Owner.Namespace).Services.GetValueOrDefault(pods) ?? [];

    /// <summary>Whether some Service forwards to a port of these pods, by name or number.</summary>
    public bool IsTargeted(PodSource pods, ContainerPort port)
    {
        var targets = ServedPodsIn(pods.Owner.Namespace).Targets.GetValueOrDefault(pods);
        return targets is not null && (targets.Contains(port.ContainerPortField.ToString()) || (port.Name.IsSet && targets.Contains(port.Name.Text)));
    }

    /// <summary>The Ingresses of which a backend is this Service, or one that is equally near.</summary>
    public IEnumerable<Ingress> IngressesTo(Service service) =>
        LazyInitializer.EnsureInitialized(ref _ingresses, static () => new(StringComparer.Ordinal)).GetOrAdd(
            service.Manifest.Namespace,
            static (space, set) => new Lazy<ILookup<ManifestObject, Ingress>>(() => set.FindIngresses(space)),
            this).Value[service.Manifest];

    private PodSelection FindPodsSelectedBy(Service service)
    {
        var spec = service.Spec;
        return spec.Type.Is("ExternalName") ? PodSelection.None : PodsSelectedBy(Selector.From(spec.Selector), service.Manifest);
    }

    private KindIndex? IndexOf(string group, string kind) =>
        !_kinds.TryGetValue(kind, out var index) ? null
        : index.Group == group ? index
        : index.OtherGroups?.GetValueOrDefault(group);

    private HashSet<(string Namespace, string Service)> FindSlicedServices() =>
        OfKind("discovery.k8s.io", "EndpointSlice")
            .Select(static slice => (slice.Namespace, slice.Root["metadata"u8]["labels"u8]["kubernetes.io/service-name"u8].Text))
            .ToHashSet();

    private ServedPods ServedPodsIn(string podNamespace) => LazyInitializer.EnsureInitialized(ref _servedPods, static () => new(StringComparer.Ordinal)).GetOrAdd(podNamespace, static (space, set) => new ServedPods(set, space), this);

    private ILookup<ManifestObject, Ingress> FindIngresses(string ingressNamespace) =>
        FindAll("networking.k8s.io", Ingress.Kind, ingressNamespace)
            .Select(Ingress.From)
            .SelectMany(ingress => ingress.Backends()
                .Select(static backend => backend.Service.Name.Text)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(name => FindAllNearest("", Service.Kind, ingress.Manifest.Namespace, name, ingress.Manifest.Place))
                .Select(service => (Service: service, Ingress: ingress)))
            .ToLookup(static pair => pair.Service, static pair => pair.Ingress);

    private NearMiss? FindNearMissUncached(Selector selector, string podNamespace, Place place)
    {
        if (PodsIn(podNamespace) is { } index && index.FindNearMiss(selector, place) is { } near)
            return near;
        return _podNamespaces.Value.FindOutside(podNamespace, selector, place) is { } pods ? new NearMiss(pods, null, null) : null;
    }

    private DirectoryIndex<ManifestObject> FindDefaultStorageClasses()
    {
        var classes = new DirectoryIndex<ManifestObject>();
        var counts = new Dictionary<Place, int>();
        foreach (var manifest in OfKind("storage.k8s.io", StorageClass.Kind))
        {
            if (!StorageClass.From(manifest).Metadata.Annotations["storageclass.kubernetes.io/is-default-class"].Is("true"))
                continue;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, manifest.Place, out _);
            if (count++ < MostDefaultClasses)
                classes.Add(manifest.Place, manifest);
        }

        return classes;
    }

    private PodSelection SelectAll(ManifestObject manifest, Selector selector)
    {
        if (FindPods(selector, manifest.Namespace, manifest.Place)?.Take(MostSources + 1).ToList() is not { } pods)
            return PodSelection.None;
        return new PodSelection(pods, areKnown: pods.Count <= MostSources && KnowsAllPodsNear(manifest, manifest.Namespace));
    }

    private void Add(ManifestObject manifest)
    {
        ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, manifest.Kind, out _);
        if ((kind ??= new KindIndex(manifest.Group)).Group != manifest.Group)
            kind = ref CollectionsMarshal.GetValueRefOrAddDefault(kind.OtherGroups ??= new(StringComparer.Ordinal), manifest.Group, out _);
        (kind ??= new KindIndex(manifest.Group)).Add(manifest);
        if (manifest.IsTransformed || manifest.HasUnreadCompanions)
            _transformedNamespaces.Add(manifest.Namespace, manifest.Place);
        if (!manifest.MayStatePods)
            return;
        ref var pods = ref CollectionsMarshal.GetValueRefOrAddDefault(_pods, manifest.Namespace, out _);
        (pods ??= new PodIndex()).Add(manifest);
    }

    private List<PodSource> FindPodSources()
    {
        var sources = new List<PodSource>();
        foreach (var manifest in _objects)
        {
            if (manifest.Pods is { } source)
                sources.Add(source);
        }

        return sources;
    }

    /// <summary>The pods of a namespace; null where there are none.</summary>
    private PodIndex? PodsIn(string podNamespace) => _pods.GetValueOrDefault(podNamespace) is { Sources.Count: > 0 } pods ? pods : null;

    /// <summary>Whether what an object needs could be missing from its namespace as a whole.</summary>
    private bool MayBeAlone(ManifestObject manifest) => !manifest.IsTransformed && !Placeholder.IsUnknown(manifest.Namespace) && !MayHoldMoreNear(manifest);

    private Dictionary<Place, PodIndex> FindPodsByPlace()
    {
        var pods = new Dictionary<Place, PodIndex>();
        foreach (var source in _podSources.Value)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(pods, source.Owner.Place, out _);
            (index ??= new PodIndex()).Add(source.Owner);
        }

        return pods;
    }

    private Dictionary<(string Namespace, Place Place), HashSet<string>> FindLabelKeys()
    {
        var labelKeys = new Dictionary<(string Namespace, Place Place), HashSet<string>>();
        foreach (var source in _podSources.Value)
        {
            ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(labelKeys, (source.Owner.Namespace, source.Owner.Place), out _);
            (keys ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(source.Labels.Keys);
        }

        return labelKeys;
    }

    /// <summary>What a selector that selects nothing may miss depends on.</summary>
    private sealed record MissKey(string Namespace, string Selector, Place Place);

    /// <summary>What the pods of a NetworkPolicy depend on.</summary>
    private sealed record PolicyKey(string Namespace, string Selector, DeploymentScope? Scope, bool IsTransformed);

    /// <summary>The pods of one namespace that Services select: a Service selects none elsewhere.</summary>
    private sealed class ServedPods
    {
        private readonly Lazy<Dictionary<PodSource, List<Service>>> _services;
        private readonly Lazy<Dictionary<PodSource, HashSet<string>>> _targets;

        public ServedPods(ManifestSet set, string podNamespace)
        {
            _services = new(() => FindServices(set, podNamespace));
            _targets = new(FindTargets);
        }

        /// <summary>The Services over them, in the order of the files.</summary>
        public Dictionary<PodSource, List<Service>> Services => _services.Value;

        /// <summary>The ports to which those forward.</summary>
        public Dictionary<PodSource, HashSet<string>> Targets => _targets.Value;

        private static Dictionary<PodSource, List<Service>> FindServices(ManifestSet set, string podNamespace)
        {
            var services = new Dictionary<PodSource, List<Service>>();
            foreach (var manifest in set.FindAll("", Service.Kind, podNamespace))
            {
                var service = new Service(manifest);
                foreach (var pods in set.PodsSelectedBy(service).Pods.Take(MostSources))
                {
                    ref var ofPods = ref CollectionsMarshal.GetValueRefOrAddDefault(services, pods, out _);
                    (ofPods ??= []).Add(service);
                }
            }

            return services;
        }

        private Dictionary<PodSource, HashSet<string>> FindTargets() =>
            Services.ToDictionary(
                static pair => pair.Key,
                static pair => pair.Value.SelectMany(static service => service.Spec.Ports.AsEnumerable()).Select(static port => new TargetPort(port).Text).ToHashSet(StringComparer.Ordinal));
    }
}
