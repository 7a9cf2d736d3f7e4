using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1033: a topologySpreadConstraint whose labelSelector does not match the pod's own labels.</summary>
/// <remarks>kubernetes/kubernetes, pkg/scheduler/framework/plugins/podtopologyspread (selfMatchNum, and a selector that is left out matches nothing); pkg/api/pod/warnings.go
/// ("a null labelSelector results in matching no pod").</remarks>
public sealed class SpreadSelectsOthers : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1033",
        title: "A spread constraint does not count the pods that it is to spread",
        messageFormat: "The pods of {0} do not match the labelSelector of their own spread constraint ({1}), so they are not counted and not spread",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pods are placed as if the constraint were not there.",
        helpLinkUri: RuleHelp.Uri("EKS1033"),
        customTags: "spread-selects-others");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var pods = context.Pods;
        if (pods.Owner.IsTransformed || !pods.IsWhole)
            return;
        foreach (var constraint in pods.Spec.TopologySpreadConstraints)
        {
            if (constraint.LabelSelector.Node.IsNull && constraint.TopologyKey.IsSet)
                context.Report(Rule, constraint.TopologyKey, pods.Owner.ToString(), "which has none and so matches nothing").AlsoAt(pods.LabelsNode, "their labels");
            foreach (var requirement in Selector.From(constraint.LabelSelector).Requirements)
            {
                if (!requirement.Matches(pods))
                    Report(context, requirement);
            }
        }
    }

    private static void Report(PodTemplateAnalysisContext context, SelectorRequirement requirement)
    {
        var pods = context.Pods;
        var finding = context.Report(Rule, requirement.Node, pods.Owner.ToString(), requirement.ToString())
            .AlsoAt(pods.LabelsNode.Exists ? pods.LabelsNode : pods.Template, "their labels");
        if (requirement.IsKnownEquality && pods.Labels.TryGetValue(requirement.Key, out var own) && requirement.Node.IsScalar)
            finding.WithHint($"they carry {requirement.Key}={own}").WithFix($"Count the pods with {requirement.Key}={own}", FixSafety.Offer, YamlEdit.ReplaceText(requirement.Node, own));
    }
}
