using System.Buffers;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>The formats of texts that the API server checks in custom resources.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/validation/formats.go (which names count; hyphens do not),
/// k8s.io/kube-openapi/pkg/validation/strfmt (what they mean). Names that it does not list are ignored, as the server ignores them; of those that it
/// lists, bsonobjectid, isbn, creditcard, ssn, rgbcolor and hexcolor are passed over: no resource of a cluster has them.</remarks>
internal static class StructuralFormat
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    private static readonly int[] UuidGroups = [8, 4, 4, 4, 12];

    /// <summary>What a text is not, and why, as the end of a sentence; null where it has the format or nothing is known.</summary>
    public static string? Problem(string format, string text) => format.Replace("-", "", StringComparison.Ordinal) switch
    {
        // Here, and only here, 't' and 'z' may be written small: strfmt/time.go.
        "datetime" => Words("RFC 3339 time such as 2026-01-31T08:00:00Z", Rfc3339.Problem(text.ToUpperInvariant())),
        "date" => Words("date such as 2026-01-31", DateProblem(text)),
        "byte" => Words("base64", Base64Format.Problem(text)),
        "ipv4" => Words("IPv4 address", IpAddress.Problem(text) ?? (text.Contains('.', StringComparison.Ordinal) ? null : "is an IPv6 address")),
        "ipv6" => Words("IPv6 address", IpAddress.Problem(text) ?? (text.Contains(':', StringComparison.Ordinal) ? null : "is an IPv4 address")),
        "cidr" => Words("CIDR block such as 10.0.0.0/16", Cidr.Problem(text)),
        "mac" => Words("MAC address such as 00:1a:2b:3c:4d:5e", IsMac(text) ? null : "has another form"),
        "uuid" => Words("UUID", UuidProblem(text, '\0')),
        "uuid3" => Words("UUID of version 3", UuidProblem(text, '3')),
        "uuid4" => Words("UUID of version 4", UuidProblem(text, '4')),
        "uuid5" => Words("UUID of version 5", UuidProblem(text, '5')),
        "email" => Words("e-mail address", IsEmail(text) ? null : "has no '@' between two names"),
        "uri" => Words("URI", UriProblem(text)),
        "duration" => Words("duration such as 90s or 1h30m", DurationProblem(text)),
        "quantity" => Words("quantity such as 500m, 2, 1.5 or 512Mi", Quantity.Problem(text)),
        "k8sshortname" => Words("name of a Kubernetes object", NameFormat.DnsLabel(text)),
        "k8slongname" => Words("name of a Kubernetes object", NameFormat.DnsSubdomain(text)),
        _ => null,
    };

    private static string? Words(string noun, string? problem) => problem is null ? null : $"it is no {noun}: it {problem}";

    private static string? DateProblem(string text) => Rfc3339.Problem(text + "T00:00:00Z");

    /// <summary>golang/go, src/net/mac.go: 6, 8 or 20 bytes in pairs with colons or hyphens, or in fours with dots.</summary>
    private static bool IsMac(string text)
    {
        if (text.Length < 14)
            return false;
        var (separator, group) = text[2] is ':' or '-' ? (text[2], 2) : ('.', 4);
        if ((text.Length + 1) % (group + 1) != 0 || (text.Length + 1) / (group + 1) * group / 2 is not (6 or 8 or 20))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % (group + 1) == group ? text[i] != separator : !char.IsAsciiHexDigit(text[i]))
                return false;
        }

        return true;
    }

    /// <summary>Groups of hexadecimal digits, with a hyphen between two or without.</summary>
    private static string? UuidProblem(string text, char version)
    {
        var at = 0;
        for (var group = 0; group < UuidGroups.Length; group++)
        {
            if (group > 0 && at < text.Length && text[at] == '-')
                at++;
            if (group == 2 && version != '\0' && at < text.Length && text[at] != version)
                return "has another version";
            if (group == 3 && version is '4' or '5' && at < text.Length && char.ToLowerInvariant(text[at]) is not ('8' or '9' or 'a' or 'b'))
                return "has another variant";
            for (var i = 0; i < UuidGroups[group]; i++, at++)
            {
                if (at >= text.Length || !char.IsAsciiHexDigit(text[at]))
                    return "has another form than 8-4-4-4-12 hexadecimal digits";
            }
        }

        return at == text.Length ? null : "has more than 32 digits";
    }

    /// <summary>golang/go, src/net/mail/message.go reads a name and comments too; what has no '@' with text on both sides it never reads.</summary>
    private static bool IsEmail(string text) => text.LastIndexOf('@') is > 0 and var at && at < text.Length - 1;

    /// <summary>golang/go, src/net/url/url.go, ParseRequestURI: absolute, or a path from the root.</summary>
    private static string? UriProblem(string text)
    {
        if (text.Length == 0)
            return "is empty";
        if (text[0] == '/')
            return null;
        var scheme = text.IndexOf(':', StringComparison.Ordinal);
        if (scheme <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, scheme).ContainsAnyExcept(SchemeCharacters))
            return "has no scheme such as 'https:' and does not begin with '/'";
        return text.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0 ? "has a control character" : null;
    }

    /// <summary>Go's durations; and words as in Scala (<c>3 days</c>), which strfmt/duration.go reads too and which nothing is said about.</summary>
    private static string? DurationProblem(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && text.AsSpan().IndexOfAny(' ', 'd', 'w') >= 0 ? null : DurationFormat.Problem(text);
}
