using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using EksLint.Analysis;
using EksLint.Rules.Tests.Mutations;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EksLint.Rules.Tests;

/// <summary>
/// A test of the rules themselves: in applications that are correct one thing at a time is broken, and the rule that should notice does, where it is broken or
/// where something refers to it. What survives is right to survive, and listed here with the reason. The table of all mutants is written to
/// <c>artifacts/mutants.txt</c>.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly Survivor[] Survivors = [];

    [Fact]
    public void What_is_broken_is_noticed()
    {
        var verdicts = Directory.GetDirectories(Path.Combine(Repository.Fixtures, "apps")).Order(StringComparer.Ordinal).SelectMany(Judge).ToList();
        var table = Print(verdicts);
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        File.WriteAllText(Path.Combine(Repository.Root, "artifacts", "mutants.txt"), table);
        output.WriteLine(table);

        Assert.True(verdicts.Count >= 200, table);
        var unlisted = verdicts.Where(static verdict => verdict.Notices.Count == 0 && verdict.Survivor is null).ToList();
        Assert.True(unlisted.Count == 0, "Nothing notices these mutants, and no reason is listed:\n" + string.Join("\n", unlisted.Select(static verdict => verdict.Mutant)));
        var noticed = verdicts.Where(static verdict => verdict.Notices.Count > 0 && verdict.Survivor is not null).ToList();
        Assert.True(noticed.Count == 0, "These mutants are listed as survivors, but are noticed:\n" + string.Join("\n", noticed.Select(static verdict => $"{verdict.Mutant} ({verdict.Survivor!.Pattern})")));
        var unused = Survivors.Except(verdicts.Select(static verdict => verdict.Survivor)).ToList();
        Assert.True(unused.Count == 0, "These survivors do not exist:\n" + string.Join("\n", unused));
    }

    private static IEnumerable<Verdict> Judge(string folder)
    {
        var files = FixtureTests.Load(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).ToArray();
        var known = Linter.Run(files).Diagnostics.Select(static diagnostic => (diagnostic.Id, diagnostic.Message)).ToHashSet();
        return Mutator.Mutate(Path.GetFileName(folder), files)
            .AsParallel().AsOrdered()
            .Select(mutant => Judge(mutant, files, known));
    }

    private static Verdict Judge(Mutant mutant, (string Path, byte[] Text)[] files, HashSet<(string Id, string Message)> known)
    {
        var mutated = files.Select(file => file.Path == mutant.Place.File.Path ? (file.Path, mutant.Apply()) : file);
        var notices = Linter.Run(mutated).Diagnostics
            .Where(diagnostic => mutant.Rules.Contains(diagnostic.Id) && !known.Contains((diagnostic.Id, diagnostic.Message)))
            .Where(diagnostic => diagnostic.Related.Select(static related => related.Location).Prepend(diagnostic.Location).Any(place => IsAbout(mutant, place)))
            .ToList();
        var survivor = Survivors.FirstOrDefault(survivor => FileSystemName.MatchesSimpleExpression(survivor.Pattern, mutant.ToString(), ignoreCase: false));
        return new Verdict(mutant, notices, survivor);
    }

    /// <summary>Whether a place is that of the broken thing, or one where the words of a reference to it stand.</summary>
    private static bool IsAbout(Mutant mutant, SourceLocation place)
    {
        var span = WholeOf(place);
        if (place.File.Path == mutant.Place.File.Path && span.Start < mutant.Span.End && mutant.Span.Start < span.End)
            return true;
        var text = place.File.GetText(span);
        return mutant.Words.Any(word => HoldsWord(text, word));
    }

    /// <summary>What a place stands for: the entry, where it is the key of a map or list.</summary>
    private static SourceSpan WholeOf(SourceLocation place)
    {
        foreach (var document in YamlParser.Parse(place.File).Documents)
        {
            if (Find(document.Root) is { } found)
                return found;
        }

        return place.Span;

        SourceSpan? Find(YamlNode node)
        {
            if ((node.IsMapping || node.IsSequence) && node.HeadSpan == place.Span)
                return node.EntrySpan;
            if (!node.IsMapping && !node.IsSequence)
                return null;
            foreach (var child in node.Children)
            {
                if (Find(child) is { } found)
                    return found;
            }

            return null;
        }
    }

    private static bool HoldsWord(string text, string word)
    {
        for (var start = text.IndexOf(word, StringComparison.Ordinal); start >= 0; start = text.IndexOf(word, start + 1, StringComparison.Ordinal))
        {
            if (!IsInWord(start - 1) && !IsInWord(start + word.Length))
                return true;
        }

        return false;

        bool IsInWord(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-');
    }

    private static string Print(List<Verdict> verdicts)
    {
        var table = new StringBuilder();
        foreach (var verdict in verdicts)
            table.Append(verdict.Mark).Append(' ').Append(verdict.Mutant).Append("  ").AppendLine(verdict.Explanation);
        table.AppendLine();
        foreach (var kind in verdicts.GroupBy(static verdict => verdict.Mutant.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{kind.Key,-28} {kind.Count(),4} mutants, {kind.Count(IsNoticed),4} noticed, {kind.Count(IsOnlyHinted),4} of them by a hint only, {kind.Count(static verdict => !IsNoticed(verdict)),4} survive");
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"{"all",-28} {verdicts.Count,4} mutants, {verdicts.Count(IsNoticed),4} noticed, {verdicts.Count(IsOnlyHinted),4} of them by a hint only, {verdicts.Count(static verdict => !IsNoticed(verdict)),4} survive");
        return table.ToString();

        static bool IsNoticed(Verdict verdict) => verdict.Notices.Count > 0;
        static bool IsOnlyHinted(Verdict verdict) => verdict.Mark == "hint    ";
    }

    private sealed record Verdict(Mutant Mutant, IReadOnlyList<ManifestDiagnostic> Notices, Survivor? Survivor)
    {
        public string Mark => Notices.Count == 0 ? "SURVIVES" : Notices.All(static notice => notice.Severity == DiagnosticSeverity.Info) ? "hint    " : "noticed ";

        public string Explanation => Notices.Count > 0
            ? string.Join(", ", Notices.Select(static notice => notice.Id).Distinct())
            : Survivor?.Reason ?? $"not noticed by {string.Join(", ", Mutant.Rules)}";
    }
}
