using System.Collections.Immutable;
using System.Globalization;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1038: pods behind an ip-target load balancer that are not taken out of it in time.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller, docs/deploy/pod_readiness_gate.md; Amazon EKS best practices guide, "Avoid errors and timeouts in Kubernetes
/// applications and AWS Load Balancers"; Elastic Load Balancing user guides, "Deregistration delay" (300 seconds unless told).</remarks>
public sealed class LbDrain : ManifestAnalyzer
{
    private const string Attributes = "target-group-attributes";
    private const int MostEntrances = 16;
    private const long DefaultDelay = 300;
    private const long DefaultGrace = 30;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1038",
        title: "Pods behind a load balancer come and go without notice",
        messageFormat: "The pods of {0} are targets of the load balancer of {1}, but {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Clients see errors (502, 503, connection reset) at every rollout.",
        helpLinkUri: RuleHelp.Uri("EKS1038"),
        customTags: "lb-drain");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var pods = context.Pods;
        if (pods.Owner.IsTransformed || !pods.IsWhole)
            return;
        var isAsked = HasContainer(pods, static container => container.ReadinessProbe.IsSet);
        var waits = HasContainer(pods, static container => container.Lifecycle.PreStop.IsSet);
        if ((isAsked && waits) || FindEntrance(context) is not { } entrance)
            return;
        if (!isAsked)
            Report(context, pods.Spec.Containers.Node, entrance, "no container has a readinessProbe: they count as ready before they listen");

        var grace = pods.Spec.TerminationGracePeriodSeconds;
        var seconds = grace.Node.IsNull ? DefaultGrace : grace.Number;
        if (seconds < entrance.Delay && !waits)
        {
            Report(context, grace.Node.IsNull ? pods.Spec.Containers.Node : grace.Node, entrance, $"they end within {seconds} s, while it still sends to them for up to {entrance.Delay} s")
                .WithHint("a preStop hook that sleeps keeps them listening until they are out of it");
        }
    }

    private static bool HasContainer(PodSource pods, Func<Container, bool> condition)
    {
        foreach (var container in pods.RunningContainers)
        {
            if (condition(container))
                return true;
        }

        return false;
    }

    private static DiagnosticBuilder Report(PodTemplateAnalysisContext context, YamlNode place, (ManifestObject Owner, long? Delay) entrance, string problem) =>
        context.Report(Rule, place, context.Pods.Owner.ToString(), entrance.Owner.ToString(), problem).AlsoAt(entrance.Owner.Metadata["name"u8], "the load balancer");

    /// <summary>The load balancer that sends straight to the pods, and how long it goes on after it was told to stop.</summary>
    private static (ManifestObject Owner, long? Delay)? FindEntrance(PodTemplateAnalysisContext context)
    {
        foreach (var service in context.Manifests.ServicesOver(context.Pods).Take(MostEntrances))
        {
            if (service.Manifest.IsTransformed)
                continue;
            if (service.Spec.Type.Is("LoadBalancer") && context.LoadBalancerOf(service).TargetType == TargetType.Ip)
                return (service.Manifest, DelayOf(service.Metadata.Annotations[LoadBalancerAnnotations.Nlb + Attributes]));
            foreach (var ingress in context.Manifests.IngressesTo(service).Take(MostEntrances))
            {
                if (!ingress.Manifest.IsTransformed && context.LoadBalancerOf(ingress).TargetsOf(service).Type == TargetType.Ip)
                    return (ingress.Manifest, DelayOf(service.Metadata.Annotations[LoadBalancerAnnotations.Alb + Attributes], ingress.Metadata.Annotations[LoadBalancerAnnotations.Alb + Attributes]));
            }
        }

        return null;
    }

    private static long? DelayOf(params ReadOnlySpan<StringValue> places)
    {
        const string Key = "deregistration_delay.timeout_seconds=";
        foreach (var attributes in places)
        {
            if (attributes.IsUnknown)
                return null;
            foreach (var attribute in attributes.Text.Split(',', StringSplitOptions.TrimEntries))
            {
                if (attribute.StartsWith(Key, StringComparison.Ordinal))
                    return long.TryParse(attribute.AsSpan(Key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var delay) ? delay : null;
            }
        }

        return DefaultDelay;
    }
}
