using System.Globalization;
using EksLint.Analysis;
using EksLint.Inputs;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Model.Monitoring;
using EksLint.Syntax;

namespace EksLint.Rules.Tests.Mutations;

/// <summary>Makes mutants of an application: each place where one object, or one part of a pod, refers to another is broken, on either side.</summary>
/// <remarks>Every text is broken twice: by one letter, as by a slip, and as a whole, as by a change that was made on one side only.</remarks>
internal sealed class Mutator
{
    public const string Namespace = "namespace";

    private readonly string _app;
    private readonly AnalysisInput _input;
    private readonly ManifestObject[] _objects;
    private readonly HashSet<(string Key, string? Value)> _selectedLabels = [];
    private readonly HashSet<(string Namespace, string Kind, string Name)> _references = [];
    private readonly HashSet<(string Namespace, string Kind, string Name, string Key)> _keys = [];
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<(SourceFile, SourceSpan)> _seen = [];
    private readonly List<Mutant> _mutants = [];

    private Mutator(string app, AnalysisInput input)
    {
        _app = app;
        _input = input;
        _objects = [.. input.Files.SelectMany(static file => file.WrittenObjects)];
        foreach (var manifest in _objects)
            Note(manifest);
    }

    /// <summary>All mutants of an application, in the order of its files.</summary>
    public static IReadOnlyList<Mutant> Mutate(string app, IEnumerable<(string Path, byte[] Text)> files)
    {
        var input = InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(file.Text))));
        var mutator = new Mutator(app, input);
        foreach (var manifest in mutator._objects)
            mutator.BreakObject(manifest);
        return mutator._mutants;
    }

    /// <summary>Notes what others refer to: what nobody refers to can be changed without harm, and is no mutant.</summary>
    private void Note(ManifestObject manifest)
    {
        foreach (var node in Descendants(manifest.Root))
        {
            if (node.Key is "selector" or "matchLabels")
                _selectedLabels.UnionWith(Children(node).Select(static child => (child.Key ?? "", (string?)child.Text)));
            else if (node["key"u8].IsScalar && node["operator"u8].IsScalar)
                _selectedLabels.UnionWith(node["values"u8].IsSequence ? Children(node["values"u8]).Select(value => (node["key"u8].Text, (string?)value.Text)) : [(node["key"u8].Text, null)]);
            else if (node.Key is "port" or "number" or "targetPort" or "containerPort" or "nodePort")
                _numbers.Add(node.Text);
        }

        if (ScaleTarget.IsScaler(manifest))
            _references.Add((manifest.Namespace, ScaleTarget.Of(manifest).Kind, ScaleTarget.Of(manifest).Name.Text));
        if (manifest.Is("networking.k8s.io", "Ingress"))
            _references.UnionWith(Ingress.From(manifest).Backends().Select(backend => (manifest.Namespace, "Service", backend.Service.Name.Text)));
        if (manifest.Is("apps", "StatefulSet"))
            _references.Add((manifest.Namespace, "Service", StatefulSet.From(manifest).Spec.ServiceName.Text));
        foreach (var reference in _input.Manifests.Dns.FindReferences(manifest))
            _references.Add((reference.Namespace, "Service", reference.Name));
        if (manifest.Pods is not { } pods)
            return;
        _references.Add((manifest.Namespace, "ServiceAccount", pods.Spec.ServiceAccountName.Text));
        _references.UnionWith(pods.Spec.Volumes.AsEnumerable().Select(volume => (manifest.Namespace, "PersistentVolumeClaim", volume.PersistentVolumeClaim.ClaimName.Text)));
        foreach (var reference in pods.References)
        {
            _references.Add((manifest.Namespace, reference.Kind, reference.Name.Text));
            _keys.Add((manifest.Namespace, reference.Kind, reference.Name.Text, reference.Key.Text));
        }
    }

    private void BreakObject(ManifestObject manifest)
    {
        BreakNamespace(manifest);
        BreakName(manifest);
        switch (manifest.Group, manifest.Kind)
        {
            case ("", "Service"):
                BreakService(Service.From(manifest));
                break;
            case ("", "ConfigMap" or "Secret"):
                BreakKeys(manifest);
                break;
            case ("apps", "StatefulSet"):
                BreakText(manifest, "stateful-service", StatefulSet.From(manifest).Spec.ServiceName.Node, ["EKS1026"]);
                foreach (var template in Children(manifest.Root["spec"u8]["volumeClaimTemplates"u8]))
                    BreakText(manifest, "claim-template", template["metadata"u8]["name"u8], ["EKS1024"]);
                break;
            case ("policy", "PodDisruptionBudget"):
                BreakSelector(manifest, "budget-selector", PodDisruptionBudget.From(manifest).Spec.Selector.Node, ["EKS1017"]);
                break;
            case ("networking.k8s.io", "Ingress"):
                BreakIngress(Ingress.From(manifest));
                break;
            case ("networking.k8s.io", "NetworkPolicy"):
                BreakPolicy(NetworkPolicy.From(manifest));
                break;
            case ("vpcresources.k8s.aws", "SecurityGroupPolicy"):
                BreakSelector(manifest, "security-group-selector", manifest.Root["spec"u8]["podSelector"u8], ["EKS4011"]);
                break;
            case ("monitoring.coreos.com", "ServiceMonitor"):
                BreakMonitor(manifest, ServiceMonitor.From(manifest).Spec.Selector.Node, ServiceMonitor.From(manifest).Spec.Endpoints.Node);
                break;
            case ("monitoring.coreos.com", "PodMonitor"):
                BreakMonitor(manifest, PodMonitor.From(manifest).Spec.Selector.Node, PodMonitor.From(manifest).Spec.PodMetricsEndpoints.Node);
                break;
        }

        if (ScaleTarget.IsScaler(manifest))
            BreakScaler(manifest);
        if (manifest.Pods is { } pods)
            BreakPods(pods);
        foreach (var reference in _input.Manifests.Dns.FindReferences(manifest))
            BreakDnsName(manifest, reference);
    }

    /// <summary>Moves an object into a namespace where nothing of it is.</summary>
    private void BreakNamespace(ManifestObject manifest)
    {
        string[]? rules = manifest.Kind switch
        {
            "Service" => ["EKS2001", "EKS2023", "EKS3302", "EKS1026", "EKS2028"],
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Pod" or "Rollout" or "CronJob" or "Job" =>
                ["EKS1013", "EKS1017", "EKS1020", "EKS1023", "EKS1026", "EKS1030", "EKS2001", "EKS2028", "EKS4001", "EKS4002"],
            "HorizontalPodAutoscaler" or "ScaledObject" => ["EKS1013"],
            "PodDisruptionBudget" => ["EKS1017"],
            "NetworkPolicy" => ["EKS4001", "EKS4002"],
            "Ingress" => ["EKS3302"],
            "ConfigMap" or "Secret" => ["EKS1023"],
            "PersistentVolumeClaim" => ["EKS1030"],
            "ServiceAccount" => ["EKS1020"],
            "ServiceMonitor" or "PodMonitor" => ["EKS2028"],
            _ => null,
        };
        if (rules is null || (manifest.Kind is "ConfigMap" or "Secret" or "PersistentVolumeClaim" or "ServiceAccount" && !IsReferredTo(manifest)))
            return;
        string[] words = [manifest.Name, .. manifest.Pods?.Labels.Keys ?? [], .. manifest.Pods?.Labels.Values ?? []];
        Add(manifest, Namespace, manifest.Root["metadata"u8]["namespace"u8], "elsewhere", rules, words);
    }

    /// <summary>Renames an object that others name.</summary>
    private void BreakName(ManifestObject manifest)
    {
        string[]? rules = manifest.Kind switch
        {
            "Service" => ["EKS1026", "EKS2023", "EKS3302"],
            "ConfigMap" or "Secret" => ["EKS1023"],
            "PersistentVolumeClaim" => ["EKS1030"],
            "ServiceAccount" => ["EKS1020"],
            "Deployment" or "StatefulSet" or "Rollout" => ["EKS1013"],
            _ => null,
        };
        if (rules is not null && IsReferredTo(manifest))
            BreakText(manifest, "name", manifest.Root["metadata"u8]["name"u8], rules);
    }

    private void BreakService(Service service)
    {
        var manifest = service.Manifest;
        BreakMap(manifest, "service-selector", service.Spec.Selector.Node, ["EKS2001", "EKS1026"]);
        foreach (var port in service.Spec.Ports)
        {
            BreakPort(manifest, "target-port", port.TargetPort.Node, ["EKS2002", "EKS2003", "EKS2004"]);
            BreakNumber(manifest, "node-port", port.NodePort.Node, ["EKS2006", "EKS2007"]);
            if (IsAskedFor(manifest, port.Port.Node.Text))
                BreakNumber(manifest, "service-port", port.Port.Node, ["EKS2023", "EKS2024", "EKS3302"]);
            if (IsAskedFor(manifest, port.Name.Text))
                BreakText(manifest, "service-port-name", port.Name.Node, ["EKS3302", "EKS2028"]);
        }

        BreakNumber(manifest, "node-port", service.Spec.HealthCheckNodePort.Node, ["EKS2006", "EKS2007"]);
    }

    private void BreakKeys(ManifestObject manifest)
    {
        foreach (var child in Children(manifest.Root["data"u8]).Concat(Children(manifest.Root["stringData"u8])).Concat(Children(manifest.Root["binaryData"u8])))
        {
            if (_keys.Contains((manifest.Namespace, manifest.Kind, manifest.Name, child.Key ?? "")))
                BreakKey(manifest, "config-data-key", child, ["EKS1022"]);
        }
    }

    private void BreakIngress(Ingress ingress)
    {
        foreach (var backend in ingress.Backends())
        {
            BreakText(ingress.Manifest, "ingress-service", backend.Service.Name.Node, ["EKS3302"]);
            BreakText(ingress.Manifest, "ingress-port", backend.Service.Port.Name.Node, ["EKS3302"]);
            BreakNumber(ingress.Manifest, "ingress-port", backend.Service.Port.Number.Node, ["EKS3302"]);
        }
    }

    private void BreakPolicy(NetworkPolicy policy)
    {
        var manifest = policy.Manifest;
        BreakSelector(manifest, "policy-selector", policy.Spec.PodSelector.Node, ["EKS4001"]);
        var rules = Children(policy.Spec.Ingress.Node).Concat(Children(policy.Spec.Egress.Node));
        foreach (var rule in rules)
        {
            foreach (var peer in Children(rule["from"u8]).Concat(Children(rule["to"u8])))
            {
                BreakSelector(manifest, "policy-peer", peer["podSelector"u8], ["EKS4002", "EKS4003"]);
                BreakSelector(manifest, "policy-peer-namespace", peer["namespaceSelector"u8], ["EKS4002", "EKS4003", "EKS4005"]);
            }

            foreach (var port in Children(rule["ports"u8]))
                BreakPort(manifest, rule["from"u8].Exists || rule.Parent.Key == "ingress" ? "policy-port" : "policy-egress-port", port["port"u8], ["EKS4004", "EKS4005"]);
        }
    }

    private void BreakMonitor(ManifestObject manifest, YamlNode selector, YamlNode endpoints)
    {
        BreakSelector(manifest, "monitor-selector", selector, ["EKS2028"]);
        foreach (var endpoint in Children(endpoints))
            BreakPort(manifest, "monitor-port", endpoint["port"u8], ["EKS2028"]);
    }

    private void BreakScaler(ManifestObject manifest)
    {
        var target = ScaleTarget.Of(manifest);
        BreakText(manifest, "scale-target", target.Name.Node, ["EKS1013"]);
        Add(manifest, "scale-target-kind", target.Node["kind"u8], target.Kind == "StatefulSet" ? "Deployment" : "StatefulSet", ["EKS1013"], target.Name.Text);
    }

    private void BreakPods(PodSource pods)
    {
        var manifest = pods.Owner;
        string[] selecting = ["EKS1001", "EKS1017", "EKS1026", "EKS1033", "EKS2001", "EKS2028", "EKS4001", "EKS4002", "EKS4011"];
        foreach (var label in Children(pods.LabelsNode).Where(label => _selectedLabels.Contains((label.Key ?? "", label.Text)) || _selectedLabels.Contains((label.Key ?? "", null))))
        {
            BreakKey(manifest, "pod-label-key", label, selecting);
            BreakText(manifest, "pod-label", label, selecting, [label.Key ?? ""]);
        }

        if (manifest.Kind != "Pod" && !manifest.Is("batch", "CronJob"))
            BreakSelector(manifest, "workload-selector", manifest.Root["spec"u8]["selector"u8], ["EKS1001"]);
        foreach (var container in pods.AllContainers)
            BreakContainer(pods, container);
        foreach (var volume in pods.Spec.Volumes)
        {
            if (pods.VolumeMounts.Any(mount => mount.Volume.Text == volume.Name.Text))
                BreakText(manifest, "volume-name", volume.Name.Node, ["EKS1024"]);
            BreakText(manifest, "claim-name", volume.PersistentVolumeClaim.ClaimName.Node, ["EKS1030"]);
        }

        foreach (var (_, mount) in pods.VolumeMounts)
            BreakText(manifest, "volume-mount", mount.Node, ["EKS1024"]);
        foreach (var reference in pods.References)
        {
            BreakText(manifest, "config-name", reference.Name.Node, ["EKS1023"]);
            BreakText(manifest, "config-key", reference.Key.Node, ["EKS1022"]);
        }

        foreach (var constraint in pods.Spec.TopologySpreadConstraints)
            BreakSelector(manifest, "spread-selector", constraint.LabelSelector.Node, ["EKS1033"]);
        BreakText(manifest, "service-account", pods.Spec.ServiceAccountName.Node, ["EKS1020"]);
    }

    private void BreakContainer(PodSource pods, Container container)
    {
        var manifest = pods.Owner;
        foreach (var probe in container.ProbePorts())
            BreakPort(manifest, "probe-port", probe.Port.Node, ["EKS1007", "EKS1008"]);
        foreach (var port in container.Ports)
        {
            var users = UsersOf(pods, container);
            if (users.Contains(port.Name.Text))
                BreakText(manifest, "container-port-name", port.Name.Node, ["EKS1007", "EKS2003", "EKS2004", "EKS2028", "EKS4004"]);
            if (users.Contains(port.ContainerPortField.Node.Text))
                BreakNumber(manifest, "container-port", port.ContainerPortField.Node, ["EKS1008", "EKS2002", "EKS2004", "EKS2005", "EKS4004"]);
            if (users.Contains(port.Name.Text) || users.Contains(port.ContainerPortField.Node.Text))
            {
                Add(
                    manifest,
                    "container-port-protocol",
                    port.Protocol.Node,
                    port.Protocol.Is("UDP") ? "TCP" : "UDP",
                    ["EKS0114", "EKS1004", "EKS1007", "EKS2003", "EKS2005", "EKS4004"],
                    [port.Name.Text, port.ContainerPortField.Node.Text]);
            }
        }
    }

    /// <summary>The names and numbers of ports by which the ports of a container are asked for.</summary>
    private HashSet<string> UsersOf(PodSource pods, Container container)
    {
        var users = container.ProbePorts().Select(static probe => probe.Port.Node.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var manifest in _objects.Where(manifest => manifest.Namespace == pods.Owner.Namespace))
        {
            if (manifest.Is("", "Service") && IsSelected(Selector.From(Service.From(manifest).Spec.Selector), pods))
                users.UnionWith(Service.From(manifest).Spec.Ports.AsEnumerable().Select(static port => port.TargetPort.IsSet ? port.TargetPort.Node.Text : port.Port.Node.Text));
            else if (manifest.Is("networking.k8s.io", "NetworkPolicy") && IsSelected(Selector.From(NetworkPolicy.From(manifest).Spec.PodSelector), pods))
                users.UnionWith(NetworkPolicy.From(manifest).Spec.Ingress.AsEnumerable().SelectMany(static rule => rule.Ports.AsEnumerable()).Select(static port => port.Port.Node.Text));
            else if (manifest.Is("monitoring.coreos.com", "PodMonitor") && IsSelected(Selector.From(PodMonitor.From(manifest).Spec.Selector), pods))
                users.UnionWith(PodMonitor.From(manifest).Spec.PodMetricsEndpoints.AsEnumerable().Select(static endpoint => endpoint.Port.Text));
        }

        users.Remove("");
        return users;
    }

    private static bool IsSelected(Selector selector, PodSource pods) => !selector.IsEmpty && selector.Matches(pods);

    private void BreakDnsName(ManifestObject manifest, ServiceReference reference)
    {
        string[] rules = ["EKS2023", "EKS2024"];
        BreakPlace(manifest, "dns-name", reference.Node, reference.NamePlace, Broken(reference.Name), rules);
        if (reference.IsQualified)
            BreakPlace(manifest, "dns-namespace", reference.Node, reference.NamespacePlace, Broken(reference.Namespace), rules);
        if (reference.Port is not null)
            BreakPlace(manifest, "dns-port", reference.Node, reference.PortPlace, BrokenNumber(reference.PortText), rules);
    }

    /// <summary>A selector with matchLabels and matchExpressions; what none of them are is left alone.</summary>
    private void BreakSelector(ManifestObject manifest, string kind, YamlNode selector, string[] rules)
    {
        BreakMap(manifest, kind, selector["matchLabels"u8], rules);
        foreach (var expression in Children(selector["matchExpressions"u8]))
        {
            if (expression["operator"u8].Text is "In" or "Exists")
                BreakText(manifest, kind + "-key", expression["key"u8], rules);
            if (expression["operator"u8].Text == "In" && expression["values"u8].Count == 1)
                BreakText(manifest, kind, expression["values"u8][0], rules, [expression["key"u8].Text]);
        }
    }

    private void BreakMap(ManifestObject manifest, string kind, YamlNode map, string[] rules)
    {
        foreach (var child in Children(map))
        {
            BreakKey(manifest, kind + "-key", child, rules);
            BreakText(manifest, kind, child, rules, [child.Key ?? ""]);
        }
    }

    private void BreakPort(ManifestObject manifest, string kind, YamlNode node, string[] rules)
    {
        if (int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            BreakNumber(manifest, kind, node, rules);
        else
            BreakText(manifest, kind, node, rules);
    }

    private void BreakText(ManifestObject manifest, string kind, YamlNode node, string[] rules, params string[] words)
    {
        if (node.IsScalar && node.Text.Length > 0)
            BreakPlace(manifest, kind, node, PlaceOf(node), Broken(node.Text), rules, words);
    }

    private void BreakNumber(ManifestObject manifest, string kind, YamlNode node, string[] rules)
    {
        if (node.IsScalar && node.Text.Length > 0)
            BreakPlace(manifest, kind, node, PlaceOf(node), kind == "node-port" ? ["32768", "80"] : BrokenNumber(node.Text), rules);
    }

    private void BreakKey(ManifestObject manifest, string kind, YamlNode child, string[] rules)
    {
        if (child.Key is { } key && child.KeyStyle == NodeStyle.Plain && key != "<<")
            BreakPlace(manifest, kind, child, child.LocationOf(child.KeySpan), Broken(key), rules, child.IsScalar ? child.Text : key);
    }

    private void Add(ManifestObject manifest, string kind, YamlNode node, string newText, string[] rules, params string[] words)
    {
        if (node.IsScalar && node.Text.Length > 0)
            BreakPlace(manifest, kind, node, PlaceOf(node), [newText], rules, words);
    }

    private void BreakPlace(ManifestObject manifest, string kind, YamlNode node, SourceLocation place, string[] newTexts, string[] rules, params string[] words)
    {
        // What stands behind an anchor is met once for each alias.
        if (place.Span.IsEmpty || !_seen.Add((place.File, place.Span)))
            return;
        var oldText = place.File.GetText(place.Span);
        var path = node.GetPath(manifest.Root);
        foreach (var newText in newTexts)
            _mutants.Add(new Mutant(_app, kind, manifest, path, place, newText, rules, [oldText, .. words.Where(static word => word.Length > 0)]));
    }

    private bool IsReferredTo(ManifestObject manifest) => _references.Contains((manifest.Namespace, manifest.Kind, manifest.Name));

    /// <summary>Whether an Ingress, a monitor or a name in a text asks for a port of a Service.</summary>
    private bool IsAskedFor(ManifestObject service, string port) =>
        port.Length > 0
        && _objects.Any(manifest =>
            (manifest.Is("networking.k8s.io", "Ingress")
                && manifest.Namespace == service.Namespace
                && Ingress.From(manifest).Backends().Any(backend => backend.Service.Name.Text == service.Name
                    && (backend.Service.Port.Name.Text == port || backend.Service.Port.Number.Node.Text == port)))
            || (manifest.Is("monitoring.coreos.com", "ServiceMonitor")
                && manifest.Namespace == service.Namespace
                && Children(ServiceMonitor.From(manifest).Spec.Selector.MatchLabels.Node).All(label => service.Root["metadata"u8]["labels"u8][label.Key ?? ""].Text == label.Text)
                && ServiceMonitor.From(manifest).Spec.Endpoints.AsEnumerable().Any(endpoint => endpoint.Port.Text == port))
            || _input.Manifests.Dns.FindReferences(manifest).Any(reference => reference.Name == service.Name
                && reference.Namespace == service.Namespace
                && reference.PortText == port
                && !service.Root["spec"u8]["clusterIP"u8].TextEquals("None"u8)));

    /// <summary>One letter more, and another word.</summary>
    private static string[] Broken(string text) => [text + "x", text.Contains('/', StringComparison.Ordinal) ? text[..(text.IndexOf('/') + 1)] + "zebra" : "zebra"];

    /// <summary>The next number that nothing else in the application has, and one far away.</summary>
    private string[] BrokenNumber(string text)
    {
        var number = int.Parse(text, CultureInfo.InvariantCulture);
        do
            number++;
        while (_numbers.Contains(number.ToString(CultureInfo.InvariantCulture)));
        return [number.ToString(CultureInfo.InvariantCulture), "4711"];
    }

    /// <summary>The text of a scalar without its quotes; nothing where it is not written as it is meant.</summary>
    private static SourceLocation PlaceOf(YamlNode node)
    {
        var span = node.Style is NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted ? new SourceSpan(node.Span.Start + 1, node.Span.End - 1) : node.Span;
        return !node.IsAlias && node.Document.File.GetText(span) == node.Text ? node.LocationOf(span) : default;
    }

    private static IEnumerable<YamlNode> Children(YamlNode node)
    {
        if (!node.IsMapping && !node.IsSequence)
            yield break;
        foreach (var child in node.Children)
            yield return child;
    }

    private static IEnumerable<YamlNode> Descendants(YamlNode node) => Children(node).SelectMany(static child => Descendants(child).Prepend(child));
}
