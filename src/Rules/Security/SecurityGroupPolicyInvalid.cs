using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Vpcresources;
using EksLint.Schemas;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4011: a SecurityGroupPolicy that gives no pod its security groups.</summary>
/// <remarks>aws/amazon-vpc-resource-controller-k8s, pkg/utils/helper.go, filterPodSecurityGroups: a policy without any selector or without groups is passed
/// over; with both selectors both must match. Amazon VPC user guide, "Amazon VPC quotas": a network interface has five security groups, sixteen at
/// most.</remarks>
public sealed class SecurityGroupPolicyInvalid : ManifestAnalyzer
{
    private const int DefaultGroups = 5;
    private const int MostGroups = 16;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4011",
        title: "A SecurityGroupPolicy without effect",
        messageFormat: "SecurityGroupPolicy '{0}' {1}",
        RuleCategories.Security,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The pods get the security groups of their node, or stay without address.",
        helpLinkUri: RuleHelp.Uri("EKS4011"),
        customTags: "security-group-policy");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<SecurityGroupPolicy>(Analyze);

    /// <summary>Whether a misfit of the schema is a list of groups that this rule judges.</summary>
    internal static bool Judges(Misfit misfit) => misfit is { Owner.Name: "SecurityGroupPolicySecurityGroups", Field.Name: "groupIds", Node.IsSequence: true };

    private static void Analyze(ObjectAnalysisContext<SecurityGroupPolicy> context)
    {
        if (context.Manifest.IsTransformed)
            return;
        var spec = context.Object.Spec;
        if (spec.PodSelector.Node.IsNull && spec.ServiceAccountSelector.Node.IsNull)
            context.Report(Rule, spec, context.Manifest.Name, "has neither podSelector nor serviceAccountSelector: it is passed over");
        AnalyzeGroups(context, spec.SecurityGroups);
        AnalyzeSelector(context, Selector.From(spec.PodSelector));
    }

    private static void AnalyzeGroups(ObjectAnalysisContext<SecurityGroupPolicy> context, SecurityGroupPolicySecurityGroups groups)
    {
        var ids = groups.GroupIds;
        if (ids.Count == 0 && (ids.IsSet || ids.Node.IsNull))
        {
            var place = ids.Node.Exists ? ids.Node : groups.Node.Exists ? groups.Node : context.Object.Spec.Node;
            context.Report(Rule, place, context.Manifest.Name, "names no security group (securityGroups.groupIds): it is passed over");
        }

        if (ids.Count > DefaultGroups)
        {
            var finding = context.Report(Rule, ids, context.Manifest.Name, $"names {ids.Count} security groups, where a network interface has {(ids.Count > MostGroups ? MostGroups + " at most" : DefaultGroups + " unless the quota was raised")}");
            if (ids.Count <= MostGroups)
                finding.WithSeverity(DiagnosticSeverity.Warning);
        }

        foreach (var id in ids)
        {
            if (id.IsSet && !id.IsUnknown && ValueFormats.FindProblem(ValueFormat.SecurityGroupId, id.Text, out _) is { } problem)
                context.Report(Rule, id, context.Manifest.Name, $"names '{id}' as a security group").WithHint(problem);
        }
    }

    private static void AnalyzeSelector(ObjectAnalysisContext<SecurityGroupPolicy> context, Selector selector)
    {
        var podNamespace = context.Manifest.Namespace;
        if (selector.IsEmpty || !context.Manifests.KnowsAllPodsNear(context.Manifest, podNamespace) || !context.Manifests.HasNoPods(selector, podNamespace, context.Manifest.Place))
            return;
        var miss = context.Manifests.FindNearMiss(selector, context.Manifest);
        context.Report(Rule, miss?.Requirement?.Node ?? selector.Node, context.Manifest.Name, $"selects {selector.Key}, which no pod in namespace '{podNamespace}' carries")
            .WithSeverity(miss is null && !context.Manifests.HasOwnPods(context.Manifest, selector) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning)
            .DidYouMean(miss);
    }
}
