using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4009: NetworkPolicies for a cluster whose VPC CNI does not enforce them.</summary>
/// <remarks>Amazon EKS user guide, "Restrict Pod network traffic with Kubernetes network policies": the node agent of the vpc-cni add-on ignores policies until
/// its configuration says <c>enableNetworkPolicy: "true"</c>.</remarks>
public sealed class PolicyNotEnforced : ManifestAnalyzer
{
    private const string Switch = "\"enableNetworkPolicy\": \"true\"";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4009",
        title: "Nothing enforces the NetworkPolicies",
        messageFormat: "The vpc-cni add-on of cluster '{0}' does not enforce NetworkPolicies, and nothing else in sight does: NetworkPolicy '{1}' has no effect",
        RuleCategories.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The API server accepts the policies, and all traffic stays admitted.",
        helpLinkUri: RuleHelp.Uri("EKS4009"),
        customTags: "policy-not-enforced");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        if (!context.MayReportOn("eksctl.io", ClusterConfig.Kind))
            return;
        var policies = context.Manifests.NetworkPolicies;
        if (!policies.IsEmpty && !PolicyEngines.MayBeIn(context.Manifests))
            Check(context, policies);
    }

    private static void Check(ManifestSetAnalysisContext context, NetworkPolicyIndex policies)
    {
        var clusters = new Dictionary<ManifestObject, (ClusterConfig Config, NetworkPolicy Policy)>();
        foreach (var policy in policies.Namespaces.SelectMany(policies.In))
        {
            // Where EKS Auto Mode is on, or may be, its own switch decides.
            var cluster = context.ClusterOf(policy.Manifest);
            if (cluster is { Config: { } config, UsesAutoMode: false })
                clusters.TryAdd(config.Manifest, (config, policy));
        }

        foreach (var (manifest, (config, policy)) in clusters)
        {
            if (PolicyEngines.MayBeIn(config) || VpcCniFacts.Of(config, context.Manifests) is not { NetworkPolicies: false } cni)
                continue;
            var finding = context.ReportIn(manifest, Rule, cni.Node, config.Metadata.Name.Text, policy.Manifest.Name)
                .AlsoAt(policy.Metadata.Name.Node, "a policy that is meant for this cluster")
                .WithHelp("Set enableNetworkPolicy: \"true\" in the add-on's configurationValues");
            Offer(finding, config, cni);
        }
    }

    private static void Offer(DiagnosticBuilder finding, ClusterConfig config, VpcCniFacts cni)
    {
        var addon = config.Addons.AsEnumerable().First(addon => cni.Node == addon.Name.Node || cni.Node == addon.ConfigurationValues.Node);
        var values = addon.ConfigurationValues;
        const string title = "Enable them in the add-on's configurationValues";
        if (!values.Node.Exists)
            finding.WithFix(title, FixSafety.Offer, YamlEdit.AddEntryAfter(addon.Name.Node, "configurationValues", $"'{{{Switch}}}'"));
        else if (values is { Node.Style: NodeStyle.SingleQuoted, Text: ['{', .. var rest] } && !rest.Contains("enableNetworkPolicy", StringComparison.Ordinal))
            finding.WithFix(title, FixSafety.Offer, YamlEdit.ReplaceText(values.Node, "{" + Switch + (rest.TrimStart() is "}" ? "" : ", ") + rest));
    }
}
