using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class InstanceTypeNameTests
{
    [Theory]
    [InlineData("m5.large", true)]
    [InlineData("t4g.nano", true)]
    [InlineData("c7gn.xlarge", true)]
    [InlineData("m8i-flex.2xlarge", true)]
    [InlineData("u-6tb1.112xlarge", true)]
    [InlineData("u7i-12tb.224xlarge", true)]
    [InlineData("mac2-m2pro.metal", true)]
    [InlineData("p6-b200.48xlarge", true)]
    [InlineData("m7i.metal-24xl", true)]
    [InlineData("", false)]
    [InlineData("m5", false)]
    [InlineData(".large", false)]
    [InlineData("m5.", false)]
    [InlineData("M5.large", false)]
    [InlineData("m.large", false)]
    [InlineData("5m.large", false)]
    [InlineData("m5-.large", false)]
    [InlineData("m5_x.large", false)]
    [InlineData("m5.Large", false)]
    [InlineData("m5.xxlarge", false)]
    [InlineData("m5.0xlarge", false)]
    [InlineData("m5.2large", false)]
    [InlineData("m5.9999xlarge", false)]
    [InlineData("m5.metal-", false)]
    [InlineData("m5.metal-24xlarge", false)]
    [InlineData("m5.large ", false)]
    [InlineData("db.m5.large", false)]
    public void Instance_types_are_a_family_and_a_size(string text, bool looksValid) => Assert.Equal(looksValid, InstanceTypeName.LooksValid(text));
}
