using System.Buffers;
using System.Runtime.CompilerServices;

namespace EksLint.Values;

/// <summary>The forms that names have in Kubernetes. Each method says in words what is wrong with a name, and null when nothing is; those that begin with
/// <c>Is</c> only whether anything is, without a text being made.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/api/validate/content (dns.go, kube.go), pkg/util/validation/validation.go,
/// pkg/api/validation/path/name.go; RFC 1035, RFC 1123, RFC 6335.</remarks>
public static class NameFormat
{
    /// <summary>The longest DNS label, label value, and name of a label key.</summary>
    public const int LabelLength = 63;

    /// <summary>The longest DNS subdomain.</summary>
    public const int SubdomainLength = 253;

    /// <summary>The longest port name.</summary>
    public const int PortNameLength = 15;

    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Alphanumeric = LowerCase + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Digits;
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(LowerCase + Digits + "-");
    private static readonly SearchValues<char> SubdomainCharacters = SearchValues.Create(LowerCase + Digits + "-.");
    private static readonly SearchValues<char> QualifiedCharacters = SearchValues.Create(Alphanumeric + "-_.");

    /// <summary>An RFC 1123 subdomain: the names of most objects.</summary>
    public static string? DnsSubdomain(ReadOnlySpan<char> name)
    {
        if (CharacterProblem(name, SubdomainCharacters) is { } problem)
            return problem;
        if (name.IndexOf("..") >= 0)
            return "has two dots in a row";
        if (name.IndexOf(".-") >= 0)
            return "has '-' after a dot";
        if (name.IndexOf("-.") >= 0)
            return "has '-' before a dot";
        return LengthProblem(name, SubdomainLength);
    }

    /// <summary>An RFC 1123 label: containers, volumes, namespaces.</summary>
    public static string? DnsLabel(ReadOnlySpan<char> name) =>
        CharacterProblem(name, LabelCharacters) ?? LengthProblem(name, LabelLength);

    /// <summary>An RFC 1035 label, which begins with a letter: Services before 1.36.</summary>
    /// <remarks>Later Services need an RFC 1123 label: kubernetes/enhancements, KEP-5311, RelaxedServiceNameValidation, alpha and off in 1.34, beta in
    /// 1.36.</remarks>
    public static string? Dns1035Label(ReadOnlySpan<char> name) =>
        name is [>= '0' and <= '9', ..] ? $"begins with the digit '{name[0]}'" : DnsLabel(name);

    /// <summary>A name that can stand in a path: roles and their bindings.</summary>
    public static string? PathSegmentName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return "is empty";
        if (name is "." or "..")
            return $"is '{name}'";
        var index = name.IndexOfAny('/', '%');
        return index < 0 ? null : $"has the character '{name[index]}'";
    }

    /// <summary>A port name: an IANA service name in lower case.</summary>
    public static string? PortName(ReadOnlySpan<char> name)
    {
        if (CharacterProblem(name, LabelCharacters) is { } problem)
            return problem;
        if (!name.ContainsAnyInRange('a', 'z'))
            return "has no letter";
        if (name.IndexOf("--") >= 0)
            return "has two hyphens in a row";
        return LengthProblem(name, PortNameLength);
    }

    /// <summary>A label key, and what else is a qualified name: a name of up to 63 characters, a DNS prefix and a slash before it if need be.</summary>
    public static string? QualifiedName(ReadOnlySpan<char> name)
    {
        var slash = name.IndexOf('/');
        if (slash < 0)
            return LabelName(name);
        var prefix = name[..slash];
        var rest = name[(slash + 1)..];
        if (rest.Contains('/'))
            return "has more than one '/'";
        if (DnsSubdomain(prefix) is { } problem)
            return prefix.IsEmpty ? "has no prefix before '/'" : "has a prefix that " + problem;
        if (LabelName(rest) is { } nameProblem)
            return rest.IsEmpty ? "has no name after '/'" : "has a name after '/' that " + nameProblem;
        return null;
    }

    /// <summary>An annotation key: a qualified name whose prefix may have upper case letters.</summary>
    /// <remarks>staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, ValidateAnnotations.</remarks>
    public static string? AnnotationKey(string key) => QualifiedName(key.ToLowerInvariant());

    /// <summary>A label value: empty, or up to 63 letters, digits, hyphens, dots and underscores.</summary>
    public static string? LabelValue(ReadOnlySpan<char> value) => value.IsEmpty ? null : LabelName(value);

    /// <summary>Whether UTF-8 is an RFC 1123 subdomain: <see cref="DnsSubdomain"/>.</summary>
    public static bool IsDnsSubdomain(ReadOnlySpan<byte> name)
    {
        // Each part between two dots begins and ends with a letter or a digit.
        var previous = (byte)'.';
        foreach (var c in name)
        {
            if (!IsLowerAlphanumeric(c) && (c == '-' ? previous == '.' : c != '.' || previous is (byte)'.' or (byte)'-'))
                return false;
            previous = c;
        }

        return previous is not ((byte)'.' or (byte)'-') && name.Length <= SubdomainLength;
    }

    /// <summary>Whether UTF-8 is an RFC 1123 label: <see cref="DnsLabel"/>.</summary>
    public static bool IsDnsLabel(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LabelLength || name[0] == '-' || name[^1] == '-')
            return false;
        foreach (var c in name)
        {
            if (!IsLowerAlphanumeric(c) && c != '-')
                return false;
        }

        return true;
    }

    /// <summary>Whether UTF-8 is a port name: <see cref="PortName"/>.</summary>
    public static bool IsPortName(ReadOnlySpan<byte> name) =>
        name.Length <= PortNameLength && IsDnsLabel(name) && HasLetter(name) && name.IndexOf("--"u8) < 0;

    private static bool HasLetter(ReadOnlySpan<byte> name)
    {
        foreach (var c in name)
        {
            if (char.IsAsciiLetterLower((char)c))
                return true;
        }

        return false;
    }

    /// <summary>Whether UTF-8 is a label key: <see cref="QualifiedName"/>.</summary>
    public static bool IsQualifiedName(ReadOnlySpan<byte> name)
    {
        var slash = name.IndexOf((byte)'/');
        return slash < 0 ? IsLabelName(name) : IsLabelName(name[(slash + 1)..]) && IsDnsSubdomain(name[..slash]);
    }

    /// <summary>Whether UTF-8 is a label value: <see cref="LabelValue"/>.</summary>
    public static bool IsLabelValue(ReadOnlySpan<byte> value) => value.IsEmpty || IsLabelName(value);

    private static bool IsLabelName(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LabelLength || !IsAlphanumeric(name[0]) || !IsAlphanumeric(name[^1]))
            return false;
        foreach (var c in name)
        {
            if (!IsAlphanumeric(c) && c is not ((byte)'-' or (byte)'_' or (byte)'.'))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLowerAlphanumeric(byte c) => char.IsAsciiLetterLower((char)c) || char.IsAsciiDigit((char)c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAlphanumeric(byte c) => char.IsAsciiLetter((char)c) || char.IsAsciiDigit((char)c);

    private static string? LabelName(ReadOnlySpan<char> name) =>
        CharacterProblem(name, QualifiedCharacters) ?? LengthProblem(name, LabelLength);

    private static string? CharacterProblem(ReadOnlySpan<char> name, SearchValues<char> allowed)
    {
        if (name.IsEmpty)
            return "is empty";
        var index = name.IndexOfAnyExcept(allowed);
        if (index >= 0)
            return "has " + CharacterWords.Describe(name, index);
        if (!char.IsAsciiLetterOrDigit(name[0]))
            return $"begins with '{name[0]}'";
        return char.IsAsciiLetterOrDigit(name[^1]) ? null : $"ends with '{name[^1]}'";
    }

    private static string? LengthProblem(ReadOnlySpan<char> name, int longest) =>
        name.Length <= longest ? null : $"is longer than {longest} characters ({name.Length})";
}
