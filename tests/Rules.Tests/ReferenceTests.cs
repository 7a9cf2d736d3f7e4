using System.Text;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>rules.md is executed: a bad example gives exactly its rule, a good one nothing.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Headings = ["**Why.**", "**Bad**", "**Good**", "**How to fix.**", "**When to ignore.**", "**Sources.**"];

    // What they are about cannot be written into a Markdown file: a fault of ekslint, bytes that are no text.
    private static readonly string[] WithoutExample = ["EKS0000", "EKS0004"];

    public static TheoryData<string> Rules() => [.. RuleList.References.Select(static reference => reference.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_headings_stand_in_order(string id)
    {
        var section = RuleHelp.Section(id)!;
        var found = Headings.Where(heading => section.Contains("\n" + heading, StringComparison.Ordinal)).ToList();
        var positions = found.Select(heading => section.IndexOf("\n" + heading, StringComparison.Ordinal)).ToList();
        Assert.Equal(positions.Order(), positions);
        var needed = Headings.Where(heading => heading != "**When to ignore.**" && (!WithoutExample.Contains(id) || heading is not ("**Bad**" or "**Good**")));
        Assert.Empty(needed.Except(found, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Bad_examples_give_exactly_their_rule(string id)
    {
        if (WithoutExample.Contains(id))
            return;
        var examples = Examples(id, "**Bad**");
        Assert.NotEmpty(examples);
        foreach (var (file, text) in examples)
        {
            var found = Findings(id, file, text);
            Assert.NotEmpty(found);
            Assert.All(found, finding => Assert.True(finding.Id == id, $"{id}: {Expectation.From(finding)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Good_examples_give_nothing(string id)
    {
        if (WithoutExample.Contains(id))
            return;
        var examples = Examples(id, "**Good**");
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Findings(id, example.File, example.Text).Select(Expectation.From)));
    }

    private static List<ManifestDiagnostic> Findings(string id, string file, string text) =>
        [.. Linter.Run([(file, Encoding.UTF8.GetBytes(text))]).Diagnostics.Where(finding => finding.Suppression is null && (finding.Severity > DiagnosticSeverity.Info || finding.Id == id))];

    /// <summary>The code blocks between a heading and the next one.</summary>
    private static List<(string File, string Text)> Examples(string id, string heading)
    {
        var examples = new List<(string File, string Text)>();
        var lines = RuleHelp.Section(id)!.Split('\n');
        var i = Array.IndexOf(lines, heading) + 1;
        for (; i > 0 && i < lines.Length && !lines[i].StartsWith("**", StringComparison.Ordinal); i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            examples.Add(("example." + lines[i][3..], string.Join('\n', lines[(i + 1)..end]) + "\n"));
            i = end;
        }

        return examples;
    }
}
