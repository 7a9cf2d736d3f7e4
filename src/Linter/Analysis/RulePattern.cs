using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>The words by which users name rules: an id, a name, a prefix of ids (<c>EKS2</c>), a category, or <c>all</c>; in any case.</summary>
/// <param name="Text">The word.</param>
public sealed record RulePattern(string Text)
{
    /// <summary>Every rule.</summary>
    public const string All = "all";

    /// <summary>How exact a pattern is that names one rule.</summary>
    public const int Exact = 100;

    private const string IdPrefix = "EKS";

    /// <summary>How exactly a rule is named, the higher the more: one rule before a prefix of ids, the longer first, before a category, before all. Null where the pattern does
    /// not name the rule.</summary>
    public int? ExactnessFor(DiagnosticDescriptor rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Id.Equals(Text, StringComparison.OrdinalIgnoreCase) || rule.CustomTags.Contains(Text, StringComparer.OrdinalIgnoreCase))
            return Exact;
        if (string.Equals(rule.Category, Text, StringComparison.OrdinalIgnoreCase))
            return 1;
        if (Text.Equals(All, StringComparison.OrdinalIgnoreCase) || Text.Equals(IdPrefix, StringComparison.OrdinalIgnoreCase))
            return 0;
        return Text.StartsWith(IdPrefix, StringComparison.OrdinalIgnoreCase) && rule.Id.StartsWith(Text, StringComparison.OrdinalIgnoreCase) ? Text.Length : null;
    }

    /// <summary>Whether a rule is named.</summary>
    public bool Applies(DiagnosticDescriptor rule) => ExactnessFor(rule) is not null;
}
