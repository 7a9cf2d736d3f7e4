using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4014: a namespace with policies for some of its pods, and none for the others.</summary>
/// <remarks>Kubernetes documentation, Network Policies, "Default policies": pods that no policy selects are not isolated, and new pods are open until somebody
/// writes a policy for them.</remarks>
public sealed class NoDefaultDeny : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4014",
        title: "No policy covers all pods of the namespace",
        messageFormat: "Namespace '{0}' has NetworkPolicies, but none covers all of its pods: {1} stays open to everybody",
        RuleCategories.Security,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Pods that no policy selects accept and send everything.",
        helpLinkUri: RuleHelp.Uri("EKS4014"),
        customTags: "no-default-deny");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        if (!context.MayReportOn("networking.k8s.io", NetworkPolicy.Kind))
            return;
        var policies = context.Manifests.NetworkPolicies;
        if (!policies.AreAlone)
            return;
        foreach (var policyNamespace in policies.Namespaces)
        {
            var inNamespace = policies.In(policyNamespace);
            var place = inNamespace[0];
            if (inNamespace.Any(static policy => Selector.From(policy.Spec.PodSelector).IsEmpty) || !context.Manifests.KnowsPodsNear(place.Manifest, policyNamespace))
                continue;

            // A policy that selects nothing is EKS4001's: put right, it may cover the rest.
            if (inNamespace.Any(policy => context.Manifests.PodsSelectedBy(policy).Pods.Count == 0))
                continue;
            if (context.Manifests.MayHoldMoreNear(place.Manifest))
                continue;
            var open = context.Manifests.PodSourcesIn(policyNamespace).FirstOrDefault(pods => policies.Of(pods) is { AreNone: true });
            if (open is not null)
                context.ReportIn(place.Manifest, Rule, place.Spec.PodSelector.Node, policyNamespace, open.Owner).AlsoAt(open.LabelsNode, "the labels of its pods");
        }
    }
}
