using System.Text;
using EksLint.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class SourceTests
{
    private const string Sample = "a: é\r\nb: 😀x # ü\n";

    [Fact]
    public void Utf8_with_and_without_byte_order_mark()
    {
        AssertSample(Encoding.UTF8.GetBytes(Sample));
        AssertSample([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sample)]);
    }

    [Fact]
    public void Utf16_of_both_byte_orders()
    {
        AssertSample([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sample)]);
        AssertSample([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sample)]);
    }

    private static void AssertSample(byte[] bytes)
    {
        var file = SourceDecoder.Decode("x.yaml", bytes, out var problem);
        Assert.Null(problem);
        Assert.Equal(Sample, Encoding.UTF8.GetString(file.Text));
        var root = Assert.Single(YamlParser.Parse(file).Documents).Root;
        Assert.Equal("a", root.At(root["a"].KeySpan));
        var location = root["b"].LocationOf(2, 1).ToLocation();
        Assert.Equal(new LinePosition(1, 5), location.GetLineSpan().StartLinePosition);
        Assert.Equal(new TextSpan(11, 1), location.SourceSpan);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0xFF }, "UTF-8")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0xC3 }, "UTF-8")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "UTF-8")]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0x00 }, "binary")]
    [InlineData(new byte[] { 0x61, 0x00, 0x3A, 0x00 }, "binary")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61 }, "UTF-16")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00 }, "UTF-16")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00 }, "binary")]
    public void What_is_no_text_is_a_problem(byte[] bytes, string expected)
    {
        var file = SourceDecoder.Decode("x.yaml", bytes, out var problem);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Equal(0, file.Length);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    public void An_empty_file_is_text(byte[] bytes)
    {
        var file = SourceDecoder.Decode("x.yaml", bytes, out var problem);
        Assert.Null(problem);
        Assert.Equal(1, file.LineCount);
        Assert.Empty(YamlParser.Parse(file).Documents);
    }

    [Fact]
    public void Lines_and_columns_count_utf16_units()
    {
        var file = Yaml.File("é😀x\r\n\rüy");
        Assert.Equal(3, file.LineCount);
        Assert.Equal(new LinePosition(0, 3), file.GetLinePosition(6));
        Assert.Equal(new LinePosition(2, 1), file.GetLinePosition(12));
        Assert.Equal("é😀x", file.GetText(file.GetLine(0)));
        Assert.Equal("", file.GetText(file.GetLine(1)));
        Assert.Equal("üy", file.GetText(file.GetLine(2)));
        Assert.Equal(6, file.GetOffset(new LinePosition(0, 3)));
        Assert.Equal(7, file.GetOffset(new LinePosition(0, 99)));
        Assert.Equal(new TextSpan(8, 1), file.GetTextSpan(new SourceSpan(12, 13)));
    }

    [Theory]
    [InlineData("x.yaml", "")]
    [InlineData("a/b/x.yaml", "a/b")]
    [InlineData("/x.yaml", "")]
    public void Folders_of_paths(string path, string folder) => Assert.Equal(folder, new SourceFile(path, []).Directory);
}
