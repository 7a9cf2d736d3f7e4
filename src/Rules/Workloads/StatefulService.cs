using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1026: a StatefulSet whose Service gives its pods no names.</summary>
/// <remarks>Kubernetes documentation, StatefulSets, "Stable Network ID", and DNS for Services and Pods. kubernetes/kubernetes,
/// pkg/controller/statefulset/stateful_set_utils.go (serviceName becomes the pods' subdomain); coredns, plugin/kubernetes: names of pods are those of the
/// endpoints of a headless Service.</remarks>
public sealed class StatefulService : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1026",
        title: "The Service of a StatefulSet gives its pods no names",
        messageFormat: "StatefulSet '{0}' has its pods named by Service '{1}', which {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The names of the pods (NAME-0.SERVICE.NAMESPACE.svc) do not resolve: members of a cluster do not find each other.",
        helpLinkUri: RuleHelp.Uri("EKS1026"),
        customTags: "stateful-service");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<StatefulSet>(Analyze);

    private static void Analyze(ObjectAnalysisContext<StatefulSet> context)
    {
        var (manifest, name) = (context.Manifest, context.Object.Spec.ServiceName);
        if (!name.IsSet || manifest.IsTransformed || manifest.Pods is not { } pods)
            return;
        if (context.Manifests.Lacks("", Service.Kind, name.Text, manifest))
        {
            var near = context.Manifests.FindNearObject("", Service.Kind, name.Text, manifest);
            var missing = context.Report(Rule, name, context.Object.Name, name.Text, $"no manifest makes in namespace '{manifest.Namespace}'")
                .DidYouMean(name.Node, near);
            if (near is null && HasOnePod(context.Manifests, pods))
                missing.WithSeverity(DiagnosticSeverity.Info);
            return;
        }

        var services = context.Manifests.FindAllNearest("", Service.Kind, manifest.Namespace, name.Text, manifest.Place);
        if (services.Count == 0 || services.Any(service => service.IsTransformed || !service.Place.IsDeployedWith(manifest.Place)))
            return;
        var problems = services.Select(service => ProblemOf(context, Service.From(service), pods)).ToArray();
        if (problems.Any(static problem => problem is null))
            return;
        var finding = context.Report(Rule, name, context.Object.Name, name.Text, problems[0])
            .AlsoAt(services[0].Spec.KeyLocation, "the Service");
        if (HasOnePod(context.Manifests, pods))
            finding.WithSeverity(DiagnosticSeverity.Info);
    }

    /// <summary>Whether there is only one pod: nobody asks for it by a name of its own.</summary>
    private static bool HasOnePod(ManifestSet manifests, PodSource pods) => manifests.ReplicasOf(pods) is { Count: <= 1 };

    /// <summary>Why a Service gives the pods no names; null where it does, or may do so.</summary>
    private static string? ProblemOf(ObjectAnalysisContext<StatefulSet> context, Service service, PodSource pods)
    {
        var (address, selector) = (service.Spec.ClusterIP, Selector.From(service.Spec.Selector));
        if (selector.IsEmpty || address.IsUnknown || service.Spec.Type.IsUnknown)
            return null;
        if (!address.Is("None"))
            return "is not headless (clusterIP: None)";

        // One that selects no pod at all is another rule's.
        return selector.Matches(pods) || context.Manifests.PodsSelectedBy(service).Pods.Count == 0 ? null : $"selects {selector.Key}, which its pods do not carry";
    }
}
