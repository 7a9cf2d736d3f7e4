using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2004: a Service forwards to a port that some of the workloads behind it declare and others do not.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/endpointslice/util/controller_utils.go, FindPort: pods without a named port get no traffic for it; a number is
/// forwarded to all pods.</remarks>
public sealed class TargetPortOnSomePods : ManifestAnalyzer
{
    // Each port is held against all others.
    private const int MostPorts = 100;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2004",
        title: "Service forwards to a port that only some of its pods declare",
        messageFormat: "Service '{0}' forwards to port '{1}', which the pods of {2} do not declare",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Part of the connections are refused, or a part of the pods gets no traffic.",
        helpLinkUri: RuleHelp.Uri("EKS2004"),
        customTags: "target-port-on-some-pods");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (pods.AreKnown && pods.Pods.Count > 1)
            Analyze(context, pods);
    }

    private static void Analyze(ObjectAnalysisContext<Service> context, PodSelection pods)
    {
        var service = context.Object;
        var targets = service.Spec.Ports.AsEnumerable().Select(static port => new TargetPort(port)).ToArray();
        if (targets.Length > MostPorts)
            return;
        foreach (var target in targets)
        {
            foreach (var source in pods.SourcesWithout(target))
            {
                var declared = pods.Ports.Where(port => port.Pods == source).ToArray();

                // Who declares nothing may listen all the same. Jobs share labels with the pods that they serve; a name keeps the traffic away from them.
                if (declared.Length == 0 && (target.Number is not null || source.Owner.Kind is "Job" or "CronJob"))
                    continue;

                // A name that leads each port to its own workload is a design.
                var isReached = declared.Any(port => targets.Any(other => other.Reaches(port)));
                if (isReached && target.Number is null)
                    continue;
                var finding = context.Report(Rule, target.Node, service.Name, target.Text, source.Owner)
                    .AlsoAt(source.PortsNode, declared.Length == 0 ? "they declare none" : "what they declare");
                if (isReached || declared.Length == 0 || service.IsHeadless())
                    finding.WithSeverity(DiagnosticSeverity.Info);
            }
        }
    }
}
