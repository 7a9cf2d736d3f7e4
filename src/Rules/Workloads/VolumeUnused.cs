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
        if (pods.Spec.Volumes is not { IsSet: true } volumes || pods.Owner.IsTransformed || !pods.IsWhole)
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, mounted) in pods.VolumeMounts)
        {
            if (mounted.IsUnknown)
                return;
            names.Add(mounted.Text);
        }

        foreach (var volume in volumes)
        {
            if (volume.Name.IsSet && !volume.Name.IsUnknown && !names.Contains(volume.Name.Text))
                context.Report(Rule, volume.Name, pods.Owner.ToString(), volume.Name.Text);
        }
    }
}
