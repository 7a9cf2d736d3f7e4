using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2021: a Service over the pods of workloads that run different programs.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/endpointslice/reconciler.go: every ready pod that carries the labels is an endpoint, whoever made it.</remarks>
public sealed class SelectsSeveralWorkloads : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2021",
        title: "The Service spreads its traffic over different programs",
        messageFormat: "Service '{0}' selects the pods of {1} and of {2}, which run different images or declare different ports",
        RuleCategories.Services,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A part of the requests goes to a program that is not meant to answer them.",
        helpLinkUri: RuleHelp.Uri("EKS2021"),
        customTags: "selects-several-workloads");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (pods.AreKnown && pods.Pods.Count > 1 && pods.Workloads is { Count: > 1 } workloads && !service.IsHeadless())
            Analyze(context, pods, workloads);
    }

    private static void Analyze(ObjectAnalysisContext<Service> context, PodSelection pods, IReadOnlyList<PodSource> workloads)
    {
        var service = context.Object;

        // Two of a kind are a canary. Where a port is missing on some of them, that is the finding.
        var first = workloads[0];
        var program = ProgramOf(first);
        if (workloads.FirstOrDefault(other => ProgramOf(other) != program) is not { } other
            || service.Spec.Ports.AsEnumerable().Any(port => pods.SourcesWithout(new TargetPort(port)).Count > 0))
            return;
        context.Report(Rule, service.Spec.Selector, service.Name, first.Owner, other.Owner)
            .AlsoAt(first.LabelsNode, "one")
            .AlsoAt(other.LabelsNode, "another");
    }

    /// <summary>The repositories of the images and the ports, whatever the tags: versions of one program are the same.</summary>
    private static string ProgramOf(PodSource pods)
    {
        var images = pods.RunningContainers.Select(static container => ImageReference.TryParse(container.Image.Text, out var image) ? image.Repository : container.Image.Text);
        var ports = pods.RunningContainers.SelectMany(static container => container.Ports.AsEnumerable()).Select(static port => port.ContainerPortField.ToString());
        return string.Join(' ', images.Order(StringComparer.Ordinal).Concat(ports.Order(StringComparer.Ordinal)));
    }
}
