using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>The rules that exist, to tell the words that name some from those that name none.</summary>
public sealed class RuleNames
{
    // A run in which nothing names a rule needs none of them.
    private readonly Lazy<DiagnosticDescriptor[]> _rules;
    private readonly Lazy<string[]> _words;

    /// <summary>Makes the names of rules.</summary>
    public RuleNames(IEnumerable<DiagnosticDescriptor> rules)
    {
        _rules = new(() => [.. rules.DistinctBy(static rule => rule.Id, StringComparer.Ordinal).OrderBy(static rule => rule.Id, StringComparer.Ordinal)]);
        _words = new(() => [.. Rules.SelectMany(static rule => rule.CustomTags.Prepend(rule.Id)), .. RuleCategories.All]);
    }

    /// <summary>The rules by id.</summary>
    public IReadOnlyList<DiagnosticDescriptor> Rules => _rules.Value;

    /// <summary>Whether a word names at least one rule.</summary>
    public bool IsKnown(string word)
    {
        var pattern = new RulePattern(word);
        return Rules.Any(pattern.Applies) || RuleCategories.All.Contains(word, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What was probably meant by a word that names no rule; null where nothing is near.</summary>
    public string? FindNearest(string word) => NearestName.Find(word, _words.Value);

    /// <summary>The rest of a message about a word that names no rule.</summary>
    public string Suggest(string word) => FindNearest(word) is { } nearest ? $"; did you mean '{nearest}'?" : "; 'ekslint rules' lists them";
}
