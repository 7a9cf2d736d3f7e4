using System.Collections.Immutable;
using System.Text;

namespace EksLint.Aws;

/// <summary>The kinds of object on which an annotation is read.</summary>
[Flags]
public enum AnnotationPlaces
{
    /// <summary>On none.</summary>
    None = 0,

    /// <summary>On Services.</summary>
    Service = 1,

    /// <summary>On Ingresses.</summary>
    Ingress = 2,

    /// <summary>On IngressClasses.</summary>
    IngressClass = 4,

    /// <summary>On pods and their templates.</summary>
    Pod = 8,
}

/// <summary>Who reads an annotation.</summary>
[Flags]
public enum AnnotationReaders
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The AWS Load Balancer Controller, and EKS Auto Mode, which is built from it.</summary>
    LoadBalancerController = 1,

    /// <summary>The in-tree controller when it makes a Network Load Balancer.</summary>
    InTreeNetwork = 2,

    /// <summary>The in-tree controller when it makes a Classic Load Balancer.</summary>
    InTreeClassic = 4,
}

/// <summary>How the text of an annotation is read.</summary>
public enum AnnotationType
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>As Go's ParseBool reads it.</summary>
    Boolean,

    /// <summary>As a decimal number.</summary>
    Integer,

    /// <summary>As a port: <c>traffic-port</c>, a number, or the name of a Service's port.</summary>
    Port,

    /// <summary>As texts with commas between them.</summary>
    List,

    /// <summary>As <c>key=value</c> with commas between them.</summary>
    Map,

    /// <summary>As JSON.</summary>
    Json,
}

/// <summary>An annotation that configures an AWS load balancer.</summary>
public sealed class LoadBalancerAnnotation
{
    private readonly string _stem;
    private readonly byte[] _keyUtf8;

    /// <summary>Reads a line of load-balancer-annotations.csv, whose head explains the columns.</summary>
    internal LoadBalancerAnnotation(string line)
    {
        var fields = line.Split(',');
        Key = fields[0];
        IsPattern = Key.EndsWith('*');
        _stem = Key.TrimEnd('*');
        _keyUtf8 = Encoding.UTF8.GetBytes(_stem);
        foreach (var place in fields[1].Split(' '))
        {
            Places |= place switch
            {
                "service" => AnnotationPlaces.Service,
                "ingress" => AnnotationPlaces.Ingress,
                "ingressclass" => AnnotationPlaces.IngressClass,
                "pod" => AnnotationPlaces.Pod,
                _ => throw new FormatException($"There is no place '{place}' for annotations."),
            };
        }

        foreach (var reader in fields[2].Split(' '))
        {
            Readers |= reader switch
            {
                "lbc" => AnnotationReaders.LoadBalancerController,
                "nlb" => AnnotationReaders.InTreeNetwork,
                _ => AnnotationReaders.InTreeClassic,
            };
        }

        Type = fields[3] switch
        {
            "text" => AnnotationType.Text,
            "boolean" => AnnotationType.Boolean,
            "integer" => AnnotationType.Integer,
            "port" => AnnotationType.Port,
            "list" => AnnotationType.List,
            "map" => AnnotationType.Map,
            "json" => AnnotationType.Json,
            var type => throw new FormatException($"There is no type '{type}' of annotations."),
        };
        Values = [.. fields[4].Split('|', StringSplitOptions.RemoveEmptyEntries)];
        IsCaseSensitive = fields[5] != "no";
        Minimum = ReadNumber(fields[6]);
        Maximum = ReadNumber(fields[7]);
        ClassParameter = fields[8].Length > 0 ? fields[8] : null;
        var prefix = Key.StartsWith(LoadBalancerAnnotations.Nlb, StringComparison.Ordinal) ? LoadBalancerAnnotations.Nlb : LoadBalancerAnnotations.Alb;
        Condition = fields[9].Length > 0 ? prefix + fields[9] : null;
    }

    /// <summary>The key; one that ends with <c>*</c> stands for all that begin so.</summary>
    public string Key { get; }

    /// <summary>Whether the key ends with a name or port of the user's: <c>actions.*</c>.</summary>
    public bool IsPattern { get; }

    /// <summary>Where it is read.</summary>
    public AnnotationPlaces Places { get; }

    /// <summary>Who reads it.</summary>
    public AnnotationReaders Readers { get; }

    /// <summary>How its value is read.</summary>
    public AnnotationType Type { get; }

    /// <summary>The values that are allowed; empty where they are no fixed choice.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>Whether the case of the value counts.</summary>
    public bool IsCaseSensitive { get; }

    /// <summary>The smallest number; null where there is none.</summary>
    public int? Minimum { get; }

    /// <summary>The largest number; null where there is none.</summary>
    public int? Maximum { get; }

    /// <summary>The field of IngressClassParams.spec that is taken instead where it is set; null where there is none.</summary>
    public string? ClassParameter { get; }

    /// <summary>The key of the annotation without which this one has no effect; null where it always has.</summary>
    public string? Condition { get; }

    /// <summary>Whether a value is one of the choice; true too where there is no fixed choice.</summary>
    public bool Allows(string value)
    {
        var comparison = IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        foreach (var allowed in Values)
        {
            if (value.Equals(allowed, comparison))
                return true;
        }

        return Values.IsEmpty;
    }

    /// <summary>The allowed value that differs from another in case and punctuation only; null where there is none.</summary>
    public string? FindRightSpelling(string value)
    {
        foreach (var allowed in Values)
        {
            if (AreSameLetters(value, allowed))
                return allowed;
        }

        return null;
    }

    /// <summary>Whether a key is this one, or one that the pattern stands for.</summary>
    internal bool Matches(string key, StringComparison comparison) =>
        IsPattern ? key.Length > _stem.Length && key.StartsWith(_stem, comparison) : key.Equals(Key, comparison);

    /// <summary>The key in UTF-8; of a pattern what stands before the name of the user's.</summary>
    internal ReadOnlySpan<byte> KeyUtf8 => _keyUtf8;

    /// <summary>Whether a key in UTF-8 is one that the pattern stands for.</summary>
    internal bool Matches(ReadOnlySpan<byte> key) => key.Length > _keyUtf8.Length && key.StartsWith(_keyUtf8);

    /// <summary>The key that is meant by one that matches but for its case.</summary>
    internal string Spell(string key) => string.Concat(_stem, key.AsSpan(_stem.Length));

    /// <summary>What another name would be under this key: a pattern keeps what stands behind the first dot.</summary>
    /// <param name="prefix">What the keys have in common.</param>
    /// <param name="name">The rest of the other key.</param>
    internal string? CandidateFor(string prefix, string name)
    {
        if (!_stem.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        if (!IsPattern)
            return Key[prefix.Length..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot >= 0 && dot < name.Length - 1 ? string.Concat(_stem.AsSpan(prefix.Length), name.AsSpan(dot + 1)) : null;
    }

    private static bool AreSameLetters(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        const string Punctuation = "-_/ ";
        while (true)
        {
            left = left.TrimStart(Punctuation);
            right = right.TrimStart(Punctuation);
            if (left.IsEmpty || right.IsEmpty)
                return left.IsEmpty && right.IsEmpty;
            if (char.ToLowerInvariant(left[0]) != char.ToLowerInvariant(right[0]))
                return false;
            left = left[1..];
            right = right[1..];
        }
    }

    private static int? ReadNumber(string text) =>
        text.Length > 0 ? int.Parse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture) : null;
}
