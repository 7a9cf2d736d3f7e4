using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1009: a probe with a threshold that its kind may not have, or with a timeout beyond its period.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateLivenessProbe, validateStartupProbe and validateReadinessProbe. A probe that is
/// still waiting is not asked again: pkg/kubelet/prober/worker.go.</remarks>
public sealed class ProbeTiming : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1009",
        title: "A probe states times or counts that it may not have",
        messageFormat: "The {0} of container '{1}' {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object; a timeout beyond the period only delays what the probe finds.",
        helpLinkUri: RuleHelp.Uri("EKS1009"),
        customTags: "probe-timing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.Owner.IsTransformed)
            return;
        foreach (var container in context.Pods.AllContainers)
        {
            var (liveness, readiness, startup) = (container.LivenessProbe, container.ReadinessProbe, container.StartupProbe);
            CheckThreshold(context, container, "liveness probe", liveness);
            CheckThreshold(context, container, "startup probe", startup);
            if (readiness.TerminationGracePeriodSeconds is { Node.IsNull: false } grace)
            {
                Report(context, container, "readiness probe", grace, "may have no terminationGracePeriodSeconds, as it ends nothing")
                    .WithFix("Remove the line", FixSafety.Safe, YamlEdit.RemoveEntry(grace.Node));
            }

            CheckTimeout(context, container, "liveness probe", liveness);
            CheckTimeout(context, container, "readiness probe", readiness);
            CheckTimeout(context, container, "startup probe", startup);
        }
    }

    /// <summary>0 is what is not written: it becomes 1; what is below is no count at all.</summary>
    private static void CheckThreshold(PodTemplateAnalysisContext context, Container container, string kind, Probe probe)
    {
        if (probe.SuccessThreshold.Number is > 1 and var count)
        {
            Report(context, container, kind, probe.SuccessThreshold, $"wants {count} successes in a row, but only a readiness probe may want more than 1")
                .WithFix("Write 1", FixSafety.Offer, YamlEdit.ReplaceSource(probe.SuccessThreshold.Node, "1"));
        }
    }

    private static void CheckTimeout(PodTemplateAnalysisContext context, Container container, string kind, Probe probe)
    {
        const long DefaultPeriod = 10;
        if (probe.TimeoutSeconds.Number is not { } timeout)
            return;
        var period = probe.PeriodSeconds.Node.IsNull || probe.PeriodSeconds.Number == 0 ? DefaultPeriod : probe.PeriodSeconds.Number;
        if (timeout > period)
        {
            Report(context, container, kind, probe.TimeoutSeconds, $"waits {timeout} s for an answer, but is due every {period} s")
                .WithSeverity(DiagnosticSeverity.Info)
                .AlsoAt(probe.PeriodSeconds.Node, "the period");
        }
    }

    private static DiagnosticBuilder Report(PodTemplateAnalysisContext context, Container container, string kind, IntegerValue place, string problem) =>
        context.Report(Rule, place, kind, container.Name.Text, problem);
}
