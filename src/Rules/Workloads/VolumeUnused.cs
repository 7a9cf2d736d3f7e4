using System.Collections.Immutable;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1025: a volume that no container mounts.</summary>
/// <remarks>kubernetes/api, core/v1, PodSpec.volumes. A volume may be there for its effect alone (a Secret of the CSI driver for secrets is synchronised only while a pod
/// mounts it), so this is advice.</remarks>
public sealed class VolumeUnused : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1025",
        title: "No container mounts the volume",
        messageFormat: "No container of {0} mounts volume '{1}'",
        RuleCategories.Workloads,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The volume is made and attached for nobody; what should be mounted is missing in the container.",
        helpLinkUri: RuleHelp.Uri("EKS1025"),
        customTags: "volume-unused");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var pods = context.Pods;
        if (pods.Owner.IsTransformed || !pods.IsWhole)
            return;
        var mounted = pods.VolumeMounts.Select(static mount => mount.Volume).ToArray();
        if (Array.Exists(mounted, static name => name.IsUnknown))
            return;
        var names = mounted.Select(static name => name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var volume in pods.Spec.Volumes)
        {
            if (volume.Name.IsSet && !volume.Name.IsUnknown && !names.Contains(volume.Name.Text))
                context.Report(Rule, volume.Name, pods.Owner.ToString(), volume.Name.Text);
        }
    }
}
