using System.Globalization;
using EksLint.Syntax;
using Xunit;
using Xunit.Abstractions;

namespace EksLint.Tests.Syntax;

/// <summary>The fast producer against the reference: what it accepts, the reference accepts with the same tape.</summary>
/// <remarks>
/// EKSLINT_FUZZ_MUTATIONS runs more mutations than the usual ones, EKSLINT_FUZZ_SEED others, EKSLINT_FUZZ_CORPUS adds the files of a folder.
/// </remarks>
public sealed class ProducerComparisonTests(ITestOutputHelper output)
{
    private const int UsualMutations = 20_000;

    private static readonly string? Corpus = Environment.GetEnvironmentVariable("EKSLINT_FUZZ_CORPUS");

    [Fact]
    public void Fixtures_and_corpus_give_the_same_tape()
    {
        var comparison = new TapeComparison();
        foreach (var path in FixturePaths().Concat(CorpusPaths()))
        {
            var file = SourceDecoder.Decode(path, File.ReadAllBytes(path), out _);
            Assert.Null(comparison.Compare(file));
        }

        Report(comparison);
    }

    [Fact]
    public void Generated_documents_give_the_same_tape()
    {
        var comparison = new TapeComparison();
        for (var seed = 0; seed < 3000; seed++)
            Assert.Null(comparison.Compare(Yaml.File(YamlSample.Create(seed).Text)));
        Report(comparison);

        // The generator writes little that the fast producer does not know.
        Assert.InRange(comparison.DocumentsHandedOver, 0, comparison.Documents / 10);
    }

    [Fact]
    public void Mutated_documents_give_the_same_tape()
    {
        var comparison = new TapeComparison();
        var texts = SampleDocuments.All.Concat(CorpusPaths().Select(File.ReadAllText)).Where(text => text.Length < 20_000).ToArray();
        var mutations = Number("EKSLINT_FUZZ_MUTATIONS", UsualMutations);
        var seed = Number("EKSLINT_FUZZ_SEED", 1);
        var mutator = new Mutator(seed);
        var differences = new List<string>();
        for (var i = 0; i < mutations && differences.Count < 20; i++)
        {
            var text = (i % 6) switch
            {
                4 => mutator.Decorate(YamlSample.Create(seed + i).Text),
                5 => mutator.Decorate(texts[i % texts.Length]),
                0 => mutator.Mutate(YamlSample.Create(seed + i).Text),
                1 => mutator.Soup(),
                _ => mutator.Mutate(texts[i % texts.Length]),
            };
            if (comparison.Compare(Yaml.File(text)) is { } difference)
                differences.Add(difference);
        }

        Report(comparison);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    [Fact]
    public void Whatever_a_file_holds_is_read_without_an_exception_and_with_sound_spans()
    {
        var mutator = new Mutator(Number("EKSLINT_FUZZ_SEED", 1) + 1);
        for (var i = Number("EKSLINT_FUZZ_MUTATIONS", UsualMutations); i > 0; i--)
        {
            var text = i % 2 == 0 ? mutator.Soup() : mutator.Mutate(SampleDocuments.All[i % SampleDocuments.All.Length]);
            try
            {
                AssertSound(Yaml.Parse(text));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Reading this failed:\n{text}\n", exception);
            }
        }
    }

    private static void AssertSound(ParsedFile parsed)
    {
        foreach (var error in parsed.Errors)
            Assert.True(parsed.File.Span.Contains(error.Location.Span) && error.Location.Span.Start <= error.Location.Span.End, error.Message);
        foreach (var document in parsed.Documents)
        {
            _ = document.Comments;
            for (var parent = 0; parent < document.NodeCount; parent++)
            {
                var node = new YamlNode(document, parent);
                _ = node.Text + node.Key + node.GetPath() + node.LocationOf(0, 1);
                var position = node.Span.Start;
                for (var i = parent + 1; i < document[parent].Next; i = document[i].Next)
                {
                    var child = new YamlNode(document, i);
                    Assert.True(child.EntrySpan.Start >= position && child.EntrySpan.End <= node.Span.End, $"'{child}' in '{node}'");
                    Assert.True(child.KeySpan.End <= child.Span.Start, $"the key of '{child}'");
                    position = child.EntrySpan.End;
                }
            }
        }
    }

    [Fact]
    public void Sample_documents_are_known()
    {
        var comparison = new TapeComparison();
        foreach (var text in SampleDocuments.All)
            Assert.Null(comparison.Compare(Yaml.File(text)));

        // The one with an explicit key.
        Assert.Equal(1, comparison.DocumentsHandedOver);
    }

    /// <summary>kubectl takes them, so the reference is asked about the same text indented as it likes.</summary>
    [Theory]
    [InlineData("a:\n  b: \"c\n  d\n\n e\\n\\\nf\n\"\n", "c d\ne\nf ")]
    [InlineData("a:\n  b: [x, \"\nc;\n d\n\", y\nz,\n\n]\n", " c; d ")]
    [InlineData("a: {\nb:\nc\nd, e: f\n}\n", "c d")]
    [InlineData("a:\n- b: [\nx,\n'c\nd'\n]\n", "c d")]
    [InlineData("a:\n  b: |\n    \n\n   \n    c\n", "\n\n\nc\n")]
    [InlineData("a:\n  b: |-\r\n    \r\n    c\r\n", "\nc")]
    [InlineData("x: &x !!str 1\na:\n  b: !t |\n     \n     c\nd: *x\n", "\nc\n")]
    public void Lines_between_quotes_and_brackets_and_above_literal_text_may_be_indented_as_they_like(string text, string value)
    {
        var comparison = new TapeComparison();
        Assert.Null(comparison.Compare(Yaml.File(text)));
        Assert.Equal((0, 1), (comparison.DocumentsHandedOver, comparison.DocumentsIndented));
        var root = Yaml.Root(text)["a"];
        var node = (root.IsSequence ? root.Children.First() : root)["b"];
        Assert.Equal(value, node.IsSequence ? node.Children.ElementAt(1).Text : node.Text);
    }

    /// <summary>kubectl takes them, so the reference is asked about the same text without them.</summary>
    [Theory]
    [InlineData("a: {b: &x 1, c: !t &y [*x]}\n")]
    [InlineData("{\"a\": &x {\"b\": &y c, \"e\": 2}, \"d\": 1}\n")]
    public void Anchors_may_stand_between_braces(string text)
    {
        var comparison = new TapeComparison();
        Assert.Null(comparison.Compare(Yaml.File(text)));
        Assert.Equal((0, 1), (comparison.DocumentsHandedOver, comparison.DocumentsWithoutAnchors));
        Assert.Empty(YamlParser.Parse(Yaml.File(text)).Errors);
    }

    [Theory]
    [InlineData("{0}: 1\n")]
    [InlineData("'{0}': 1\n")]
    [InlineData("- {0}   : 1\n")]
    [InlineData("x: {{\"{0}\":1}}\n")]
    [InlineData("{{{0}: 1}}\n")]
    [InlineData("é{0}: 1\n")]
    public void Keys_may_be_as_long_as_the_reference_allows(string format)
    {
        var comparison = new TapeComparison();
        for (var length = 1000; length < 1040; length++)
            Assert.Null(comparison.Compare(Yaml.File(string.Format(null, format, new string('k', length)))));
        Assert.InRange(comparison.DocumentsHandedOver, 1, comparison.Documents - 1);
    }

    [Theory]
    [InlineData("a: *x\n")]
    [InlineData("a: &x [*x]\n")]
    [InlineData("a: &x\n  b: *x\n")]
    [InlineData("a: &x &y 1\n")]
    [InlineData("a: &x\nb: 1\n")]
    [InlineData("a: [&x ]\n")]
    [InlineData("a: !t\n")]
    [InlineData("a: ! 1\n")]
    [InlineData("a: !<t> 1\n")]
    [InlineData("a: !t!u 1\n")]
    [InlineData("&x a: 1\n")]
    [InlineData("- &x a: 1\n")]
    [InlineData("a: &x 1\n*x : 2\n")]
    [InlineData("? a\n: b\n")]
    [InlineData("%YAML 1.2\n---\na: 1\n")]
    [InlineData("a: 1\rb: 2\n")]
    [InlineData("a: x\u0085y\n")]
    [InlineData("a: x\u2028y\n")]
    [InlineData("\ufeffa: 1\n")]
    [InlineData("a: \u0001\n")]
    [InlineData("a:\n\tb: 1\n")]
    [InlineData("a: |1\n x\n")]
    [InlineData("a: |\n   \n  x\n")]
    [InlineData("a: [b: c]\n")]
    [InlineData("a: \"\\ud83d\\ude00\"\n")]
    [InlineData("a *b: 1\n")]
    [InlineData("text\n")]
    [InlineData("--- a\n")]
    public void What_is_not_certain_is_left_to_the_reference(string text)
    {
        var file = Yaml.File(text);
        Assert.False(BlockStyleProducer.TryProduce(file, file.Span, out _));
    }

    internal static IEnumerable<string> FixturePaths()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Linter.sln")))
            folder = Path.GetDirectoryName(folder);
        var fixtures = Path.Combine(folder ?? "", "tests", "fixtures");
        return Directory.Exists(fixtures) ? YamlFiles(fixtures) : [];
    }

    private static IEnumerable<string> CorpusPaths() => Corpus is null ? [] : YamlFiles(Corpus);

    private static IEnumerable<string> YamlFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".yaml" or ".yml" or ".json")
            .Order(StringComparer.Ordinal);

    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private void Report(TapeComparison comparison) => output.WriteLine(
        $"{comparison.Documents} documents, {comparison.Bytes} bytes; handed over {comparison.DocumentsHandedOver} documents, {comparison.BytesHandedOver} bytes");
}
