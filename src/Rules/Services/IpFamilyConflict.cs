using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2025: ipFamilies, ipFamilyPolicy, clusterIP and clusterIPs contradict each other, or the cluster.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateServiceClusterIPsRelatedFields; pkg/registry/core/service/storage/alloc.go, initIPFamilyFields
/// (without policy a Service is SingleStack, unless it is headless and has no selector) and storage.go, normalizeClusterIPs (clusterIPs are not copied to
/// clusterIP). Amazon EKS user guide, cni-ipv6: a cluster has Services of one family.</remarks>
public sealed class IpFamilyConflict : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2025",
        title: "The address families of a Service contradict each other",
        messageFormat: "{0}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service.",
        helpLinkUri: RuleHelp.Uri("EKS2025"),
        customTags: "ip-family-conflict");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        var saysNothing = !spec.ClusterIP.Node.Exists && !spec.ClusterIPs.Node.Exists && !spec.IpFamilies.Node.Exists && !spec.IpFamilyPolicy.Node.Exists;
        if (saysNothing || spec.Type.Is("ExternalName"u8) || spec.Type.IsUnknown || context.Manifest.IsTransformed)
            return;

        // What follows from a first mistake would be noise.
        _ = FindInClusterIPs(context) || FindInFamilies(context) || FindAgainstPolicy(context) || FindAgainstCluster(context);
    }

    private static bool FindInClusterIPs(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        var addresses = Known(spec.ClusterIPs);
        if (addresses.Length == 0 || spec.ClusterIP.IsUnknown)
            return false;
        if (!spec.ClusterIP.IsSet)
            return Report(context, spec.ClusterIPs.Node, $"Service '{context.Object.Name}' has clusterIPs, but no clusterIP, which must be the first of them");
        if (!spec.ClusterIP.Is(addresses[0].Text))
            return Report(context, addresses[0].Node, $"The first of clusterIPs is {addresses[0].Text}, but clusterIP is {spec.ClusterIP.Text}: they must be the same", spec.ClusterIP.Node);
        if (addresses.Length > 2)
            return Report(context, addresses[2].Node, "clusterIPs has more than two addresses: one of each family is the most");
        if (addresses.Length == 2 && addresses.FirstOrDefault(static address => address.Is("None"u8)) is { IsSet: true } none)
            return Report(context, none.Node, "clusterIPs has 'None' beside another value: a Service is headless or has addresses");
        return addresses is [var first, var second] && IsIPv6(first) is { } family && IsIPv6(second) == family
            && Report(context, second.Node, $"clusterIPs has two {NameOf(family)} addresses: one of each family is the most", first.Node);
    }

    private static bool FindInFamilies(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        var families = Known(spec.IpFamilies);
        var seen = new Dictionary<string, StringValue>(StringComparer.Ordinal);
        foreach (var family in families)
        {
            if (!seen.TryAdd(family.Text, family))
                return Report(context, family.Node, $"ipFamilies names {family.Text} twice", seen[family.Text].Node);
        }

        var addresses = spec.ClusterIPs.Count > 0 ? Known(spec.ClusterIPs) : spec.ClusterIP.IsSet ? [spec.ClusterIP] : [];
        for (var i = 0; i < Math.Min(families.Length, addresses.Length); i++)
        {
            if (families[i].Text is "IPv4" or "IPv6" && IsIPv6(addresses[i]) is { } family && !families[i].Is(NameOf(family)))
                return Report(context, addresses[i].Node, $"{addresses[i].Text} is an {NameOf(family)} address, but ipFamilies has {families[i].Text} in its place", families[i].Node);
        }

        return false;
    }

    private static bool FindAgainstPolicy(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        var policy = spec.IpFamilyPolicy;
        if (policy.IsSet ? !policy.Is("SingleStack"u8) : TakesAnyFamily(context.Object))
            return false;
        var (field, count) = spec.IpFamilies.Count == 2 ? (spec.IpFamilies.Node, "families") : (spec.ClusterIPs.Node, "addresses");
        if (field.Count != 2)
            return false;
        return policy.IsSet
            ? Report(context, policy.Node, $"ipFamilyPolicy is SingleStack, but Service '{context.Object.Name}' names two {count}", field)
            : Report(context, field, $"Service '{context.Object.Name}' names two {count}, but no ipFamilyPolicy, which means SingleStack");
    }

    private static bool FindAgainstCluster(ObjectAnalysisContext<Service> context)
    {
        var spec = context.Object.Spec;
        if (TakesAnyFamily(context.Object))
            return false;
        var isIPv6 = context.Cluster.HasIPv6Services;
        if (spec.IpFamilyPolicy.Is("RequireDualStack"u8))
        {
            context.Report(Rule, spec.IpFamilyPolicy, $"Service '{context.Object.Name}' requires both families, but a cluster of EKS has Services of one")
                .WithSeverity(isIPv6 is null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error);
            return true;
        }

        if (isIPv6 is not { } clusterIsIPv6)
            return false;
        var clusterFamily = NameOf(clusterIsIPv6);
        var family = context.Cluster.Config is { } config ? config.KubernetesNetworkConfig.IpFamily.Node : default;
        if (Array.Find(Known(spec.IpFamilies), family => family.Text is "IPv4" or "IPv6" && !family.Is(clusterFamily)) is { IsSet: true } foreign)
            return Report(context, foreign.Node, $"ipFamilies names {foreign.Text}, but the cluster's Services have {clusterFamily} addresses only", family);
        return IsIPv6(spec.ClusterIP) is { } addressIsIPv6 && addressIsIPv6 != clusterIsIPv6
            && Report(context, spec.ClusterIP.Node, $"clusterIP {spec.ClusterIP.Text} is an {NameOf(addressIsIPv6)} address, but the cluster's Services have {clusterFamily} addresses only", family);
    }

    /// <summary>Whether the API server leaves the families to the Service: it has no address and nobody looks for its pods.</summary>
    private static bool TakesAnyFamily(Service service) => service.IsHeadless() && service.Spec.Selector.Count == 0;

    private static StringValue[] Known(ListValue<StringValue> list)
    {
        StringValue[] values = [.. list.AsEnumerable()];
        return values.All(static value => value.IsSet && !value.IsUnknown) ? values : [];
    }

    private static bool? IsIPv6(StringValue address) => IpAddress.TryParse(address.Text, out var parsed) ? parsed.IsIPv6 : null;

    private static string NameOf(bool isIPv6) => isIPv6 ? "IPv6" : "IPv4";

    private static bool Report(ObjectAnalysisContext<Service> context, YamlNode node, string message, YamlNode other = default)
    {
        context.Report(Rule, node, message).AlsoAt(other, "what it contradicts");
        return true;
    }
}
