using System.Globalization;
using System.Text;

namespace EksLint.Values;

/// <summary>An IPv4 or IPv6 address.</summary>
/// <remarks>Reads what Go's net.ParseIP reads (golang/go, src/net/netip/netip.go, ParseAddr without a zone): no leading zeros in IPv4, one
/// <c>::</c> in IPv6 that stands for at least one group, an IPv4 address as the last two groups. An IPv6 address that wraps an IPv4 one stays
/// IPv6.</remarks>
public readonly record struct IpAddress
{
    private const int Groups = 8;

    // Two halves: a type with 128 bits in one cannot be compiled ahead of time, nor what holds it or is handed it.
    private readonly ulong _high;
    private readonly ulong _low;

    /// <summary>An address.</summary>
    /// <param name="bits">The address as a number; an IPv4 address is in the lowest 32 bits.</param>
    /// <param name="isIPv6">Which family it is of.</param>
    public IpAddress(UInt128 bits, bool isIPv6)
    {
        Bits = bits;
        IsIPv6 = isIPv6;
    }

    private IpAddress(uint bits) => _low = bits;

    /// <summary>The address as a number; an IPv4 address is in the lowest 32 bits.</summary>
    public UInt128 Bits
    {
        get => new(_high, _low);
        init => (_high, _low) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>Which family it is of.</summary>
    public bool IsIPv6 { get; }

    /// <summary>The number of bits in an address of this family: 32 or 128.</summary>
    public int BitLength => IsIPv6 ? 128 : 32;

    /// <summary>Reads an address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address) => Read(text, out address) is null;

    /// <summary>What is wrong with a text that should be an IP address, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text) => Read(text, out _);

    /// <summary>The address in the form of RFC 5952: lower case, the longest run of zero groups shortened.</summary>
    public override string ToString() => IsIPv6 ? FormatIPv6() : FormatIPv4((uint)Bits);

    internal static string? Read(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.IsEmpty)
            return "is empty";
        var separator = text.IndexOfAny('.', ':');
        if (separator < 0)
            return "is not an IP address";
        if (text[separator] == '.')
        {
            var problem = ReadIPv4(text, out var bits);
            address = new IpAddress(bits);
            return problem;
        }

        return text.Contains('%') ? "has a zone ('%')" : ReadIPv6(text, out address);
    }

    private static string? ReadIPv6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (!TryReadIPv6(text, out var wide))
            return "is not an IPv6 address";
        address = new IpAddress(wide, isIPv6: true);
        return null;
    }

    private static string? ReadIPv4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            if (++count > 4)
                return "has more than four octets";
            if (octet.IsEmpty)
                return "has an empty octet";
            var other = octet.IndexOfAnyExceptInRange('0', '9');
            if (other >= 0)
                return $"has {CharacterWords.Describe(octet, other)}";
            if (octet.Length > 1 && octet[0] == '0')
                return $"has an octet with a leading zero ('{CharacterWords.Excerpt(octet)}')";
            if (!byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return $"has an octet above 255 ('{CharacterWords.Excerpt(octet)}')";
            bits = bits << 8 | value;
        }

        return count == 4 ? null : $"has {count} octets, not four";
    }

    private static bool TryReadIPv6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        Span<ushort> groups = stackalloc ushort[Groups];
        groups.Clear();
        var count = 0;
        var ellipsis = -1;
        if (text.StartsWith("::"))
        {
            ellipsis = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            var end = text.IndexOf(':');
            var group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains('.'))
            {
                if (count > Groups - 2 || ReadIPv4(group, out var embedded) is not null)
                    return false;
                groups[count++] = (ushort)(embedded >> 16);
                groups[count++] = (ushort)embedded;
                break;
            }

            if (count == Groups || !TryReadGroup(group, out groups[count]))
                return false;
            count++;
            if (end < 0)
                break;

            text = text[(end + 1)..];
            if (text.IsEmpty)
                return false;
            if (text[0] != ':')
                continue;
            if (ellipsis >= 0)
                return false;
            ellipsis = count;
            text = text[1..];
        }

        if (ellipsis < 0 ? count < Groups : count == Groups)
            return false;
        var zeros = Groups - count;
        for (var i = 0; i < Groups; i++)
        {
            var group = i < ellipsis || zeros == 0 ? groups[i] : i < ellipsis + zeros ? (ushort)0 : groups[i - zeros];
            bits = bits << 16 | group;
        }

        return true;
    }

    // Leading zeros are allowed as long as the group stays within 16 bits; Go reads any number of them.
    private static bool TryReadGroup(ReadOnlySpan<char> text, out ushort group)
    {
        group = 0;
        if (text.IsEmpty)
            return false;
        var value = 0u;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
            value = value << 4 | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
            if (value > ushort.MaxValue)
                return false;
        }

        group = (ushort)value;
        return true;
    }

    private static string FormatIPv4(uint bits) =>
        string.Create(CultureInfo.InvariantCulture, $"{bits >> 24}.{bits >> 16 & 255}.{bits >> 8 & 255}.{bits & 255}");

    private string FormatIPv6()
    {
        if (Bits >> 32 == 0xffff)
            return "::ffff:" + FormatIPv4((uint)Bits);
        var (start, length) = LongestZeroRun();
        var text = new StringBuilder();
        for (var i = 0; i < Groups; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }

            if (i > 0 && i != start + length)
                text.Append(':');
            text.Append(CultureInfo.InvariantCulture, $"{Group(i):x}");
        }

        return text.ToString();
    }

    private ushort Group(int index) => (ushort)(Bits >> 16 * (Groups - 1 - index));

    /// <summary>RFC 5952, section 4.2: at least two groups, the first of the longest runs.</summary>
    private (int Start, int Length) LongestZeroRun()
    {
        var longest = (Start: -1, Length: 1);
        var run = 0;
        for (var i = 0; i < Groups; i++)
        {
            run = Group(i) == 0 ? run + 1 : 0;
            if (run > longest.Length)
                longest = (i - run + 1, run);
        }

        return longest;
    }
}
