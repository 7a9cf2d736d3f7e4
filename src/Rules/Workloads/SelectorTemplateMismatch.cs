using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1001: a workload whose selector does not match its own pods.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/apps/validation/validation.go: "selector does not match template labels"; the same for a Job with manualSelector.
/// argoproj/argo-rollouts, pkg/apis/rollouts/validation/validation.go, ValidateRolloutSpec: the same for a Rollout, by its controller.</remarks>
public sealed class SelectorTemplateMismatch : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1001",
        title: "The selector does not match the labels of the template",
        messageFormat: "{0} selects {1}, but its own pods do not carry that",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object: its selector must match the labels of its template.",
        helpLinkUri: RuleHelp.Uri("EKS1001"),
        customTags: "selector-template-mismatch");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var pods = context.Pods;
        var owner = pods.Owner;
        if (owner.IsTransformed || !(owner.Group == "apps" || owner.Is("argoproj.io", "Rollout") || (owner.Is("batch", "Job") && new BooleanValue(owner.Spec["manualSelector"u8]).IsTrue)))
            return;

        if (pods.OwnerSelector.Matches(pods))
            return;
        foreach (var requirement in pods.OwnerSelector.Requirements)
        {
            if (requirement.Matches(pods))
                continue;
            var label = pods.LabelsNode[requirement.Key];
            var finding = context.Report(Rule, requirement.Node, owner.ToString(), requirement.ToString())
                .AlsoAt(label.Exists ? label : pods.LabelsNode.Exists ? pods.LabelsNode : pods.Template, "the labels of its pods");
            if (requirement.IsKnownEquality)
                Offer(finding, pods, label, requirement);
        }
    }

    private static void Offer(DiagnosticBuilder finding, PodSource pods, YamlNode label, SelectorRequirement requirement)
    {
        var value = requirement.Values[0];
        if (label.IsScalar && !label.Span.IsEmpty)
            finding.WithFix($"Label the pods {requirement}", FixSafety.Offer, YamlEdit.ReplaceText(label, value));
        else if (!label.Exists && pods.LabelsNode.Children.LastOrDefault() is { Exists: true } last)
            finding.WithFix($"Label the pods {requirement}", FixSafety.Offer, YamlEdit.AddEntryAfter(last, requirement.Key, YamlEdit.Write(value, NodeStyle.Plain)));
    }
}
