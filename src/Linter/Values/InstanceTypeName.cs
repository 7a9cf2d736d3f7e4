namespace EksLint.Values;

/// <summary>Names of EC2 instance types: <c>m5.large</c>, <c>u7i-12tb.224xlarge</c>, <c>m7i.metal-24xl</c>.</summary>
/// <remarks>Amazon EC2 user guide, "Instance type naming conventions": family, generation and options, a dot, the size. Whether AWS has such a type
/// is another question: new ones come every month.</remarks>
public static class InstanceTypeName
{
    /// <summary>Whether a text has the form of an instance type.</summary>
    public static bool LooksValid(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return dot > 0 && IsFamily(text[..dot]) && IsSize(text[(dot + 1)..]);
    }

    private static bool IsFamily(ReadOnlySpan<char> family)
    {
        if (!char.IsAsciiLetterLower(family[0]) || family[^1] == '-' || !family.ContainsAnyInRange('0', '9'))
            return false;
        foreach (var c in family)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    private static bool IsSize(ReadOnlySpan<char> size)
    {
        const string Metal = "metal-";
        if (size is "nano" or "micro" or "small" or "medium" or "large" or "xlarge" or "metal")
            return true;
        return size.StartsWith(Metal) ? IsMultiple(size[Metal.Length..], "xl") : IsMultiple(size, "xlarge");
    }

    private static bool IsMultiple(ReadOnlySpan<char> size, ReadOnlySpan<char> unit)
    {
        if (!size.EndsWith(unit))
            return false;
        var number = size[..^unit.Length];
        return number.Length is >= 1 and <= 3 && number[0] != '0' && !number.ContainsAnyExceptInRange('0', '9');
    }
}
