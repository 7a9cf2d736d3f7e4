using EksLint.Aws;
using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class InstanceTypesTests
{
    [Fact]
    public void Every_name_is_found_and_has_the_form_of_one()
    {
        var names = InstanceTypes.Names.ToList();
        Assert.Equal(1420, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.All(names, name => Assert.Equal(name, InstanceTypes.Find(name)?.Name));
        Assert.All(names, name => Assert.True(InstanceTypeName.LooksValid(name), name));
        Assert.All(names, name => Assert.True(InstanceTypes.KnowsFamily(name[..name.IndexOf('.', StringComparison.Ordinal)])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("instance_type")]
    [InlineData("m5")]
    [InlineData("m5.")]
    [InlineData("m5.large,3")]
    [InlineData("5.large")]
    [InlineData("M5.LARGE")]
    [InlineData("m5.lárge")]
    [InlineData("m5.large\n")]
    public void What_is_no_name_is_not_found(string name) => Assert.Null(InstanceTypes.Find(name == "instance_type" ? "max_enis" : name));

    [Fact]
    public void A_very_long_name_is_not_found() => Assert.Null(InstanceTypes.Find(new string('m', 100_000)));

    [Theory]
    [InlineData("m5", true)]
    [InlineData("u-6tb1", true)]
    [InlineData("m", false)]
    [InlineData("5", false)]
    [InlineData("m55", false)]
    public void Families(string family, bool isKnown) => Assert.Equal(isKnown, InstanceTypes.KnowsFamily(family));

    [Fact]
    public void Unknown_fields_are_null()
    {
        Assert.Null(InstanceTypes.Find("t3.medium")!.BranchInterfaces);
        Assert.Null(InstanceTypes.Find("mac1.metal")!.VirtualCpus);
        Assert.Null(PodDensity.Ceiling(InstanceTypes.Find("mac1.metal")!));
    }
}
