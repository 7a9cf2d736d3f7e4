using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4002: a rule of a NetworkPolicy admits pods that do not exist where it looks for them.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/api/networking/v1/types.go, NetworkPolicyPeer: a podSelector alone selects pods of the policy's own
/// namespace. Labels that clients put on themselves to be admitted may come later, so this is a hint unless almost matching pods are in sight.</remarks>
public sealed class PolicyPeerMatchesNothing : ManifestAnalyzer
{
    private const int MostNamespaces = 16;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4002",
        title: "A NetworkPolicy admits pods that do not exist",
        messageFormat: "NetworkPolicy '{0}' admits pods with {1} in {2}, where none carries that",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Traffic that was meant to be admitted is refused: connections time out.",
        helpLinkUri: RuleHelp.Uri("EKS4002"),
        customTags: "policy-peer-matches-nothing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        if (context.Manifest.IsTransformed)
            return;
        foreach (var direction in Enum.GetValues<TrafficDirection>())
        {
            // Rules that are not in force are EKS4006's.
            if (context.Object.Limits(direction) != true)
                continue;
            foreach (var rule in context.Object.Rules(direction))
            {
                if (PolicyPeerAndOr.FindMisplaced(context.Manifests, rule) is not null)
                    continue;
                foreach (var peer in rule.Peers)
                    AnalyzePeer(context, peer);
            }
        }
    }

    /// <summary>Where a peer looks for pods that do not exist; null where some do, or may.</summary>
    internal static IReadOnlyList<string>? FindEmptyNamespaces(ManifestSet manifests, NetworkPolicy policy, NetworkPolicyPeer peer)
    {
        var selector = Selector.From(peer.PodSelector);
        if (selector.IsEmpty || peer.IsBlock())
            return null;
        var namespaces = peer.IsOwnPods() ? [policy.Manifest.Namespace] : peer.NamespaceNames() ?? [];
        if (namespaces.Count is 0 or > MostNamespaces || !namespaces.All(podNamespace => manifests.KnowsAllPodsNear(policy.Manifest, podNamespace)))
            return null;
        return namespaces.All(podNamespace => manifests.HasNoPods(selector, podNamespace, policy.Manifest.Place)) ? namespaces : null;
    }

    private static void AnalyzePeer(ObjectAnalysisContext<NetworkPolicy> context, NetworkPolicyPeer peer)
    {
        if (FindEmptyNamespaces(context.Manifests, context.Object, peer) is not { } namespaces)
            return;
        var selector = Selector.From(peer.PodSelector);
        var miss = context.Manifests.FindNearMiss(selector, context.Manifest, namespaces[0]);
        var isElsewhere = miss is { Requirement: null };
        var isMisspelt = miss?.Value is { } value && NearestName.Find(miss.Requirement!.Values[0], [value]) is not null;
        var shown = string.Join(", ", namespaces.Select(static podNamespace => $"'{podNamespace}'"));
        var finding = context.Report(Rule, isMisspelt ? miss!.Requirement!.Node : peer.PodSelector.Node, context.Manifest.Name, selector.Key, $"namespace {shown}");
        if (!isElsewhere && !isMisspelt)
            finding.WithSeverity(DiagnosticSeverity.Info);
        else if (isElsewhere && peer.IsOwnPods())
            finding.DidYouMean(miss).WithHelp($"Put a namespaceSelector with kubernetes.io/metadata.name: {miss!.Pods.Owner.Namespace} into the same list item");
        else
            finding.DidYouMean(miss);
    }
}
