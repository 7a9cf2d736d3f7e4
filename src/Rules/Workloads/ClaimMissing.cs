using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1030: pods mount a PersistentVolumeClaim that does not exist.</summary>
/// <remarks>kubernetes/kubernetes, pkg/scheduler/framework/plugins/volumebinding: "persistentvolumeclaim not found", and the pod waits.
/// pkg/controller/statefulset/stateful_set_utils.go, updateStorage: a claim template takes the place of a volume of its name.</remarks>
public sealed class ClaimMissing : ManifestAnalyzer
{
    private const string Kind = "PersistentVolumeClaim";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1030",
        title: "A PersistentVolumeClaim that does not exist",
        messageFormat: "{0} mounts PersistentVolumeClaim '{1}', which no manifest makes in namespace '{2}'",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pods stay Pending: the scheduler waits for the claim.",
        helpLinkUri: RuleHelp.Uri("EKS1030"),
        customTags: "claim-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        foreach (var volume in context.Pods.Spec.Volumes)
        {
            var claim = volume.PersistentVolumeClaim.ClaimName;
            if (!claim.IsSet || !context.Manifests.Lacks("", Kind, claim.Text, owner) || IsReplaced(owner, volume))
                continue;
            context.Report(Rule, claim, owner.ToString(), claim.Text, owner.Namespace)
                .DidYouMean(claim.Node, context.Manifests.FindNearObject("", Kind, claim.Text, owner));
        }
    }

    private static bool IsReplaced(ManifestObject owner, Volume volume) =>
        owner.Is("apps", StatefulSet.Kind)
        && StatefulSet.From(owner).Spec.VolumeClaimTemplates.AsEnumerable().Any(template => template.Metadata.Name.Is(volume.Name.Text));
}
