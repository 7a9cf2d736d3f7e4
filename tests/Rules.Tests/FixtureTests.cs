using System.Text;
using EksLint.CodeFixes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>
/// Runs every fixture: a file is linted alone, a folder inside a rule's folder as one set. What is expected stands in the files. An error or warning that
/// no expectation names fails the test; infos are compared only for the folder's own rule.
/// </summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Fixtures()
    {
        var data = new TheoryData<string>();
        foreach (var rule in Directory.GetDirectories(Repository.Fixtures).Order(StringComparer.Ordinal))
        {
            foreach (var entry in Directory.GetFileSystemEntries(rule).Where(IsFixture).Order(StringComparer.Ordinal))
                data.Add(Path.GetRelativePath(Repository.Fixtures, entry));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Findings_are_exactly_those_that_the_fixture_states(string fixture)
    {
        var files = FilesOf(fixture);
        var expected = files.SelectMany(file => Expectation.Read(file, Shown(file))).ToList();
        var rule = fixture.Split('/', '\\')[0];
        var found = Linter.Run(Load(files)).Diagnostics
            .Where(diagnostic => diagnostic.Suppression is null && (diagnostic.Severity > DiagnosticSeverity.Info || diagnostic.Id == rule || expected.Exists(wanted => wanted.Id == diagnostic.Id)))
            .Select(Expectation.From)
            .ToList();

        var missing = expected.Where(wanted => !found.Exists(wanted.IsMetBy)).ToList();
        var surplus = found.Where(finding => !expected.Exists(wanted => wanted.IsMetBy(finding))).ToList();
        Assert.True(
            missing.Count == 0 && surplus.Count == 0,
            $"{fixture}\nexpected but not found:\n  {string.Join("\n  ", missing)}\nfound but not expected:\n  {string.Join("\n  ", surplus)}");
        if (Path.GetFileName(fixture).StartsWith("bad", StringComparison.Ordinal))
            Assert.Contains(found, finding => finding.Id == rule);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Fixes_do_what_the_fixed_file_shows(string fixture)
    {
        var rule = fixture.Split('/', '\\')[0];
        foreach (var path in FilesOf(fixture))
        {
            var fixedPath = FixedPath(path);
            var fixes = Linter.Run(Load(FilesOf(fixture))).Diagnostics
                .Where(diagnostic => diagnostic.Id == rule && diagnostic.Fix is not null && diagnostic.Location.File!.Path == Shown(path))
                .ToList();
            if (!File.Exists(fixedPath))
            {
                Assert.True(fixes.Count == 0, $"{fixture} has fixes but no {Path.GetFileName(fixedPath)}");
                continue;
            }

            Assert.NotEmpty(fixes);
            var text = FixApplier.Apply(fixes[0].Location.File!, fixes.Select(static diagnostic => diagnostic.Fix!));
            Assert.Equal(File.ReadAllText(fixedPath), Encoding.UTF8.GetString(text));
            Assert.DoesNotContain(YamlParser.Parse(new SourceFile("fixed.yaml", text)).Errors, static error => error.Kind == SyntaxErrorKind.Malformed);
        }
    }

    [Fact]
    public void Applications_that_are_correct_give_no_finding()
    {
        var folder = Path.Combine(Repository.Fixtures, "apps");
        foreach (var app in Directory.GetDirectories(folder))
        {
            var files = Directory.GetFiles(app, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
            var found = Linter.Run(Load(files)).Diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(Expectation.From);
            Assert.True(!found.Any(), string.Join("\n", found));
        }
    }

    private static bool IsFixture(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)) != "apps"
        && !path.EndsWith(".expected", StringComparison.Ordinal)
        && !Path.GetFileNameWithoutExtension(path).EndsWith(".fixed", StringComparison.Ordinal);

    internal static string[] FilesOf(string fixture)
    {
        var path = Path.Combine(Repository.Fixtures, fixture);
        return Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Where(IsFixture).Order(StringComparer.Ordinal)]
            : [path];
    }

    private static string FixedPath(string path) => Path.ChangeExtension(path, null) + ".fixed" + Path.GetExtension(path);

    private static string Shown(string path) => Path.GetRelativePath(Repository.Fixtures, path).Replace('\\', '/');

    internal static IEnumerable<(string Path, byte[] Text)> Load(IEnumerable<string> files) =>
        files.Select(static file => (Shown(file), File.ReadAllBytes(file)));
}
