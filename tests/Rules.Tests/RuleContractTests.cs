using System.Globalization;
using System.Reflection;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>What holds for every rule.</summary>
public sealed class RuleContractTests
{
    public static TheoryData<string> Rules() => [.. Descriptors.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, DiagnosticDescriptor> Descriptors { get; } = RuleList.CreateAnalyzers()
        .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
        .Append(LintDriver.RuleFailedDescriptor)
        .ToDictionary(static rule => rule.Id, StringComparer.Ordinal);

    [Fact]
    public void Analyzers_are_sealed_and_hold_no_state()
    {
        foreach (var type in RuleList.CreateAnalyzers().Select(static analyzer => analyzer.GetType()))
        {
            Assert.True(type.IsSealed, $"{type} is not sealed");
            Assert.Empty(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
        }
    }

    [Fact]
    public void Every_section_of_the_reference_belongs_to_a_rule() =>
        Assert.Equal(Descriptors.Keys.Order(StringComparer.Ordinal).ToArray(), RuleList.References.Select(static reference => reference.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Sections_stand_in_the_order_of_their_ids() =>
        Assert.True(RuleList.References.SequenceEqual(RuleList.References.OrderBy(static reference => reference.Id, StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_says_the_same_as_its_section(string id)
    {
        var rule = Descriptors[id];
        var reference = Assert.Single(RuleList.References, reference => reference.Id == id);
        Assert.Equal([reference.Name], rule.CustomTags);
        Assert.Equal(reference.Category, rule.Category);
        Assert.Equal(reference.HelpUri, rule.HelpLinkUri);
        Assert.Equal(reference.Severity.Split(", ")[0], rule.DefaultSeverity.ToString().ToLowerInvariant());
        Assert.True(rule.IsEnabledByDefault);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", reference.Name);
        Assert.False(string.IsNullOrWhiteSpace(rule.Description.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_fixtures_that_show_it_and_fixtures_that_do_not(string id)
    {
        var names = Directory.GetFileSystemEntries(Path.Combine(Repository.Fixtures, id)).Select(static path => Path.GetFileName(path)!).ToList();
        Assert.Contains(names, static name => name.StartsWith("good", StringComparison.Ordinal));
        if (id != LintDriver.RuleFailedDescriptor.Id)
            Assert.Contains(names, static name => name.StartsWith("bad", StringComparison.Ordinal));
    }
}
