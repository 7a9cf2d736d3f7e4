using System.Globalization;
using System.Text;

namespace EksLint.Aws;

/// <summary>What an instance type can hold.</summary>
/// <param name="Name">The name: <c>m5.large</c>.</param>
/// <param name="Interfaces">Network interfaces on the default network card.</param>
/// <param name="AddressesPerInterface">IPv4 addresses of an interface, its own among them.</param>
/// <param name="CanUsePrefixes">Whether its interfaces take prefixes: Nitro and bare metal.</param>
/// <param name="BranchInterfaces">Branch interfaces for pods with security groups of their own; null where it takes none, or it is not known.</param>
/// <param name="VirtualCpus">Virtual CPUs; null where they are not known.</param>
public sealed record InstanceLimits(string Name, int Interfaces, int AddressesPerInterface, bool CanUsePrefixes, int? BranchInterfaces, int? VirtualCpus);

/// <summary>The table of EC2 instance types.</summary>
/// <remarks>aws/amazon-vpc-cni-k8s, pkg/vpc/vpc_ip_resource_limit.go; aws/karpenter-provider-aws, pkg/providers/instancetype/zz_generated.vpclimits.go and
/// website/content/en/docs/reference/instance-types.md; aws/amazon-vpc-resource-controller-k8s, pkg/aws/vpc/limits.go. A row is looked for in the text
/// of the table: a run needs some of 1,420.</remarks>
public static class InstanceTypes
{
    private const int LongestName = 64;

    private static readonly Lazy<byte[]> Table = new(ReadTable);

    /// <summary>The names of all types, in ordinal order: for suggestions only, as this reads the whole table.</summary>
    public static IEnumerable<string> Names
    {
        get
        {
            for (var start = RowAfter(0); start < Table.Value.Length; start = RowAfter(start))
                yield return Encoding.ASCII.GetString(Field(start));
        }
    }

    /// <summary>The limits of a type; null where the table lacks it.</summary>
    public static InstanceLimits? Find(string name)
    {
        var start = FindRow(name, ",");
        if (start < 0)
            return null;
        var row = Encoding.ASCII.GetString(Line(start)).Split(',');
        return new InstanceLimits(
            name,
            Interfaces: Number(row[1]) ?? 0,
            AddressesPerInterface: Number(row[2]) ?? 0,
            CanUsePrefixes: row[12] == "true",
            BranchInterfaces: Number(row[5]),
            VirtualCpus: Number(row[6]));
    }

    /// <summary>Whether the table has a type of a family: <c>m5</c>.</summary>
    public static bool KnowsFamily(string family) => FindRow(family, ".") >= 0;

    /// <summary>Where the row of a name begins; -1 where there is none.</summary>
    private static int FindRow(string name, string end)
    {
        if (name.Length is 0 or > LongestName || !Ascii.IsValid(name) || name.AsSpan().ContainsAny(",\n"))
            return -1;
        var row = FormattableString.Invariant($"\n{name}{end}");
        Span<byte> searched = stackalloc byte[LongestName + 2];
        var length = Encoding.ASCII.GetBytes(row, searched);
        var found = Table.Value.AsSpan().IndexOf(searched[..length]);
        return found < 0 ? -1 : found + 1;
    }

    private static int RowAfter(int position)
    {
        var lineBreak = Table.Value.AsSpan(position).IndexOf((byte)'\n');
        return lineBreak < 0 ? Table.Value.Length : position + lineBreak + 1;
    }

    private static ReadOnlySpan<byte> Line(int start)
    {
        var rest = Table.Value.AsSpan(start);
        return rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }

    private static ReadOnlySpan<byte> Field(int start)
    {
        var line = Line(start);
        return line.IndexOf((byte)',') is >= 0 and var end ? line[..end] : line;
    }

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[] ReadTable()
    {
        using var stream = typeof(InstanceTypes).Assembly.GetManifestResourceStream("instance-limits.csv")
            ?? throw new InvalidOperationException("The table of instance types is not part of the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
