using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Subnets;

/// <summary>What the rules on missing role tags share: they differ in the scheme and in the side of the VPC.</summary>
internal static class MissingRoleTag
{
    /// <summary>Reports each VPC in which load balancers of a scheme look for a tag that no subnet carries.</summary>
    public static void Analyze(ManifestSetAnalysisContext context, DiagnosticDescriptor rule, LoadBalancerScheme scheme)
    {
        if (!context.Network.Vpcs.Any(vpc => vpc.Subnets.Any(subnet => context.MayReportAt(subnet.NameNode))))
            return;
        var seekers = FindSeekers(context)
            .Where(loadBalancer => loadBalancer.Scheme == scheme)
            .Select(loadBalancer => (LoadBalancer: loadBalancer, Vpc: context.Network.VpcOf(context.ClusterOf(loadBalancer.Manifest), loadBalancer.Manifest.Place)))
            .GroupBy(static seeker => seeker.Vpc, static seeker => seeker.LoadBalancer);
        foreach (var group in seekers)
        {
            if (group.Key is { IsComplete: true } vpc)
                Analyze(context, rule, vpc, scheme, [.. group]);
        }
    }

    private static IEnumerable<DiscoveringLoadBalancer> FindSeekers(ManifestSetAnalysisContext context)
    {
        var services = context.Manifests.OfKind("", Service.Kind)
            .Where(static manifest => manifest.Root.Document.MayHold(DocumentWords.LoadBalancer))
            .Select(Service.From)
            .Select(service => DiscoveringLoadBalancer.Of(service, context.LoadBalancerOf(service)));
        var ingresses = context.Manifests.OfKind("networking.k8s.io", Ingress.Kind).Select(Ingress.From)
            .Select(ingress => DiscoveringLoadBalancer.Of(ingress, context.LoadBalancerOf(ingress)));
        return services.Concat(ingresses).OfType<DiscoveringLoadBalancer>();
    }

    private static void Analyze(ManifestSetAnalysisContext context, DiagnosticDescriptor rule, Vpc vpc, LoadBalancerScheme scheme, List<DiscoveringLoadBalancer> seekers)
    {
        var role = SubnetRoles.For(scheme);
        var candidates = vpc.Subnets.Where(subnet => subnet.IsPublic == (scheme == LoadBalancerScheme.InternetFacing)).ToList();
        // A tag with a wrong value or a misspelt key is a finding of its own, and one on the wrong side of the VPC is found.
        if (candidates.Count == 0 || vpc.Subnets.Any(subnet => !subnet.AreTagsComplete || subnet.Tags.Any(tag => tag.Key == role || SubnetRoles.FindMeant(tag.Key) == role)))
            return;

        var isAutoMode = seekers.Exists(static seeker => seeker.IsAutoMode);
        var hasOtherTags = vpc.Subnets.Any(static subnet => subnet.Tags.Any(static tag => SubnetRoles.IsRole(tag.Key) || SubnetRoles.IsCluster(tag.Key)));
        var seeker = seekers.Find(static seeker => seeker.IsAutoMode) ?? seekers[0];
        var finding = context.Report(rule, candidates[0].NameNode, vpc.Name, role, seeker.Manifest.ToString())
            .WithSeverity(isAutoMode ? DiagnosticSeverity.Error : hasOtherTags ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info)
            .WithHint(isAutoMode ? "EKS Auto Mode has no other way to find them" : "controllers before 2.13 find no subnet, later ones go by the routes")
            .AlsoAt(seeker.SchemeNode, "the load balancer that looks for them");
        foreach (var subnet in candidates.Skip(1))
            finding.AlsoAt(subnet.NameNode, "lacks the tag too");

        if (candidates[0].Source == SubnetSource.Snapshot)
            finding.WithHelp(SubnetTagCommand.Create(role, candidates));
        else
            finding.WithFix($"Tag the subnets with '{role}'", FixSafety.Offer, [.. candidates.Select(subnet => AddTag(subnet, role))]);
    }

    private static SourceEdit? AddTag(Subnet subnet, string role)
    {
        if (subnet.TagsNode.Exists)
            return subnet.TagsNode.Tag is null ? YamlEdit.AddItem(subnet.TagsNode, ("Key", role), ("Value", SubnetRoles.Value)) : null;
        var sibling = subnet.Node["Properties"].Children.LastOrDefault(static property => property.IsScalar);
        return sibling.Exists ? YamlEdit.AddEntryAfter(sibling, "Tags", $"[{{Key: {role}, Value: \"{SubnetRoles.Value}\"}}]") : null;
    }
}
