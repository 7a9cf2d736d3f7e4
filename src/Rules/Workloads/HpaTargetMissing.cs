using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1013: a HorizontalPodAutoscaler whose target does not exist.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler: the target is looked up by the group and kind of the
/// reference (a missing apiVersion is the core group's) and by name in the autoscaler's own namespace. Custom kinds may be made by anyone.</remarks>
public sealed class HpaTargetMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1013",
        title: "The target of an autoscaler does not exist",
        messageFormat: "{0} scales {1} '{2}', but {3}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The autoscaler reports FailedGetScale and scales nothing.",
        helpLinkUri: RuleHelp.Uri("EKS1013"),
        customTags: "hpa-target-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(static context =>
    {
        if (ScaleTarget.IsScaler(context.Manifest) && !context.Manifest.IsTransformed)
            Analyze(context, ScaleTarget.Of(context.Manifest));
    });

    private static void Analyze(ManifestAnalysisContext context, ScaleTarget target)
    {
        var isDeployment = target.Kind is "Deployment" or "StatefulSet" or "ReplicaSet";
        if (isDeployment && target.Group is "" or "extensions")
            ReportGroup(context, target);
        else if (isDeployment ? target.Group == "apps" : target is { Kind: "ReplicationController", Group: "" })
            AnalyzeName(context, target);
    }

    /// <summary>Reports a group that has no such kind: it had one until Kubernetes 1.16, or never.</summary>
    private static void ReportGroup(ManifestAnalysisContext context, ScaleTarget target)
    {
        var version = new StringValue(target.Node["apiVersion"u8]);
        if (version.IsUnknown)
            return;
        var group = version.IsSet ? $"'{version.Text}' has no such kind" : "names no apiVersion, and the core group has no such kind";
        var finding = context.Report(Rule, version.IsSet ? version.Node : target.Node, context.Manifest.ToString(), target.Kind, target.Name.Text, group)
            .WithHint("it is apps/v1");
        var kind = target.Node["kind"u8];
        finding.WithFix("Use apps/v1", FixSafety.Offer, version.IsSet ? YamlEdit.ReplaceText(version.Node, "apps/v1") : YamlEdit.AddEntryAfter(kind, "apiVersion", "apps/v1"));
    }

    private static void AnalyzeName(ManifestAnalysisContext context, ScaleTarget target)
    {
        // Nothing of the kind in the namespace says that it comes from elsewhere, unless it stands right here, in another one.
        var isLacking = context.Manifests.Lacks(target.Group, target.Kind, target.Name.Text, context.Manifest);
        var near = isLacking
            ? context.Manifests.FindNearObject(target.Group, target.Kind, target.Name.Text, context.Manifest)
            : context.Manifests.FindLeftBehind(target.Group, target.Kind, target.Name.Text, context.Manifest);
        if (!isLacking && near is null)
            return;
        context.Report(Rule, target.Name, context.Manifest.ToString(), target.Kind, target.Name.Text, $"no manifest makes one in namespace '{context.Manifest.Namespace}'")
            .WithSeverity(near is null || !isLacking ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning)
            .DidYouMean(target.Name.Node, near);
    }
}
