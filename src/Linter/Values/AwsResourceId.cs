namespace EksLint.Values;

/// <summary>Identifiers of EC2 resources: <c>subnet-0123456789abcdef0</c>.</summary>
/// <remarks>Amazon EC2 user guide, "Resource IDs": a prefix for the type, a hyphen, and 8 (before 2016) or 17 hexadecimal digits in lower case. The
/// prefixes are those of resources that eksctl, the load balancer controller and the VPC CNI are told about.</remarks>
public static class AwsResourceId
{
    private const int ShortLength = 8;
    private const int LongLength = 17;

    private static readonly string[] Prefixes =
    [
        "subnet", "vpc", "sg", "eipalloc", "ami", "lt", "rtb", "eni", "pl", "igw", "nat", "vpce", "i", "vol", "snap", "cr",
    ];

    /// <summary>What is wrong with a text that should be an identifier, in words; null when nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefix">The type of resource that is needed (<c>subnet</c>); any known type when it is left out.</param>
    public static string? Problem(ReadOnlySpan<char> text, string? prefix = null)
    {
        if (text.IsEmpty)
            return "is empty";
        var hyphen = text.IndexOf('-');
        var type = hyphen < 0 ? text : text[..hyphen];
        if (prefix is not null && (hyphen < 0 || !type.SequenceEqual(prefix)))
            return $"does not begin with '{prefix}-'";
        if (prefix is null && (hyphen < 0 || !IsKnown(type)))
            return "does not begin with the type of a resource ('subnet-', 'vpc-', 'sg-')";

        var digits = text[(hyphen + 1)..];
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiHexDigitLower(digits[i]))
                return $"has {CharacterWords.Describe(digits, i)} after '{type}-', where 0-9 and a-f are allowed";
        }

        return digits.Length is ShortLength or LongLength
            ? null
            : $"has {digits.Length} hexadecimal digits after '{type}-', not {ShortLength} or {LongLength}";
    }

    private static bool IsKnown(ReadOnlySpan<char> type)
    {
        foreach (var prefix in Prefixes)
        {
            if (type.SequenceEqual(prefix))
                return true;
        }

        return false;
    }
}
