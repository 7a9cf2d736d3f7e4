using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1024: a container mounts a volume that is not among the pod's.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateVolumeMounts and ValidateVolumeDevices. The claim templates of a StatefulSet become
/// volumes of its pods: pkg/controller/statefulset/stateful_set_utils.go, updateStorage.</remarks>
public sealed class VolumeMountUndeclared : ManifestAnalyzer
{
    // Every mount is compared with these.
    private const int MostCompared = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1024",
        title: "A container mounts a volume that the pod does not have",
        messageFormat: "Container '{0}' mounts volume '{1}', which the pod does not declare",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1024"),
        customTags: "volume-mount-undeclared");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.VolumeMounts.IsEmpty || context.Pods.Owner.IsTransformed || !context.Pods.IsWhole)
            return;
        var names = context.Pods.VolumeNames.ToHashSet(StringComparer.Ordinal);
        if (names.Any(static name => Placeholder.IsUnknown(name)) || context.Pods.Spec.Volumes.Node is { IsNull: false, IsSequence: false })
            return;
        foreach (var (container, mount) in context.Pods.VolumeMounts)
        {
            if (!mount.IsSet || mount.IsUnknown || names.Contains(mount.Text))
                continue;
            context.Report(Rule, mount, container.Text, mount.Text)
                .AlsoAt(context.Pods.Spec.Volumes.Node, "its volumes")
                .WithHint(names.Count == 0 ? "it declares none" : null)
                .DidYouMean(mount.Node, names.Take(MostCompared));
        }
    }
}
