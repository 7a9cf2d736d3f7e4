using System.Text;
using System.Text.Unicode;
using EksLint.Inputs;
using EksLint.Syntax;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>A file that is read in parts is read as one that is not, whatever their size.</summary>
public sealed class PartTests
{
    private static readonly string[] Lines =
    [
        "---", "--- ", "---\r", "--- # comment", "--- {a: 1}", "---x", "...", "... # comment", "....", "%YAML 1.2", "%TAG !e! tag:example.com,2000:", "# comment",
        "", " ", "\t", "\r", "a: 1", "a: 1\r", "b: é", "c: |", "  ---", "  ...", "  text", "d: [", "]", "- x", "{\"a\": 1}", "e: 'x", "\0", "key: &a x", "f: \"\\x\"",
    ];

    private static Arbitrary<string> Texts =>
        Gen.Elements(Lines).ListOf()
            .Zip(Gen.Elements("", "\n", "\r\n", "\n...", "\n---"))
            .Select(static sample => string.Join('\n', sample.Item1) + sample.Item2)
            .ToArbitrary();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(100)]
    public void Parts_have_the_documents_of_the_whole(int size) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Texts, text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var parts = DocumentSplitter.CutParts(bytes, size);
            Assert.Equal(0, parts[0].Start);
            Assert.Equal(bytes.Length, parts[^1].End);
            Assert.Equal(parts.Skip(1).Select(static part => part.Start), parts.SkipLast(1).Select(static part => part.End));
            Assert.All(parts.SkipLast(1), part => Assert.True(part.Length >= size));
            Assert.Equal(DocumentSplitter.Split(bytes), parts.SelectMany(part => DocumentSplitter.Split(bytes, part)));
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100)]
    public void What_is_read_in_parts_is_what_is_read_at_once(int size) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Texts, text =>
        {
            var file = new SourceFile("x.yaml", Encoding.UTF8.GetBytes(text));
            Assert.Equal(Describe(Read(file, int.MaxValue)), Describe(Read(file, size)));
        }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(YamlLimits.BrokenDocuments - 1)]
    [InlineData(YamlLimits.BrokenDocuments)]
    [InlineData(YamlLimits.BrokenDocuments + 1)]
    [InlineData(3 * YamlLimits.BrokenDocuments)]
    public void The_same_documents_are_read_before_too_many_are_broken(int broken)
    {
        foreach (var between in (string[])["", "---\nb: 1\n"])
        {
            var text = string.Concat(Enumerable.Repeat("---\na: [\n" + between, broken)) + "---\nc: 1\n";
            var file = new SourceFile("x.yaml", Encoding.UTF8.GetBytes(text));
            var expected = Describe(Read(file, int.MaxValue));
            foreach (var size in (int[])[8, 100, 4000, text.Length / 2])
                Assert.Equal(expected, Describe(Read(file, size)));
        }
    }

    [Fact]
    public void All_documents_are_looked_at_in_order()
    {
        var file = new SourceFile("x.yaml", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(static i => $"---\na: {i}\n"))));
        var parsed = new DocumentReader(new TapeProducer()) { PartBytes = 100 }.Read(file, static documents => documents, out var seen);
        Assert.True(seen.Length > 50);
        Assert.Equal(parsed.Documents, seen.SelectMany(static documents => documents));
    }

    [Fact]
    public void A_text_is_valid_where_its_pieces_are()
    {
        byte[][] pieces = [[(byte)'a'], [(byte)'\n'], [0xC3, 0xA9], [0xE2, 0x80, 0xA6], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F, 0x98], [0x80], [0x80, 0x80, 0x80, 0x80], [0xC3], [0xED, 0xA0, 0x80], [0]];
        var texts = Gen.Frequency([.. pieces.Select(static (piece, i) => (i < 5 ? 10 : 1, Gen.Constant(piece)))]).ListOf().Select(static list => list.SelectMany(static piece => piece).ToArray()).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(texts, Gen.Choose(1, 9).ToArbitrary(), static (text, size) =>
        {
            Assert.Equal(Utf8.IsValid(text), Utf8Pieces.All(text, Utf8.IsValid, size));
            Assert.Equal(Ascii.IsValid(text), Utf8Pieces.All(text, Ascii.IsValid, size));
        }));
    }

    [Fact]
    public void A_word_is_found_across_pieces() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
            Gen.Elements("a", "b", "é").ListOf().Select(string.Concat).ToArbitrary(),
            Gen.Elements("ab", "aba", "é", "bé").ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            static (text, word, size) => Assert.Equal(
                text.Contains(word, StringComparison.Ordinal),
                Utf8Pieces.Contain(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(word), size))));

    [Fact]
    public void Large_files_are_read_to_their_end()
    {
        var path = Path.GetTempFileName();
        var bytes = new byte[5 * 1024 * 1024 + 7];
        new System.Random(1).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        Assert.Equal(bytes, FileFinder.Read(path));
        File.Delete(path);
    }

    private static ParsedFile Read(SourceFile file, int size) => new DocumentReader(new TapeProducer()) { PartBytes = size }.Read(file);

    private static IEnumerable<string> Describe(ParsedFile parsed) =>
        parsed.Documents.Select(static document => $"{document.Span} {document.NodeCount}").Concat(parsed.Errors.Select(static error => $"{error.Kind} {error.Location.Span} {error.Message}"));
}
