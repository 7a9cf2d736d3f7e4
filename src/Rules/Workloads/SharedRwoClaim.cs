using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1028: the pods of a Deployment share a claim that is ReadWriteOnce.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/volume/attachdetach/reconciler (Multi-Attach error); a Deployment with one replica has two pods during a rolling update
/// unless maxSurge is 0: pkg/controller/deployment/util, ResolveFenceposts (a percentage rounds up).</remarks>
public sealed class SharedRwoClaim : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1028",
        title: "Several pods share a volume that one node attaches",
        messageFormat: "{0} {1}, and all of them mount claim '{2}', whose volume one node attaches at a time",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A pod on another node stays in ContainerCreating: Multi-Attach error for volume.",
        helpLinkUri: RuleHelp.Uri("EKS1028"),
        customTags: "shared-rwo-claim");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Deployment>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Deployment> context)
    {
        if (context.Manifest.IsTransformed || context.Manifest.Pods is not { } pods || pods.Spec.Volumes is not { IsSet: true } volumes)
            return;
        if (PodsAtOnce(context.Object.Spec) is not { } several || StayTogether(pods.Spec))
            return;
        foreach (var volume in volumes)
        {
            var name = volume.PersistentVolumeClaim.ClaimName;
            if (!name.IsSet || name.IsUnknown)
                continue;
            var claims = context.Manifests.FindAllNearest("", "PersistentVolumeClaim", context.Manifest.Namespace, name.Text, context.Manifest.Place);
            if (claims is not [var claim] || !IsOfOneNode(claim, context.Manifests, out var modes))
                continue;
            var finding = context.Report(Rule, name, context.Manifest.ToString(), several.Words, name.Text)
                .AlsoAt(several.Node, "the number of pods")
                .AlsoAt(modes, "the access that the claim asks for");
            if (several.IsOnlyDuringUpdates)
                finding.WithSeverity(DiagnosticSeverity.Info).WithHint("strategy Recreate ends the old one first");
        }
    }

    private static (string Words, YamlNode Node, bool IsOnlyDuringUpdates)? PodsAtOnce(DeploymentSpec spec)
    {
        if (spec.Replicas.Number > 1)
            return ($"runs {spec.Replicas.Number} pods", spec.Replicas.Node, false);
        var strategy = spec.Strategy;
        var isOne = spec.Replicas.Node.IsNull || spec.Replicas.Number == 1;
        return isOne && strategy.Type.Or("RollingUpdate") == "RollingUpdate" && strategy.RollingUpdate.MaxSurge is var surge && surge.Number != 0 && surge.Name != "0%" && !surge.IsUnknown
            ? ("runs two pods during an update", strategy.RollingUpdate.MaxSurge.Node, true)
            : null;
    }

    private static bool StayTogether(PodSpec spec) =>
        spec.NodeName.IsSet
        || new StringValue(spec.NodeSelector.Node["kubernetes.io/hostname"u8]).IsSet
        || spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.IsSet
        || spec.Affinity.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution.AsEnumerable().Any(static term => term.TopologyKey.Is("kubernetes.io/hostname"));

    /// <summary>A claim without class gets the cluster's default, which on EKS is EBS unless the set says otherwise.</summary>
    private static bool IsOfOneNode(ManifestObject claim, ManifestSet manifests, out YamlNode modes)
    {
        var spec = new PersistentVolumeClaimSpec(claim.Spec);
        modes = spec.AccessModes.Node;
        if (claim.IsTransformed || spec.AccessModes.Count == 0 || !spec.AccessModes.AsEnumerable().All(static mode => mode.Text is "ReadWriteOnce" or "ReadWriteOncePod"))
            return false;
        var storage = ClaimStorage.Of(claim.Root, claim, manifests);
        return storage.Backend == StorageBackend.Ebs || (storage.Backend == StorageBackend.Unknown && storage.ClassName.Length == 0 && spec.StorageClassName.Node.IsNull && spec.VolumeName.Node.IsNull && !spec.Selector.IsSet);
    }
}
