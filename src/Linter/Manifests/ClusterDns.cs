using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>What the names of Services in texts stand for: in the environment and the arguments of containers, and in ConfigMaps.</summary>
/// <remarks>kubernetes/dns, docs/specification.md: a name without Service has no records; a Service answers on its own ports, whatever its pods listen on.
/// Headless Services and ExternalNames have no ports of their own: the names lead to the pods, or elsewhere.</remarks>
public sealed class ClusterDns
{
    // A Service of thousands in a namespace is not found by a name that is spelt almost like those of hundreds.
    private const int MostCandidates = 500;

    // Of a Service that more workloads name than these, nobody could say whether all of them were meant.
    private const int MostReferrers = 64;

    private readonly ManifestSet _manifests;

    private static readonly List<ServiceReference> None = [];

    // Several rules ask for them.
    private readonly FactTable<List<ServiceReference>> _references;
    private readonly Lazy<HashSet<string>> _otherHosts;
    private readonly Lazy<ILookup<string, ManifestObject>> _servicesByName;
    private readonly Lazy<Dictionary<ManifestObject, List<ServiceReferrer>?>> _referrers;

    internal ClusterDns(ManifestSet manifests, FactTable<List<ServiceReference>> references)
    {
        _manifests = manifests;
        _references = references;
        _otherHosts = new(FindOtherHosts);
        _referrers = new(FindReferrers);
        _servicesByName = new(() => manifests.OfKind("", Service.Kind).ToLookup(static service => service.Name, StringComparer.Ordinal));
    }

    /// <summary>The names of Services in what an object holds: the texts of a ConfigMap, or those that it gives to its containers.</summary>
    public IReadOnlyList<ServiceReference> FindReferences(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var isConfigMap = manifest.Is("", ConfigMap.Kind);
        if (!isConfigMap && manifest.Pods is null)
            return [];
        if (_references.Find(manifest) is { } known)
            return known;
        var texts = new Texts(_manifests, manifest);
        if (isConfigMap)
            FindInData(ConfigMap.From(manifest), ref texts);
        else
            FindInContainers(manifest.Pods!, ref texts);
        return _references.Keep(manifest, texts.Found ?? None);
    }

    /// <summary>The workloads that name a Service, in the order of the files; null where not all of them are known: a ConfigMap names it, whose readers may be
    /// any; it is one of several that a name may stand for; or there are very many.</summary>
    public IReadOnlyList<ServiceReferrer>? ReferrersOf(Service service) =>
        _referrers.Value.TryGetValue(service.Manifest, out var referrers) ? referrers : [];

    /// <summary>Whether a reference leads to no Service for certain.</summary>
    public bool IsMissing(ServiceReference reference, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.IsQualified
            && _manifests.Lacks("", Service.Kind, reference.Namespace, reference.Name, referrer)
            && !IsOtherHost(reference);
    }

    /// <summary>The Service whose name was probably meant by one that does not exist: in the namespace; or the only one of the name elsewhere.</summary>
    public ManifestObject? FindNearest(ServiceReference reference, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(referrer);
        var services = _manifests.FindAll("", Service.Kind, reference.Namespace, referrer.Place).Take(MostCandidates).ToList();
        if (NearestName.Find(reference.Name, services.Select(static service => service.Name)) is { } name)
            return services.Find(service => service.Name == name);
        var elsewhere = _servicesByName.Value[reference.Name]
            .Take(MostCandidates)
            .Where(service => service.Place.IsDeployedWith(referrer.Place))
            .DistinctBy(static service => service.Namespace, StringComparer.Ordinal)
            .Take(2)
            .ToList();
        return elsewhere is [var only] ? only : null;
    }

    /// <summary>The Service that a reference with a port leads to, if it certainly has no such port; null else.</summary>
    public Service? FindWithoutPort(ServiceReference reference, ManifestObject referrer)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(referrer);
        if (reference.Port is not { } port || referrer.IsTransformed)
            return null;
        var services = _manifests.FindAllNearest("", Service.Kind, reference.Namespace, reference.Name, referrer.Place);
        return services.Count > 0 && services.All(service => LacksPort(service, port)) && !IsOtherHost(reference) ? Service.From(services[0]) : null;
    }

    private Dictionary<ManifestObject, List<ServiceReferrer>?> FindReferrers()
    {
        var referrers = new Dictionary<ManifestObject, List<ServiceReferrer>?>();
        foreach (var pods in _manifests.PodSources)
        {
            foreach (var reference in FindReferences(pods.Owner))
            {
                var services = ServicesOf(reference, pods.Owner);
                foreach (var service in services)
                {
                    ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(referrers, service, out var isThere);
                    if (services.Count > 1 || (isThere && (known is null || known.Count == MostReferrers)))
                        known = null;
                    else
                        (known ??= []).Add(new ServiceReferrer(pods, reference));
                }
            }
        }

        foreach (var configMap in _manifests.OfKind("", ConfigMap.Kind))
        {
            foreach (var reference in FindReferences(configMap))
            {
                foreach (var service in ServicesOf(reference, configMap))
                    referrers[service] = null;
            }
        }

        return referrers;
    }

    private IReadOnlyList<ManifestObject> ServicesOf(ServiceReference reference, ManifestObject referrer) =>
        _manifests.FindAllNearest("", Service.Kind, reference.Namespace, reference.Name, referrer.Place);

    private bool IsOtherHost(ServiceReference reference) => _otherHosts.Value.Contains(reference.Name + "." + reference.Namespace);

    private static bool LacksPort(ManifestObject manifest, int port)
    {
        var spec = Service.From(manifest).Spec;
        if (manifest.IsTransformed || !spec.Ports.IsSet || spec.Ports.Count == 0 || spec.ClusterIP.Is("None") || spec.ClusterIP.IsUnknown || spec.Type.Is("ExternalName") || spec.Type.IsUnknown)
            return false;
        foreach (var known in spec.Ports)
        {
            if (known.Port.Number is not { } number || number == port)
                return false;
        }

        return true;
    }

    private static void FindInData(ConfigMap configMap, ref Texts texts)
    {
        if (IsDnsConfiguration(configMap))
            return;
        foreach (var text in configMap.Node["data"u8].Children)
        {
            // Documentation that nothing reads: knative/docs, docs/versioned/admin/editing-configmaps.md.
            if (!text.KeyEquals("_example"u8))
                texts.Look(text, mayBeBare: true);
        }
    }

    private static void FindInContainers(PodSource pods, ref Texts texts)
    {
        foreach (var container in pods.AllContainers)
        {
            foreach (var variable in container.Env)
            {
                var value = variable.Value.Node;
                if (!Texts.MayHoldName(value))
                    continue;

                // A proxy is not used for the hosts of this list; whether they exist does not matter.
                var name = variable.Name.Text;
                if (!name.Equals("no_proxy", StringComparison.OrdinalIgnoreCase))
                    texts.Look(value, !SpeaksOfImages(name) && HasClusterDns(pods.Spec));
            }

            FindInArguments(container.Command, pods, ref texts);
            FindInArguments(container.Args, pods, ref texts);
        }

        if (texts.Found is { } found)
            RemoveKnown(found, pods);
    }

    private static void FindInArguments(ListValue<StringValue> list, PodSource pods, ref Texts texts)
    {
        var option = default(StringValue);
        foreach (var argument in list)
        {
            if (Texts.MayHoldName(argument.Node))
                texts.Look(argument.Node, !SpeaksOfImages(option.Text) && HasClusterDns(pods.Spec));
            option = argument;
        }
    }

    private static void RemoveKnown(List<ServiceReference> references, PodSource pods) => references.RemoveAll(reference => IsKnownTo(pods, reference.Host));

    /// <summary>Whether pods know a host by themselves: as their own name, or by their file of hosts.</summary>
    private static bool IsKnownTo(PodSource pods, string host) =>
        (pods.Owner.Is("", "Pod") && pods.Owner.Name == host)
        || pods.Spec.Hostname.Is(host)
        || pods.Spec.HostAliases.AsEnumerable().Any(alias => alias.Hostnames.AsEnumerable().Any(name => name.Is(host)));

    /// <summary>Whether pods find a Service of their namespace by its bare name.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/kubelet/network/dns/dns.go, GetPodDNS.</remarks>
    private static bool HasClusterDns(PodSpec spec) =>
        spec.DnsPolicy.Is("ClusterFirstWithHostNet") || (spec.DnsPolicy.Or("ClusterFirst") == "ClusterFirst" && !spec.HostNetwork.IsTrue);

    private static bool SpeaksOfImages(string name) => name.Contains("image", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a ConfigMap is CoreDNS' own: names in it need no Service, they get their addresses there.</summary>
    private static bool IsDnsConfiguration(ConfigMap configMap) =>
        configMap.Node["data"u8]["Corefile"u8].Exists || (configMap.Manifest.Namespace == "kube-system" && configMap.Manifest.Name.StartsWith("coredns", StringComparison.Ordinal));

    /// <summary>Hosts (NAME.NAMESPACE) that have an address without a Service: those of Istio's ServiceEntries, and those that the configuration of CoreDNS
    /// names.</summary>
    /// <remarks>istio/api, networking/v1/service_entry.proto: with its DNS proxy, Istio resolves such hosts; coredns/coredns, plugin/rewrite.</remarks>
    private HashSet<string> FindOtherHosts()
    {
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _manifests.OfKind("networking.istio.io", "ServiceEntry"))
        {
            foreach (var host in entry.Root["spec"u8]["hosts"u8].Children)
                AddHosts(hosts, host.Text);
        }

        foreach (var manifest in _manifests.OfKind("", ConfigMap.Kind))
        {
            if (!IsDnsConfiguration(ConfigMap.From(manifest)))
                continue;
            foreach (var text in manifest.Root["data"u8].Children)
                AddHosts(hosts, text.Text);
        }

        return hosts;
    }

    private static void AddHosts(HashSet<string> hosts, string text)
    {
        foreach (var name in new ServiceNameScanner(text))
        {
            if (name.IsQualified)
                hosts.Add(text.Substring(name.Start, name.NameLength + 1 + name.NamespaceLength));
        }
    }

    /// <summary>The texts of an object.</summary>
    private struct Texts(ManifestSet manifests, ManifestObject referrer)
    {
        // A short text is looked at wherever an alias repeats it, a long one only where it stands, and once.
        private const int LongText = 1024;

        private readonly YamlNode _root = referrer.Root.Anchor;
        private HashSet<YamlNode>? _seen;

        /// <summary>The names that were found; null where none was.</summary>
        public List<ServiceReference>? Found { get; private set; }

        /// <summary>Whether a text could hold a name; a quick look, after which it may be that there is none.</summary>
        public static bool MayHoldName(YamlNode node)
        {
            var source = node.SourceUtf8;
            return source.Length > LongText || ServiceNameScanner.MayFindIn(source, isBareNameAsked: true);
        }

        public void Look(YamlNode node, bool mayBeBare)
        {
            var source = node.SourceUtf8;
            if (source.Length > LongText && !IsNew(node.Anchor))
                return;
            if (ServiceNameScanner.MayFindIn(source, mayBeBare))
                Scan(node, mayBeBare);
        }

        private void Scan(YamlNode node, bool mayBeBare)
        {
            var text = node.Text;
            var places = new Lazy<TextPlaces>(() => new TextPlaces(node));
            foreach (var span in new ServiceNameScanner(text))
            {
                if (!span.IsQualified && !mayBeBare)
                    continue;
                var reference = new ServiceReference(node, text, span, referrer.Namespace, places);
                if (span.IsQualified || IsService(reference))
                    (Found ??= []).Add(reference);
            }
        }

        private bool IsNew(YamlNode node) => _root.Holds(node) && (_seen ??= []).Add(node);

        /// <summary>Whether a bare name is that of a Service beside the object.</summary>
        private readonly bool IsService(ServiceReference reference) =>
            manifests.FindAllNearest("", Service.Kind, reference.Namespace, reference.Name, referrer.Place).Count > 0;
    }
}
