using EksLint.Model.Kubernetes;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>The addresses that a cluster's VPC may have: those of its nodes, pods and load balancers.</summary>
/// <remarks>eksctl-io/eksctl, pkg/apis/eksctl.io/v1alpha5/vpc.go: a VPC that eksctl creates has <c>vpc.cidr</c>, or 192.168.0.0/16, and the extra blocks
/// of the ClusterConfig. Amazon VPC user guide, "VPC CIDR blocks": the private ranges are recommended, and blocks are added later mostly from
/// 100.64.0.0/10.</remarks>
public sealed class VpcAddresses
{
    private static readonly Cidr[] PrivateRanges = [Parse("10.0.0.0/8"), Parse("172.16.0.0/12"), Parse("192.168.0.0/16"), Parse("100.64.0.0/10")];
    private static readonly Cidr DefaultRange = Parse("192.168.0.0/16");
    private static readonly Cidr AddedRange = Parse("100.64.0.0/10");

    private readonly IReadOnlyList<Cidr> _ranges;

    private VpcAddresses(IReadOnlyList<Cidr> ranges) => _ranges = ranges;

    /// <summary>Any private address: what is known of a VPC of which nothing is known.</summary>
    public static VpcAddresses AnyPrivate { get; } = new(PrivateRanges);

    /// <summary>The addresses of a cluster's VPC; any private address where eksctl does not create it.</summary>
    public static VpcAddresses Of(ClusterFacts cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (!cluster.CreatesVpc || cluster.Config is not { } config)
            return AnyPrivate;
        var own = DefaultRange;
        if (config.Vpc.Cidr.IsSet && !Cidr.TryParse(config.Vpc.Cidr.Text, out own))
            return AnyPrivate;
        var ranges = new List<Cidr> { own, AddedRange };
        foreach (var extra in config.Vpc.ExtraCIDRs)
        {
            if (!Cidr.TryParse(extra.Text, out var range))
                return AnyPrivate;
            ranges.Add(range);
        }

        return new VpcAddresses(ranges);
    }

    /// <summary>Whether a block without its exceptions holds an address of the VPC, or may do so: an IPv6 address always may be one.</summary>
    public bool MayBeIn(IPBlock block)
    {
        if (!Cidr.TryParse(block.Cidr.Text, out var whole) || whole.IsIPv6)
            return true;
        var exceptions = new List<Cidr>();
        foreach (var exception in block.Except)
        {
            if (Cidr.TryParse(exception.Text, out var range))
                exceptions.Add(range);
        }

        foreach (var range in _ranges)
        {
            var common = range.Contains(whole) ? whole : range;
            if (range.Overlaps(whole) && !exceptions.Exists(exception => exception.Contains(common)))
                return true;
        }

        return false;
    }

    private static Cidr Parse(string text) => Cidr.TryParse(text, out var range) ? range : throw new FormatException(text);
}
