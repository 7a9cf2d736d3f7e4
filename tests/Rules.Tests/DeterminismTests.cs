using EksLint.Analysis;
using EksLint.Inputs;
using EksLint.Syntax;

namespace EksLint.Rules.Tests;

/// <summary>Neither the number of threads nor the parser changes anything.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void All_fixtures_give_the_same_findings_in_the_same_order_on_any_number_of_threads()
    {
        var files = Directory.GetFiles(Repository.Fixtures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var one = Lint(files, threads: 1);
        Assert.NotEmpty(one);
        Assert.Equal(one, Lint(files, threads: 2));
        Assert.Equal(one, Lint([.. files.Reverse()], threads: 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void All_fixtures_give_the_same_findings_with_the_reference_parser(int threads)
    {
        var files = Directory.GetFiles(Repository.Fixtures, "*", SearchOption.AllDirectories);
        Assert.Equal(Lint(files, threads), Lint(files, threads, new YamlDotNetProducer()));
    }

    private static string[] Lint(IEnumerable<string> files, int threads, ITapeProducer? producer = null)
    {
        var texts = files.Select(static file => new InputText(Path.GetRelativePath(Repository.Fixtures, file), () => File.OpenRead(file)));
        var input = InputReader.Read(texts, producer ?? YamlParser.Producer);
        var result = new LintDriver(RuleList.CreateAnalyzers(), RuleSettings.Default) { Threads = threads }.Run(input);
        return [.. result.Diagnostics.Select(static diagnostic => $"{diagnostic.Severity} {Expectation.From(diagnostic)} {string.Join(", ", diagnostic.Related.Select(static related => related.Message))}")];
    }
}
