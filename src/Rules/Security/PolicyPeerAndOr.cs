using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4003: a namespaceSelector and a podSelector in two list items, where one item with both was meant.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/api/networking/v1/types.go, NetworkPolicyPeer: the selectors of one item must both match; items of a
/// list are alternatives, and a podSelector without namespaceSelector looks into the policy's own namespace only.</remarks>
public sealed class PolicyPeerAndOr : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4003",
        title: "Two peers where one with both selectors was meant",
        messageFormat: "NetworkPolicy '{0}' admits every pod of the namespaces that the item beside selects, or pods with {1} in its own namespace '{2}', where there are none",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "More is admitted than was meant: all pods of the selected namespaces, whatever their labels.",
        helpLinkUri: RuleHelp.Uri("EKS4003"),
        customTags: "policy-peer-and-or");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(Analyze);

    /// <summary>The item with a podSelector that belongs to the item with a namespaceSelector beside it; null where there is no such pair.</summary>
    internal static NetworkPolicyPeer? FindMisplaced(ManifestSet manifests, PolicyRule rule)
    {
        NetworkPolicyPeer? namespaces = null;
        NetworkPolicyPeer? pods = null;
        var isNamespaceFirst = false;
        foreach (var peer in rule.Peers)
        {
            if (peer.IsBlock())
                continue;
            if (peer.IsWholeNamespaces() && namespaces is null)
                (namespaces, isNamespaceFirst) = (peer, pods is null);
            else if (peer.IsOwnPods() && pods is null)
                pods = peer;
            else
                return null;
        }

        var podNamespace = rule.Policy.Manifest.Namespace;
        if (namespaces is null || pods is not { } misplaced || !manifests.KnowsAllPodsNear(rule.Policy.Manifest, podNamespace))
            return null;
        var selector = Selector.From(misplaced.PodSelector);
        if (selector.IsEmpty || !manifests.HasNoPods(selector, podNamespace, rule.Policy.Manifest.Place))
            return null;

        // A selector that stands first may be that of clients to come, unless such pods live in another namespace.
        return isNamespaceFirst || manifests.FindNearMiss(selector, rule.Policy.Manifest) is { Requirement: null } ? misplaced : null;
    }

    private static void Analyze(ObjectAnalysisContext<NetworkPolicy> context)
    {
        if (context.Manifest.IsTransformed)
            return;
        foreach (var direction in Enum.GetValues<TrafficDirection>())
        {
            if (context.Object.Limits(direction) != true)
                continue;
            foreach (var rule in context.Object.Rules(direction))
            {
                if (FindMisplaced(context.Manifests, rule) is { } pods)
                    Report(context, rule, pods);
            }
        }
    }

    private static void Report(ObjectAnalysisContext<NetworkPolicy> context, PolicyRule rule, NetworkPolicyPeer pods)
    {
        var beside = rule.Peers.AsEnumerable().First(static peer => peer.IsWholeNamespaces());
        context.Report(Rule, pods.PodSelector, context.Manifest.Name, Selector.From(pods.PodSelector).Key, context.Manifest.Namespace)
            .AlsoAt(beside.NamespaceSelector.Node, "the item beside")
            .WithHelp("Write both selectors into one list item: without the dash before the second");
    }
}
