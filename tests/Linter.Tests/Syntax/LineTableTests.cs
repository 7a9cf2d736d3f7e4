using System.Text;
using EksLint.Syntax;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>Lines are what a look at each byte finds, whatever the size of a block.</summary>
public sealed class LineTableTests
{
    private static readonly string[] Pieces = ["\n", "\r\n", "\r", "a", "bc", "é", "😀", "…", "\n\n", "\r\r\n"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(2048)]
    public void Lines_are_those_of_the_plain_way(int blockBytes) =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces)).ToArbitrary(),
            text => AssertLines(text, blockBytes)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\r\n")]
    [InlineData("\n\r")]
    [InlineData("a\r")]
    public void Lines_of_short_texts(string text) => AssertLines(text, blockBytes: 1);

    [Fact]
    public void Lines_that_are_not_there_are_refused()
    {
        var file = Yaml.File("a\nb");
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetLine(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.GetLine(-1));
    }

    private static void AssertLines(string text, int blockBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var table = new LineTable(bytes, isAscii: bytes.Length == text.Length, blockBytes);
        var starts = FindStarts(bytes);
        Assert.Equal(starts.Count, table.Count);
        Assert.Equal(starts, Enumerable.Range(0, table.Count).Select(table.Start));
        for (var start = 0; start < text.Length; start++)
        {
            if (char.IsLowSurrogate(text[start]))
                continue;
            var offset = Encoding.UTF8.GetByteCount(text.AsSpan(0, start));
            var line = starts.FindLastIndex(known => known <= offset);
            Assert.Equal(line, table.LineOf(offset));
            Assert.Equal(starts[line], table.StartOfLine(offset));
            Assert.Equal(start, table.CharOffset(offset));
        }

        Assert.Equal(starts.Count - 1, table.LineOf(bytes.Length));
        Assert.Equal(text.Length, table.CharOffset(bytes.Length));
        var next = 0;
        foreach (var start in starts)
        {
            Assert.Equal(start, next);
            var line = table.LineAt(start);
            Assert.DoesNotContain('\n', Encoding.UTF8.GetString(bytes, line.Start, line.Length));
            next = table.StartOfNext(line);
        }

        Assert.Equal(-1, next);
    }

    private static List<int> FindStarts(byte[] text)
    {
        var starts = new List<int> { 0 };
        for (var i = 1; i <= text.Length; i++)
        {
            if (text[i - 1] == '\n' || (text[i - 1] == '\r' && (i == text.Length || text[i] != '\n')))
                starts.Add(i);
        }

        return starts;
    }
}
