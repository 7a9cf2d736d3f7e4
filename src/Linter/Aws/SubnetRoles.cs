using EksLint.Values;

namespace EksLint.Aws;

/// <summary>The tags by which load balancers find their subnets.</summary>
/// <remarks>kubernetes-sigs/aws-load-balancer-controller, pkg/networking/subnet_resolver.go: the EC2 filter takes the keys below with the values <c>1</c>
/// and empty, exactly; a tag <c>kubernetes.io/cluster/NAME</c> keeps a subnet for that cluster.</remarks>
public static class SubnetRoles
{
    /// <summary>The role of subnets for internet-facing load balancers.</summary>
    public const string Public = "kubernetes.io/role/elb";

    /// <summary>The role of subnets for internal load balancers.</summary>
    public const string Internal = "kubernetes.io/role/internal-elb";

    /// <summary>The value to write.</summary>
    public const string Value = "1";

    private const string ClusterPrefix = "kubernetes.io/cluster/";
    private const string RolePrefix = "kubernetes.io/role";
    private const string PublicWord = "elb";
    private const string InternalWord = "internal-elb";

    /// <summary>The role for a scheme.</summary>
    public static string For(LoadBalancerScheme scheme) => scheme == LoadBalancerScheme.InternetFacing ? Public : Internal;

    /// <summary>Whether a key is that of a role.</summary>
    public static bool IsRole(string key) => key is Public or Internal;

    /// <summary>Whether a tag keeps a subnet for a cluster, or says that clusters share it.</summary>
    public static bool IsCluster(string key) => key.StartsWith(ClusterPrefix, StringComparison.Ordinal);

    /// <summary>Whether the controller's filter takes a value.</summary>
    public static bool IsAccepted(string value) => value is Value or "";

    /// <summary>Whether a key of which only the beginning is known could be that of a role.</summary>
    public static bool CouldBegin(string prefix) => Public.StartsWith(prefix, StringComparison.Ordinal) || Internal.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>The role that a misspelt key means; null where a key is right, or means something else.</summary>
    /// <remarks><c>kubernetes.io/role/cni</c> is right: the VPC CNI finds its subnets by it (aws/amazon-vpc-cni-k8s, README.md,
    /// ENABLE_SUBNET_DISCOVERY).</remarks>
    public static string? FindMeant(string key)
    {
        if (IsRole(key))
            return null;
        // The tag of the in-tree provider before its names were settled, with a hyphen in place of the slash.
        if (key is "alpha.kubernetes.io/role-elb")
            return Public;
        if (key is "alpha.kubernetes.io/role-internal-elb")
            return Internal;
        var slash = key.LastIndexOf('/');
        if (slash < 0 || !IsNearPrefix(key[..slash], out var isExact))
            return null;
        return MeantWord(key[(slash + 1)..], isExact);
    }

    private static bool IsNearPrefix(string prefix, out bool isExact)
    {
        isExact = prefix == RolePrefix;
        return isExact || prefix is "k8s.io/role" or "kubernetes.io" || NearestName.Find(prefix, [RolePrefix]) is not null;
    }

    private static string? MeantWord(string word, bool isExactPrefix)
    {
        if (word.Equals(PublicWord, StringComparison.OrdinalIgnoreCase))
            return Public;
        if (word.Equals(InternalWord, StringComparison.OrdinalIgnoreCase))
            return Internal;
        // One mistake a key: a strange word behind a strange prefix means something else.
        if (!isExactPrefix)
            return null;
        return word switch
        {
            "alb" or "nlb" or "lb" or "clb" or "public-elb" or "elb-public" or "external-elb" or "public-lb" or "public" => Public,
            "internal-alb" or "internal-nlb" or "internal-lb" or "elb-internal" or "private-elb" or "private-lb" or "internal" or "private" => Internal,
            _ when NearestName.Find(word, [InternalWord]) is not null => Internal,
            _ when NearestName.Distance(word, PublicWord, bound: 1) <= 1 => Public,
            _ => null,
        };
    }
}
