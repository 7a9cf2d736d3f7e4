using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4006: rules of a direction that policyTypes leaves out.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/api/networking/v1/types.go, NetworkPolicySpec.policyTypes: where the list is given, it alone says which
/// directions the policy limits, and the rules of the other are ignored.</remarks>
public sealed class PolicyTypes : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4006",
        title: "Rules that policyTypes turns off",
        messageFormat: "NetworkPolicy '{0}' has {1} rules, but policyTypes lacks '{2}': they are ignored",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy does not limit that direction at all: everything stays admitted.",
        helpLinkUri: RuleHelp.Uri("EKS4006"),
        customTags: "policy-types");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(static context =>
    {
        Check(context, TrafficDirection.Ingress, context.Object.Spec.Ingress);
        Check(context, TrafficDirection.Egress, context.Object.Spec.Egress);
    });

    private static void Check<TRule>(ObjectAnalysisContext<NetworkPolicy> context, TrafficDirection direction, ListValue<TRule> rules)
        where TRule : struct, INodeView<TRule>
    {
        var types = context.Object.Spec.PolicyTypes;
        if (rules.Count == 0 || types.Count == 0 || context.Manifest.IsTransformed || context.Object.Limits(direction) != false)
            return;
        var type = direction.ToString();
        context.Report(Rule, rules.Node.KeyLocation, rules.Node, context.Manifest.Name, rules.Node.Key, type)
            .AlsoAt(types.Node, "the directions that it limits")
            .WithFix($"Add {type} to policyTypes", FixSafety.Offer, YamlEdit.AddItemSource(types.Node, type));
    }
}
