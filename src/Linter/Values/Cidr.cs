using System.Globalization;

namespace EksLint.Values;

/// <summary>A block of addresses: <c>10.0.0.0/16</c>, <c>2001:db8::/56</c>.</summary>
/// <remarks>Reads what Go's net.ParseCIDR reads (golang/go, src/net/ip.go): an address without leading zeros or zone, a slash, a prefix length in
/// decimal digits. Bits behind the prefix are allowed there and kept here, see <see cref="HasHostBits"/>.</remarks>
/// <param name="Address">The address as it was written.</param>
/// <param name="PrefixLength">How many leading bits all addresses of the block share.</param>
public readonly record struct Cidr(IpAddress Address, int PrefixLength)
{
    // Amazon VPC user guide, "Subnet CIDR blocks": the first four addresses and the last one of each subnet cannot be used.
    private const int ReservedInSubnet = 5;

    /// <summary>Which family the block is of.</summary>
    public bool IsIPv6 => Address.IsIPv6;

    /// <summary>Whether the address has bits set behind the prefix: <c>10.0.1.0/16</c>.</summary>
    public bool HasHostBits => (Address.Bits & HostMask) != 0;

    /// <summary>The first address of the block.</summary>
    public IpAddress First => Address with { Bits = Address.Bits & ~HostMask };

    /// <summary>The last address of the block.</summary>
    public IpAddress Last => Address with { Bits = Address.Bits | HostMask };

    /// <summary>The same block with its first address: <c>10.0.0.0/16</c> for <c>10.0.1.0/16</c>.</summary>
    public Cidr Masked => this with { Address = First };

    /// <summary>How many addresses the block has; 2^63-1 for an IPv6 block with more.</summary>
    public long AddressCount => HostMask >= long.MaxValue ? long.MaxValue : (long)HostMask + 1;

    /// <summary>How many addresses network interfaces can have when the block is a subnet on AWS, which keeps five for itself.</summary>
    public long UsableInSubnet => Math.Max(0, AddressCount - ReservedInSubnet);

    private UInt128 HostMask => PrefixLength >= Address.BitLength ? 0 : UInt128.MaxValue >> 128 - Address.BitLength + PrefixLength;

    /// <summary>Reads a block.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cidr block) => Read(text, out block) is null;

    /// <summary>What is wrong with a text that should be a block of addresses, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text) => Read(text, out _);

    /// <summary>Whether an address is in the block.</summary>
    public bool Contains(IpAddress address) => address.IsIPv6 == IsIPv6 && (address.Bits & ~HostMask) == First.Bits;

    /// <summary>Whether the whole of another block is in this one.</summary>
    public bool Contains(Cidr other) => other.PrefixLength >= PrefixLength && Contains(other.Address);

    /// <summary>Whether the blocks share an address: then one is in the other.</summary>
    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The block as text, with the address as it was written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");

    private static string? Read(ReadOnlySpan<char> text, out Cidr block)
    {
        block = default;
        if (text.IsEmpty)
            return "is empty";
        var slash = text.IndexOf('/');
        if (slash < 0)
            return "has no prefix length ('/24')";
        if (IpAddress.Read(text[..slash], out var address) is { } problem)
            return slash == 0 ? "has no address before '/'" : problem;

        var prefix = text[(slash + 1)..];
        if (prefix.IsEmpty || prefix.ContainsAnyExceptInRange('0', '9'))
            return $"has a prefix length that is not a number ('{CharacterWords.Excerpt(prefix)}')";
        if (!int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.BitLength)
            return $"has a prefix length above {address.BitLength}";
        block = new Cidr(address, length);
        return null;
    }
}
