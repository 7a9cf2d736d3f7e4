using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class CidrTests
{
    [Theory]
    [InlineData("10.0.0.0/16", false, "10.0.0.0/16", "10.0.255.255", 65536, 65531)]
    [InlineData("10.0.1.0/16", true, "10.0.0.0/16", "10.0.255.255", 65536, 65531)]
    [InlineData("192.168.0.0/28", false, "192.168.0.0/28", "192.168.0.15", 16, 11)]
    [InlineData("10.0.0.4/30", false, "10.0.0.4/30", "10.0.0.7", 4, 0)]
    [InlineData("10.0.0.1/32", false, "10.0.0.1/32", "10.0.0.1", 1, 0)]
    [InlineData("0.0.0.0/0", false, "0.0.0.0/0", "255.255.255.255", 4294967296, 4294967291)]
    [InlineData("10.0.0.0/016", false, "10.0.0.0/16", "10.0.255.255", 65536, 65531)]
    [InlineData("2001:db8::/120", false, "2001:db8::/120", "2001:db8::ff", 256, 251)]
    [InlineData("2001:db8::1/64", true, "2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", long.MaxValue, long.MaxValue - 5)]
    [InlineData("::/0", false, "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", long.MaxValue, long.MaxValue - 5)]
    [InlineData("::1/128", false, "::1/128", "::1", 1, 0)]
    public void Blocks_know_their_addresses(string text, bool hasHostBits, string masked, string last, long count, long usable)
    {
        Assert.Null(Cidr.Problem(text));
        Assert.True(Cidr.TryParse(text, out var block));
        Assert.Equal(hasHostBits, block.HasHostBits);
        Assert.Equal(masked, block.Masked.ToString());
        Assert.Equal(last, block.Last.ToString());
        Assert.Equal(count, block.AddressCount);
        Assert.Equal(usable, block.UsableInSubnet);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("10.0.0.0", "has no prefix length ('/24')")]
    [InlineData("/16", "has no address before '/'")]
    [InlineData("10.0.0.0/", "has a prefix length that is not a number ('')")]
    [InlineData("10.0.0.0/-1", "has a prefix length that is not a number ('-1')")]
    [InlineData("10.0.0.0/16/8", "has a prefix length that is not a number ('16/8')")]
    [InlineData("10.0.0.0/33", "has a prefix length above 32")]
    [InlineData("10.0.0.0/99999999999999", "has a prefix length above 32")]
    [InlineData("::/129", "has a prefix length above 128")]
    [InlineData("10.0.0/16", "has 3 octets, not four")]
    [InlineData("010.0.0.0/16", "has an octet with a leading zero ('010')")]
    [InlineData("fe80::%eth0/64", "has a zone ('%')")]
    public void What_is_no_block_is_named(string text, string problem)
    {
        Assert.False(Cidr.TryParse(text, out _));
        Assert.Equal(problem, Cidr.Problem(text));
    }

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.1.0/24", true, true)]
    [InlineData("10.0.1.0/24", "10.0.0.0/16", false, true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/16", true, true)]
    [InlineData("10.0.5.0/16", "10.0.1.0/24", true, true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/16", false, false)]
    [InlineData("0.0.0.0/0", "::/0", false, false)]
    [InlineData("::/0", "2001:db8::/32", true, true)]
    public void Blocks_contain_and_overlap(string outer, string inner, bool contains, bool overlaps)
    {
        Assert.Equal(contains, Parse(outer).Contains(Parse(inner)));
        Assert.Equal(overlaps, Parse(outer).Overlaps(Parse(inner)));
        Assert.Equal(overlaps, Parse(inner).Overlaps(Parse(outer)));
    }

    private static Cidr Parse(string text) => Cidr.TryParse(text, out var block) ? block : throw new ArgumentException(text, nameof(text));
}
