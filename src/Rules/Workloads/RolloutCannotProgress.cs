using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1040: a rolling update that may neither add a pod nor take one away.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/apps/validation/validation.go, ValidateRollingUpdateDeployment and ValidateRollingUpdateDaemonSet. A Deployment
/// that leaves a field out gets 25%; a DaemonSet gets maxSurge 0 and maxUnavailable 1.</remarks>
public sealed class RolloutCannotProgress : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1040",
        title: "The rollout can neither add a pod nor take one away",
        messageFormat: "{0} may neither have a pod more (maxSurge 0) nor one less (maxUnavailable 0) during a rollout",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object: no rollout could ever begin.",
        helpLinkUri: RuleHelp.Uri("EKS1040"),
        customTags: "rollout-cannot-progress");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<Deployment>(static context =>
        {
            var update = context.Object.Spec.Strategy.RollingUpdate;
            Check(context, update.MaxSurge, update.MaxUnavailable, isSurgeZeroByDefault: false);
        });
        context.RegisterObjectAction<DaemonSet>(static context =>
        {
            var update = context.Object.Spec.UpdateStrategy.RollingUpdate;
            Check(context, update.MaxSurge, update.MaxUnavailable, isSurgeZeroByDefault: true);
        });
    }

    private static void Check(ObjectAnalysisContext context, IntOrStringValue maxSurge, IntOrStringValue maxUnavailable, bool isSurgeZeroByDefault)
    {
        if (IsZero(maxUnavailable) && (maxSurge.IsSet ? IsZero(maxSurge) : isSurgeZeroByDefault))
            context.Report(Rule, maxUnavailable, context.Manifest.ToString()).AlsoAt(maxSurge.Node, "and nothing may be added");
    }

    private static bool IsZero(IntOrStringValue value) => value.Number == 0 || value.Name == "0%";
}
