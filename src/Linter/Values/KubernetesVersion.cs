using System.Globalization;

namespace EksLint.Values;

/// <summary>A Kubernetes version as far as APIs depend on it: major and minor.</summary>
/// <remarks>Reads <c>1.33</c>, <c>v1.33.2</c> and what EKS reports, <c>v1.33.4-eks-abc</c>; patch and build are dropped, as an API never comes or
/// goes with them. Semantic Versioning 2.0.0, kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/util/version/version.go.</remarks>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
public readonly record struct KubernetesVersion(int Major, int Minor) : IComparable<KubernetesVersion>
{
    private const int LongestNumber = 4;

    /// <summary>The version that is meant where nobody says: the newest in standard support on EKS, 1.35 (EKS release 2026-01-28, standard support
    /// until 2027-03-27).</summary>
    /// <remarks>Amazon EKS user guide, "Understand the Kubernetes version lifecycle on EKS" (kubernetes-versions).</remarks>
    public static KubernetesVersion DefaultVersion { get; } = new(1, 35);

    /// <summary>Compares versions.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) < 0;

    /// <summary>Compares versions.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) > 0;

    /// <summary>Compares versions.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Compares versions.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a version.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out KubernetesVersion version)
    {
        version = default;
        var rest = text is ['v', ..] ? text[1..] : text;
        if (!TryReadNumber(ref rest, out var major) || !TrySkipDot(ref rest) || !TryReadNumber(ref rest, out var minor))
            return false;
        if (TrySkipDot(ref rest) && !TryReadNumber(ref rest, out _))
            return false;
        if (rest is not ([] or ['-' or '+', ..]))
            return false;
        version = new KubernetesVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(KubernetesVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>The version as EKS and eksctl write it: <c>1.33</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TrySkipDot(ref ReadOnlySpan<char> text)
    {
        if (text is not ['.', ..])
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        number = 0;
        return digits.Length is > 0 and <= LongestNumber && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
