using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Subnets;

/// <summary>EKS6001: an internet-facing load balancer looks for a tag that no public subnet of its VPC has.</summary>
/// <remarks>Subnets with the tag are the only candidates; without any, version 2.13 and later look at the routes of the VPC, earlier ones give up, and so
/// does EKS Auto Mode. eksctl tags the subnets that it creates. Sources: kubernetes-sigs/aws-load-balancer-controller,
/// pkg/networking/subnet_resolver.go and docs/deploy/subnet_discovery.md; Amazon EKS user guide, "Tag subnets for EKS Auto Mode".</remarks>
public sealed class PublicRoleTagMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS6001",
        title: "Public subnets without the tag by which internet-facing load balancers find them",
        messageFormat: "None of the public subnets of VPC '{0}' has the tag '{1}', by which the load balancer of {2} finds them",
        RuleCategories.Subnets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The load balancer is not made, or comes to stand in subnets that nobody chose.",
        helpLinkUri: RuleHelp.Uri("EKS6001"),
        customTags: "public-role-tag-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) =>
        context.RegisterManifestSetAction(static set => MissingRoleTag.Analyze(set, Rule, LoadBalancerScheme.InternetFacing));
}
