using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class PortRangeTests
{
    [Theory]
    [InlineData(29999, false)]
    [InlineData(30000, true)]
    [InlineData(32767, true)]
    [InlineData(32768, false)]
    [InlineData(long.MaxValue, false)]
    public void Both_ends_belong_to_the_range(long port, bool expected) => Assert.Equal(expected, PortRange.DefaultNodePorts.Contains(port));

    [Fact]
    public void A_range_is_shown_as_it_is_written() => Assert.Equal("30000-32767", PortRange.DefaultNodePorts.ToString());
}
