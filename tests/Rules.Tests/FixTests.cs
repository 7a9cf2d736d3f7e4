using System.Text;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Syntax;

namespace EksLint.Rules.Tests;

/// <summary>What every fix owes its user, on every fixture: alone, with all others, and a second time.</summary>
public sealed class FixTests
{
    public static TheoryData<string> Fixtures() => FixtureTests.Fixtures();

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_fix_alone_mends_its_finding_and_nothing_else(string fixture)
    {
        var texts = FixtureTests.Load(FixtureTests.FilesOf(fixture)).ToDictionary(static file => file.Path, static file => file.Text, StringComparer.Ordinal);
        foreach (var diagnostic in Fixable(Lint(texts)))
        {
            var file = diagnostic.Location.File;
            var run = new FixRun(path => texts[path]);
            Assert.True(run.TryPass([new FileFix(file, diagnostic.Fix!)]), $"{diagnostic.Id} '{diagnostic.Fix!.Title}' does nothing");
            Assert.Empty(run.Refused);
            Assert.Equal([file.Path], run.Changed.Keys);
            AssertSameOutside(file, diagnostic.Fix!, Decode(file.Path, run.Changed[file.Path]));

            var after = Lint(With(texts, run.Changed));
            AssertParses(diagnostic.Location.File.Path, texts, run.Changed);
            var place = Moved(diagnostic.Location.Span.Start, diagnostic.Fix!);
            Assert.DoesNotContain(
                after.Diagnostics,
                found => found.Location.File.Path == file.Path && found.Id == diagnostic.Id && found.Message == diagnostic.Message && found.Location.Span.Start == place);
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void All_fixes_together_leave_nothing_to_fix(string fixture)
    {
        var texts = FixtureTests.Load(FixtureTests.FilesOf(fixture)).ToDictionary(static file => file.Path, static file => file.Text, StringComparer.Ordinal);
        foreach (var safety in (FixSafety[])[FixSafety.Safe, FixSafety.Offer])
        {
            var run = new FixRun(path => texts[path]);
            while (run.TryPass(FixesOf(Lint(With(texts, run.Changed)), safety)))
                Assert.Empty(run.Refused);
            Assert.True(run.Passes < FixRun.MostPasses, $"{fixture}: the fixes come to no end");
            foreach (var path in run.Changed.Keys)
                AssertParses(path, texts, run.Changed);

            var mended = With(texts, run.Changed);
            var again = new FixRun(path => mended[path]);
            Assert.False(again.TryPass(FixesOf(Lint(mended), safety)));
            Assert.Empty(again.Refused);
            Assert.Empty(again.Changed);
        }
    }

    private static LintResult Lint(Dictionary<string, byte[]> texts) => Linter.Run(texts.Select(static text => (text.Key, text.Value)));

    private static IEnumerable<ManifestDiagnostic> Fixable(LintResult result) =>
        result.Diagnostics.Where(static diagnostic => diagnostic.Suppression is null && diagnostic.Fix?.StaysIn(diagnostic.Location.File) == true);

    private static IEnumerable<FileFix> FixesOf(LintResult result, FixSafety safety) =>
        Fixable(result).Where(diagnostic => diagnostic.Fix!.Safety <= safety).Select(static diagnostic => new FileFix(diagnostic.Location.File, diagnostic.Fix!));

    private static Dictionary<string, byte[]> With(Dictionary<string, byte[]> texts, IReadOnlyDictionary<string, byte[]> changed) =>
        texts.ToDictionary(static text => text.Key, text => changed.GetValueOrDefault(text.Key) ?? text.Value, StringComparer.Ordinal);

    private static SourceFile Decode(string path, byte[] bytes)
    {
        var file = SourceDecoder.Decode(path, bytes, out var problem);
        Assert.Null(problem);
        return file;
    }

    private static void AssertParses(string path, Dictionary<string, byte[]> texts, IReadOnlyDictionary<string, byte[]> changed)
    {
        var before = YamlParser.Parse(Decode(path, texts[path]));
        var after = YamlParser.Parse(Decode(path, changed[path]));
        Assert.Equal(before.Errors.Count, after.Errors.Count);
        Assert.Equal(before.Documents.Count, after.Documents.Count);
    }

    /// <summary>Takes the new texts out of the result again and puts the old ones in: what comes out must be the file as it was.</summary>
    private static void AssertSameOutside(SourceFile before, CodeFix fix, SourceFile after)
    {
        var restored = Encoding.UTF8.GetString(after.Text);
        foreach (var edit in fix.Edits.OrderBy(static edit => edit.Location.Span.Start))
        {
            var start = Encoding.UTF8.GetCharCount(before.Text[..edit.Location.Span.Start]);
            Assert.Equal(edit.NewText, restored.Substring(start, edit.NewText.Length));
            restored = restored.Remove(start, edit.NewText.Length).Insert(start, before.GetText(edit.Location.Span));
        }

        Assert.Equal(Encoding.UTF8.GetString(before.Text), restored);
    }

    private static int Moved(int position, CodeFix fix) =>
        position + fix.Edits.Where(edit => edit.Location.Span.End <= position && edit.Location.Span.Start < position).Sum(static edit => Encoding.UTF8.GetByteCount(edit.NewText) - edit.Location.Span.Length);
}
