using System.Globalization;
using EksLint.Analysis;
using EksLint.Rules;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli;

/// <summary>A rule as its descriptor and as rules.md have it.</summary>
/// <param name="Descriptor">What it reports with.</param>
/// <param name="Reference">What rules.md says in its heading and its line of facts.</param>
internal sealed record RuleEntry(DiagnosticDescriptor Descriptor, RuleReference Reference)
{
    public string Id => Reference.Id;

    public string Name => Reference.Name;

    public string Title => Descriptor.Title.ToString(CultureInfo.InvariantCulture);

    public string Description => Descriptor.Description.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Every rule, and the words by which users name them.</summary>
internal sealed class RuleCatalog
{
    // A run without findings and without options about rules names none.
    private readonly Lazy<RuleEntry[]> _rules;
    private readonly Lazy<RuleNames> _names;
    private readonly Lazy<IReadOnlyList<ManifestAnalyzer>> _analyzers;

    /// <summary>Makes the catalogue of the rules that analyzers report, and of the driver's own.</summary>
    /// <param name="createAnalyzers">Makes them when somebody asks.</param>
    public RuleCatalog(Func<IReadOnlyList<ManifestAnalyzer>> createAnalyzers)
    {
        _analyzers = new(createAnalyzers);
        _rules = new(FindRules);
        _names = new(() => new RuleNames(Rules.Select(static rule => rule.Descriptor)));
    }

    /// <summary>The words that name rules.</summary>
    public RuleNames Names => _names.Value;

    /// <summary>The rules that run.</summary>
    public IReadOnlyList<ManifestAnalyzer> Analyzers => _analyzers.Value;

    /// <summary>The rules by id.</summary>
    public IReadOnlyList<RuleEntry> Rules => _rules.Value;

    /// <summary>The catalogue of the rules that ekslint has.</summary>
    public static RuleCatalog Create() => new(static () => RuleList.CreateAnalyzers());

    /// <summary>The rule that an id or a name means, whatever its case.</summary>
    /// <exception cref="UsageException">There is no such rule.</exception>
    public RuleEntry Get(string idOrName)
    {
        foreach (var rule in Rules)
        {
            if (rule.Id.Equals(idOrName, StringComparison.OrdinalIgnoreCase) || rule.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        throw new UsageException($"there is no rule '{idOrName}'{Suggest(idOrName, Rules.SelectMany(static rule => new[] { rule.Id, rule.Name }))}");
    }

    /// <summary>Checks that a pattern names at least one rule: an id, a prefix of ids, a name or a category.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="option">The option that holds it, for the message.</param>
    /// <exception cref="UsageException">It names none.</exception>
    public void CheckPattern(string pattern, string option)
    {
        if (!Names.IsKnown(pattern))
            throw new UsageException($"there is no rule '{pattern}', which {option} names{Names.Suggest(pattern)}");
    }

    private RuleEntry[] FindRules()
    {
        var references = RuleList.References.ToDictionary(static reference => reference.Id, StringComparer.Ordinal);
        return
        [
            .. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
                .Append(LintDriver.RuleFailedDescriptor)
                .DistinctBy(static rule => rule.Id, StringComparer.Ordinal)
                .Where(rule => references.ContainsKey(rule.Id))
                .Select(rule => new RuleEntry(rule, references[rule.Id]))
                .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
        ];
    }

    private static string Suggest(string wrong, IEnumerable<string> known) =>
        NearestName.Find(wrong, known) is { } nearest ? $"; did you mean '{nearest}'?" : "; 'ekslint rules' lists them";
}
