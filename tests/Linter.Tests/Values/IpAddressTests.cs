using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("2001:DB8::68", "2001:db8::68")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("1::", "1::")]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201")]
    public void Addresses_are_read(string text, string canonical)
    {
        Assert.Null(IpAddress.Problem(text));
        Assert.True(IpAddress.TryParse(text, out var address));
        Assert.Equal(canonical, address.ToString());
        Assert.Equal(text.Contains(':', StringComparison.Ordinal), address.IsIPv6);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("localhost", "is not an IP address")]
    [InlineData("10.0.0", "has 3 octets, not four")]
    [InlineData("10.0.0.0.1", "has more than four octets")]
    [InlineData("10..0.1", "has an empty octet")]
    [InlineData("10.0.0.256", "has an octet above 255 ('256')")]
    [InlineData("10.0.0.99999999999", "has an octet above 255 ('99999999999')")]
    [InlineData("10.0.0.01", "has an octet with a leading zero ('01')")]
    [InlineData("10.0.0.1 ", "has a blank")]
    [InlineData("example.com", "has the character 'e'")]
    [InlineData("10.0.0.1:80", "has the character ':'")]
    [InlineData("fe80::1%eth0", "has a zone ('%')")]
    [InlineData(":", "is not an IPv6 address")]
    [InlineData(":::", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:6:7", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:6:7:8:9", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:6:7:8::", "is not an IPv6 address")]
    [InlineData("1::2::3", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:6:7:", "is not an IPv6 address")]
    [InlineData("12345::", "is not an IPv6 address")]
    [InlineData("::g", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:6:7:192.0.2.1", "is not an IPv6 address")]
    [InlineData("1:2:3:4:5:192.0.2.1", "is not an IPv6 address")]
    public void What_is_no_address_is_named(string text, string problem)
    {
        Assert.False(IpAddress.TryParse(text, out _));
        Assert.Equal(problem, IpAddress.Problem(text));
    }
}
