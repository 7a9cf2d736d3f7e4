using EksLint.Aws;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class PodDensityTests
{
    private static readonly CniMode Secondary = new(PrefixDelegation: false);
    private static readonly CniMode Prefixes = new(PrefixDelegation: true);
    private static readonly CniMode OtherSubnets = new(CustomNetworking: true);
    private static readonly CniMode Trunk = new(PodEni: true);

    [Theory]
    [InlineData("t3.nano", 2, 2, 2, 2, 4)]
    [InlineData("t3.small", 2, 3, 4, 9, 11)]
    [InlineData("t3.medium", 2, 3, 6, 15, 17)]
    [InlineData("m5.large", 2, 3, 10, 27, 29)]
    [InlineData("m5.xlarge", 4, 4, 15, 56, 58)]
    [InlineData("m5.4xlarge", 16, 8, 30, 232, 234)]
    [InlineData("m5.8xlarge", 32, 8, 30, 232, 234)]
    [InlineData("m5.24xlarge", 96, 15, 50, 735, 737)]
    [InlineData("p5.48xlarge", 192, 2, 50, 98, 100)]
    public void Single_addresses(string name, int cpus, int interfaces, int addresses, int podAddresses, int maxPods)
    {
        var type = InstanceTypes.Find(name)!;
        Assert.Equal((cpus, interfaces, addresses), (type.VirtualCpus, type.Interfaces, type.AddressesPerInterface));
        Assert.Equal(podAddresses, PodDensity.Addresses(type, Secondary));
        Assert.Equal(maxPods, PodDensity.MaxPods(type, Secondary));
    }

    [Theory]
    [InlineData("m5.4xlarge", 110)]
    [InlineData("m5.8xlarge", 234)]
    [InlineData("m5.24xlarge", 250)]
    [InlineData("p5.48xlarge", 100)]
    public void The_ceiling_holds_for_single_addresses_too(string name, int recommended) =>
        Assert.Equal(recommended, PodDensity.RecommendedMaxPods(InstanceTypes.Find(name)!, Secondary));

    [Theory]
    [InlineData("t3.small", 144, 146, 110)]
    [InlineData("t3.medium", 240, 242, 110)]
    [InlineData("m5.large", 432, 434, 110)]
    [InlineData("m5.8xlarge", 3712, 3714, 250)]
    [InlineData("t2.medium", 15, 17, 17)]
    [InlineData("t3.nano", 32, 34, 34)]
    public void Prefixes_hold_sixteen_addresses_where_the_type_takes_them(string name, int addresses, int maxPods, int recommended)
    {
        var type = InstanceTypes.Find(name)!;
        Assert.Equal(addresses, PodDensity.Addresses(type, Prefixes));
        Assert.Equal(maxPods, PodDensity.MaxPods(type, Prefixes));
        Assert.Equal(recommended, PodDensity.RecommendedMaxPods(type, Prefixes));
    }

    [Theory]
    [InlineData("m5.large", 20, 290)]
    [InlineData("m5.xlarge", 44, 674)]
    [InlineData("c5.4xlarge", 205, 3250)]
    [InlineData("t3.nano", 3, 18)]
    public void Custom_networking_costs_the_primary_interface(string name, int maxPods, int maxPodsWithPrefixes)
    {
        var type = InstanceTypes.Find(name)!;
        Assert.Equal(maxPods, PodDensity.MaxPods(type, OtherSubnets));
        Assert.Equal(maxPodsWithPrefixes, PodDensity.MaxPods(type, OtherSubnets with { PrefixDelegation = true }));
    }

    [Theory]
    [InlineData("a1.medium", 3, 10)]
    [InlineData("m5.large", 18, 9)]
    [InlineData("m5.xlarge", 42, 18)]
    [InlineData("c5.4xlarge", 203, 54)]
    [InlineData("m5.24xlarge", 686, 107)]
    [InlineData("g4dn.xlarge", 18, 39)]
    [InlineData("p5.48xlarge", 49, 120)]
    [InlineData("t3.medium", 15, 0)]
    public void The_trunk_costs_an_interface_where_the_type_has_branches(string name, int addresses, int branches)
    {
        var type = InstanceTypes.Find(name)!;
        Assert.Equal(addresses, PodDensity.Addresses(type, Trunk));
        Assert.Equal(branches, PodDensity.BranchPods(type, Trunk));
        Assert.Equal(0, PodDensity.BranchPods(type, Secondary));
    }

    [Fact]
    public void Bare_metal_takes_prefixes() => Assert.Equal(15 * 49 * 16, PodDensity.Addresses(InstanceTypes.Find("m5.metal")!, Prefixes));

    [Theory]
    [InlineData("p4d.24xlarge", 737)]
    [InlineData("trn1n.32xlarge", 247)]
    [InlineData("g6e.48xlarge", 492)]
    [InlineData("c6in.32xlarge", 394)]
    public void Only_the_default_network_card_counts(string name, int maxPods) =>
        Assert.Equal(maxPods, PodDensity.MaxPods(InstanceTypes.Find(name)!, Secondary));
}
