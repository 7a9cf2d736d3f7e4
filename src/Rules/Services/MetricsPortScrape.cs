using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Model.Monitoring;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2028: a monitor or an annotation that scrapes a port that is not there.</summary>
/// <remarks>prometheus-operator/prometheus-operator, pkg/prometheus/promcfg.go: a ServiceMonitor keeps the endpoints whose port has the name of the Service's port, a
/// PodMonitor those of containers that declare the name. The annotation is the convention of prometheus-community's chart, which puts its number in the place
/// of the container's port.</remarks>
public sealed class MetricsPortScrape : ManifestAnalyzer
{
    // Containers that are injected into pods at admission declare these: istio/istio, manifests/charts; linkerd/linkerd2, charts/partials; dapr/dapr, pkg/injector.
    private static readonly HashSet<string> PortsOfInjectedContainers = new(StringComparer.Ordinal) { "http-envoy-prom", "linkerd-admin", "dapr-metrics", "dapr-http" };

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2028",
        title: "The port that is scraped does not exist",
        messageFormat: "{0}",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Prometheus finds no target; the metrics are missing, and alerts on them stay silent.",
        helpLinkUri: RuleHelp.Uri("EKS2028"),
        customTags: "metrics-port-scrape");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<ServiceMonitor>(Analyze);
        context.RegisterObjectAction<PodMonitor>(Analyze);
        context.RegisterPodTemplateAction(Analyze);
    }

    private static void Analyze(ObjectAnalysisContext<ServiceMonitor> context)
    {
        var spec = context.Object.Spec;
        var selector = Selector.From(spec.Selector);
        if (context.Manifest.IsTransformed || FindServices(context, selector, spec.NamespaceSelector) is not { } services)
            return;
        if (services.Count == 0)
        {
            if (!selector.IsEmpty && IsOwnNamespaceOnly(spec.NamespaceSelector, context.Manifest.Namespace) && context.Manifests.HasOwnServices(context.Manifest, selector))
                context.Report(Rule, spec.Selector.Node, $"ServiceMonitor '{context.Object.Name}' selects {selector.Key}, which no Service in namespace '{context.Manifest.Namespace}' carries");
            return;
        }

        var ports = services.SelectMany(static service => new Service(service).Spec.Ports.AsEnumerable()).ToArray();
        if (services.Any(static service => service.IsTransformed) || Array.Exists(ports, static port => port.Name.IsUnknown))
            return;
        foreach (var endpoint in spec.Endpoints)
        {
            if (!endpoint.Port.IsSet || endpoint.Port.IsUnknown || Array.Exists(ports, port => port.Name.Is(endpoint.Port.Text)))
                continue;
            var finding = context.Report(Rule, endpoint.Port, $"ServiceMonitor '{context.Object.Name}' scrapes port '{endpoint.Port.Text}', which no Service that it selects has")
                .AlsoAt(new Service(services[0]).Spec.Ports.Node, "the ports of the Service");
            if (Array.Find(ports, port => port.Name.IsSet && (port.TargetPort.Name == endpoint.Port.Text || port.Port.ToString() == endpoint.Port.Text)) is { Name.IsSet: true } meant)
            {
                finding.WithHint($"the name of that Service port is '{meant.Name.Text}'")
                    .WithFix($"Scrape '{meant.Name.Text}'", FixSafety.Offer, YamlEdit.ReplaceText(endpoint.Port.Node, meant.Name.Text));
            }
            else
            {
                finding.DidYouMean(endpoint.Port.Node, ports.Where(static port => port.Name.IsSet).Select(static port => port.Name.Text));
            }
        }
    }

    private static void Analyze(ObjectAnalysisContext<PodMonitor> context)
    {
        var spec = context.Object.Spec;
        if (!IsOwnNamespaceOnly(spec.NamespaceSelector, context.Manifest.Namespace) || spec.PodMetricsEndpoints.Count == 0)
            return;
        var selector = Selector.From(spec.Selector);
        var pods = context.Manifests.PodsSelectedBy(selector, context.Manifest);
        if (pods.Pods.Count == 0)
            ReportPods(context, selector);
        if (!pods.AreKnown)
            return;
        foreach (var endpoint in spec.PodMetricsEndpoints)
        {
            var port = endpoint.Port;
            if (port.IsSet && !port.IsUnknown && !PortsOfInjectedContainers.Contains(port.Text) && !pods.PortNames.Contains(port.Text, StringComparer.Ordinal) && !pods.DeclarePort(port.Text))
            {
                context.Report(Rule, port, $"PodMonitor '{context.Object.Name}' scrapes port '{port.Text}', which no pod that it selects declares")
                    .AlsoAt(pods.PortsNode, "the ports that they declare")
                    .DidYouMean(port.Node, pods.PortNames);
            }
        }
    }

    /// <summary>Reports a selector of pods that selects none, if all pods that it could mean are known.</summary>
    private static void ReportPods(ObjectAnalysisContext<PodMonitor> context, Selector selector)
    {
        var podNamespace = context.Manifest.Namespace;
        var isKnown = context.Manifests.KnowsAllPodsNear(context.Manifest, podNamespace);
        if (selector.IsEmpty || (isKnown && !context.Manifests.HasNoPods(selector, podNamespace, context.Manifest.Place)))
            return;

        // The pods of a namespace of which the set holds none may come from anywhere.
        var miss = isKnown ? context.Manifests.FindNearMiss(selector, context.Manifest) : context.Manifests.FindLeftBehind(selector, context.Manifest);
        if (miss is null && !isKnown)
            return;
        var finding = context.Report(Rule, miss?.Requirement?.Node ?? selector.Node, $"PodMonitor '{context.Object.Name}' selects {selector.Key}, which no pod in namespace '{podNamespace}' carries")
            .DidYouMean(miss);
        if (!isKnown || (miss is null && !context.Manifests.HasOwnPods(context.Manifest, selector)))
            finding.WithSeverity(DiagnosticSeverity.Info);
    }

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var annotations = context.Pods.Template["metadata"u8]["annotations"u8];
        var port = annotations["prometheus.io/port"u8];
        if (!port.IsScalar || !long.TryParse(port.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) || annotations["prometheus.io/scrape"u8].TextEquals("false"u8))
            return;
        Check(context, port, number);
    }

    private static void Check(PodTemplateAnalysisContext context, YamlNode port, long number)
    {
        var declared = context.Pods.RunningContainers.SelectMany(static container => container.Ports.AsEnumerable()).ToArray();
        if (declared.Length == 0 || context.Pods.Owner.IsTransformed || Array.Exists(declared, declaration => declaration.ContainerPortField.Number is not { } known || known == number))
            return;
        context.Report(Rule, port, $"prometheus.io/port of {context.Pods.Owner} is {number}, which no container declares")
            .WithSeverity(DiagnosticSeverity.Info)
            .AlsoAt(context.Pods.PortsNode, "the ports that they declare");
    }

    private static bool IsOwnNamespaceOnly(ServiceMonitorNamespaceSelector namespaces, string own) =>
        !namespaces.Any.IsTrue && namespaces.MatchNames.AsEnumerable().All(name => name.Is(own));

    /// <summary>The Services of the namespaces that are asked; null where they cannot be known.</summary>
    private static List<ManifestObject>? FindServices(ObjectAnalysisContext<ServiceMonitor> context, Selector selector, ServiceMonitorNamespaceSelector namespaces)
    {
        string?[] asked = IsOwnNamespaceOnly(namespaces, context.Manifest.Namespace) ? [context.Manifest.Namespace]
            : namespaces.Any.IsTrue ? [null]
            : [.. namespaces.MatchNames.AsEnumerable().Select(static name => name.Text).Distinct(StringComparer.Ordinal)];
        var found = new List<ManifestObject>();
        foreach (var name in asked)
        {
            if ((name is not null && Placeholder.IsUnknown(name)) || context.Manifests.FindServices(selector, name, context.Manifest.Place) is not { } services)
                return null;
            found.AddRange(services);
        }

        return found;
    }
}
