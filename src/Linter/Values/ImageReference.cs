using System.Buffers;

namespace EksLint.Values;

/// <summary>The name of a container image: <c>registry:5000/path/name:tag@sha256:…</c>.</summary>
/// <remarks>distribution/reference, regexp.go, normalize.go (ParseNormalizedNamed) and reference.go, which the kubelet reads images with: a text
/// that is refused there ends in InvalidImageName. The part before the first slash is a registry when it has a dot, a colon or an upper case letter,
/// or is <c>localhost</c>.</remarks>
/// <param name="Registry">The host, with its port if need be; null when it is left out, which means Docker Hub.</param>
/// <param name="Repository">The path on the registry, as it was written.</param>
/// <param name="Tag">The tag; null when there is none.</param>
/// <param name="Digest">The digest with its algorithm; null when there is none.</param>
public readonly record struct ImageReference(string? Registry, string Repository, string? Tag, string? Digest)
{
    private const int LongestRepository = 255;
    private const int LongestTag = 128;
    private const int IdentifierLength = 64;
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(LowerCase + Digits + "._-/");
    private static readonly SearchValues<char> SeparatorCharacters = SearchValues.Create("._-");
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(LowerCase + UpperCase + Digits + ".-");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create(LowerCase + UpperCase + Digits + "._-");
    private static readonly SearchValues<char> LowerHexadecimal = SearchValues.Create(Digits + "abcdef");
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create(Digits + "abcdefABCDEF:");

    /// <summary>Reads the name of an image.</summary>
    public static bool TryParse(string text, out ImageReference reference)
    {
        var isValid = Read(text, out var parts) is null;
        reference = isValid
            ? new ImageReference(
                parts.Registry.IsEmpty ? null : parts.Registry.ToString(),
                parts.Repository.ToString(),
                parts.HasTag ? parts.Tag.ToString() : null,
                parts.HasDigest ? parts.Digest.ToString() : null)
            : default;
        return isValid;
    }

    /// <summary>What is wrong with a text that should name an image, in words; null when nothing is.</summary>
    public static string? Problem(string text) => Read(text, out _);

    private static string? Read(ReadOnlySpan<char> text, out Parts parts)
    {
        parts = default;
        if (text.Length == 0)
            return "is empty";
        if (text.IndexOf("://") >= 0)
            return "has '://', but the name of an image has no scheme";
        if (text.Length == IdentifierLength && !text.ContainsAnyExcept(LowerHexadecimal))
            return "is a bare identifier of 64 hexadecimal digits";

        var rest = text;
        var slash = rest.IndexOf('/');
        if (slash >= 0 && IsRegistry(rest[..slash]))
        {
            parts.Registry = rest[..slash];
            rest = rest[(slash + 1)..];
            if (RegistryProblem(parts.Registry) is { } registryProblem)
                return registryProblem;
        }

        parts.HasDigest = TrySplit(ref rest, '@', out var digest);
        parts.HasTag = TrySplit(ref rest, ':', out var tag);
        parts.Digest = digest;
        parts.Tag = tag;
        parts.Repository = rest;
        return RepositoryProblem(rest) ?? (parts.HasTag ? TagProblem(tag) : null) ?? (parts.HasDigest ? DigestProblem(digest) : null);
    }

    private static bool TrySplit(scoped ref ReadOnlySpan<char> text, char separator, out ReadOnlySpan<char> after)
    {
        var index = text.IndexOf(separator);
        after = index < 0 ? [] : text[(index + 1)..];
        text = index < 0 ? text : text[..index];
        return index >= 0;
    }

    private static bool IsRegistry(ReadOnlySpan<char> first) =>
        first is "localhost" || first.IndexOfAny('.', ':') >= 0 || first.ContainsAnyInRange('A', 'Z');

    private static string? RegistryProblem(ReadOnlySpan<char> registry)
    {
        if (IsOrdinary(registry) && !registry.Contains('_'))
            return null;
        var portStart = registry.LastIndexOf(':');
        var host = registry;
        if (portStart > registry.LastIndexOf(']'))
        {
            host = registry[..portStart];
            var port = registry[(portStart + 1)..];
            if (port.IsEmpty || port.ContainsAnyExceptInRange('0', '9'))
                return $"has a port that is not a number ('{CharacterWords.Excerpt(port)}')";
        }

        if (host is ['[', .. var address, ']'])
            return address.IsEmpty || address.ContainsAnyExcept(IPv6Characters) ? "has a registry that is not an IPv6 address" : null;
        if (host.IsEmpty)
            return "has no registry before the port";
        var other = host.IndexOfAnyExcept(HostCharacters);
        if (other >= 0)
            return $"has {CharacterWords.Describe(host, other)} in the registry";
        foreach (var range in host.Split('.'))
        {
            if (host[range] is [] or ['-', ..] or [.., '-'])
                return $"has a registry that is not a host name ('{CharacterWords.Excerpt(host)}')";
        }

        return null;
    }

    /// <summary>Whether a path is as most are, lower-case letters and digits with single separators between them, so that nothing more need be asked.</summary>
    private static bool IsOrdinary(ReadOnlySpan<char> path)
    {
        var isSeparated = true;
        foreach (var c in path)
        {
            var isSeparator = c is '/' or '-' or '.' or '_';
            if ((isSeparator && isSeparated) || !(isSeparator || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
                return false;
            isSeparated = isSeparator;
        }

        return !isSeparated && path.Length <= LongestRepository;
    }

    private static string? RepositoryProblem(ReadOnlySpan<char> path)
    {
        if (IsOrdinary(path))
            return null;
        if (path.IsEmpty)
            return "has no repository";
        var other = path.IndexOfAnyExcept(PathCharacters);
        if (other >= 0)
            return $"has {CharacterWords.Describe(path, other)} in the repository";
        if (path.Length > LongestRepository)
            return $"has a repository of more than {LongestRepository} characters ({path.Length})";
        foreach (var range in path.Split('/'))
        {
            if (PathPartProblem(path[range]) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>Letters and digits, parted by one dot, one or two underscores, or any number of hyphens.</summary>
    private static string? PathPartProblem(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty)
            return "has an empty part in the repository";
        if (!char.IsAsciiLetterOrDigit(part[0]))
            return $"has a part of the repository that begins with '{part[0]}'";
        if (!char.IsAsciiLetterOrDigit(part[^1]))
            return $"has a part of the repository that ends with '{part[^1]}'";
        for (var start = part.IndexOfAny(SeparatorCharacters); start >= 0; start = part.IndexOfAny(SeparatorCharacters))
        {
            part = part[start..];
            var separator = part[..part.IndexOfAnyExcept(SeparatorCharacters)];
            if (separator is not ("." or "_" or "__") && separator.ContainsAnyExcept('-'))
                return $"has '{CharacterWords.Excerpt(separator)}' in the repository";
            part = part[separator.Length..];
        }

        return null;
    }

    private static string? TagProblem(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty)
            return "has no tag after ':'";
        var other = tag.IndexOfAnyExcept(TagCharacters);
        if (other >= 0)
            return $"has {CharacterWords.Describe(tag, other)} in the tag";
        if (tag[0] is '.' or '-')
            return $"has a tag that begins with '{tag[0]}'";
        return tag.Length > LongestTag ? $"has a tag of more than {LongestTag} characters ({tag.Length})" : null;
    }

    private static string? DigestProblem(ReadOnlySpan<char> digest)
    {
        var colon = digest.IndexOf(':');
        if (colon < 0)
            return "has a digest without an algorithm ('sha256:')";
        var algorithm = digest[..colon];
        var length = algorithm switch
        {
            "sha256" => 64,
            "sha384" => 96,
            "sha512" => 128,
            _ => 0,
        };
        if (length == 0)
            return $"has the unknown digest algorithm '{CharacterWords.Excerpt(algorithm)}'";
        var hexadecimal = digest[(colon + 1)..];
        var other = hexadecimal.IndexOfAnyExcept(LowerHexadecimal);
        if (other >= 0)
            return $"has {CharacterWords.Describe(hexadecimal, other)} in the digest, which consists of 0-9 and a-f";
        return hexadecimal.Length == length ? null : $"has a digest of {hexadecimal.Length} hexadecimal digits, not {length}";
    }

    /// <summary>The parts of a name where they stand: who asks only what is wrong needs no texts.</summary>
    private ref struct Parts
    {
        public ReadOnlySpan<char> Registry { get; set; }

        public ReadOnlySpan<char> Repository { get; set; }

        public ReadOnlySpan<char> Tag { get; set; }

        public ReadOnlySpan<char> Digest { get; set; }

        public bool HasTag { get; set; }

        public bool HasDigest { get; set; }
    }
}
