using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1036: a restartPolicy that the kind of workload may not have.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/batch/validation/validation.go, validateJobSpec (OnFailure or Never; only Never with a podFailurePolicy; left out, it becomes
/// Always), and pkg/apis/apps/validation/validation.go with pkg/apis/core/validation/validation.go (Always).</remarks>
public sealed class JobRestartPolicy : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1036",
        title: "The restart policy is not one that the workload may have",
        messageFormat: "{0} {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1036"),
        customTags: "job-restart-policy");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        var policy = context.Pods.Spec.RestartPolicy;
        if (owner.IsTransformed || policy.Text is not ("" or "Always" or "OnFailure" or "Never"))
            return;
        switch ((owner.Group, owner.Kind))
        {
            case ("batch", "Job"):
                CheckJob(context, policy, new JobSpec(owner.Spec));
                break;
            case ("batch", "CronJob"):
                CheckJob(context, policy, new JobSpec(owner.Spec["jobTemplate"u8]["spec"u8]));
                break;
            case ("apps", _) or ("", "ReplicationController") when policy.Text is not ("" or "Always"):
                context.Report(Rule, policy, owner.ToString(), $"may not have restartPolicy {policy}: its pods run for ever, so only Always is allowed")
                    .WithFix("Write Always", FixSafety.Offer, YamlEdit.ReplaceText(policy.Node, "Always"));
                break;
        }
    }

    private static void CheckJob(PodTemplateAnalysisContext context, StringValue policy, JobSpec job)
    {
        var owner = context.Pods.Owner.ToString();
        if (!policy.IsSet)
        {
            var spec = context.Pods.Spec.Node;
            context.Report(Rule, spec, owner, "states no restartPolicy, and the default Always is not allowed: a job ends")
                .WithFix("Restart on failure", FixSafety.Offer, policy.Node.Exists || spec.Children.FirstOrDefault() is not { Exists: true } first ? null : YamlEdit.AddEntryBefore(first, "restartPolicy", "OnFailure"));
        }
        else if (policy.Is("Always"))
        {
            context.Report(Rule, policy, owner, "may not have restartPolicy Always: a job ends")
                .WithFix("Restart on failure", FixSafety.Offer, YamlEdit.ReplaceText(policy.Node, job.PodFailurePolicy.IsSet ? "Never" : "OnFailure"));
        }
        else if (policy.Is("OnFailure") && job.PodFailurePolicy.IsSet)
        {
            context.Report(Rule, policy, owner, "has a podFailurePolicy, with which only restartPolicy Never is allowed")
                .AlsoAt(job.PodFailurePolicy.Node, "the policy")
                .WithFix("Write Never", FixSafety.Offer, YamlEdit.ReplaceText(policy.Node, "Never"));
        }
    }
}
