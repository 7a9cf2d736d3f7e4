using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class SyntaxErrorTests
{
    // In the texts, ▸ is a tab; « and » mark where the error must point.
    [Theory]
    [InlineData("a:\n«▸»b: 1\n", "tab", "blanks")]
    [InlineData("a:\n  b:\n    c: x\n«▸»d: 1\n", "tab", "blanks")]
    [InlineData("a:\n  - \"x\"\n  «▸»- y\n", "tab", "blanks")]
    [InlineData("x: 1\ny: 2\nz:\n  a:\n    b: 'c'\n«▸»d: 1\n", "tab", "blanks")]
    [InlineData("a«:»b\nc: d\n", "no blank behind the colon", "a: …")]
    [InlineData("a: 1\nb«:»2\nc: 3\n", "no blank behind the colon", "b: …")]
    [InlineData("a: «'»b\nc: d\n", "never closed", "close it")]
    [InlineData("a: «\"»b\nc: d\n", "never closed", "close it")]
    [InlineData("a: 1\nb: «[»1, 2\nc: \"d\"\n", "never closed", "brackets")]
    [InlineData("a: 1\nb: «[»1, 2\nc: d\n", "never closed", "brackets")]
    [InlineData("a: «{»b: 1\n", "never closed", "brackets")]
    [InlineData("{\n▸\"a\": «{»\n▸\"b\": 1\n\n", "never closed", "brackets")]
    [InlineData("a: «[»", "never closed", "brackets")]
    [InlineData("a: [\"b\" «\"»c\"]\n", "missing comma", "commas")]
    [InlineData("{\n▸\"a\": 1\n▸«\"»b\": 2\n}\n", "comma", "commas", true)]
    [InlineData("a:\n  b: 1\n «c»: 2\n", "no YAML", "indentation")]
    [InlineData("- a\n«b»: 1\n", "no YAML", "indentation")]
    [InlineData("a: 1\n«-» b\n", "no YAML", "indentation")]
    [InlineData("a: «%»b\n", "cannot begin with '%'", "quotes")]
    [InlineData("a: «@»b\n", "cannot begin with '@'", "quotes")]
    [InlineData("- «`»b`\n", "cannot begin with '`'", "quotes")]
    [InlineData("a: b«:» c\n", "second ': '", "quotes")]
    [InlineData("a: b\n  c«:» d\n", "second ': '", "indent")]
    [InlineData("a: \"x«\\d»y\"\n", "unknown escape", "single quotes")]
    [InlineData("&b b: 1\na: «\"»x\ny\"\n", "not indented", "close it")]
    [InlineData("a: «\"»\\ud83d\"\n", "names no character", null)]
    [InlineData("a: \"\\ud83d\\u0041«\"»\n", "none", null)]
    [InlineData("«%»YAML 3.0\n---\na: b\n", "incompatible", null)]
    [InlineData("a: !<>« »b\n", "none", null)]
    [InlineData("a: «]»\n", "no YAML", null)]
    [InlineData("a: \"b\" «c»\n", "no YAML", null)]
    public void Errors_point_at_the_cause(string marked, string message, string? hint, bool openingBracket = false)
    {
        marked = marked.Replace('▸', '\t');
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var error = Yaml.Error(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));

        Assert.Equal(SyntaxErrorKind.Malformed, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        if (hint is not null)
            Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.Equal(openingBracket ? new SourceSpan(0, 1) : new SourceSpan(start, end), error.Location.Span);
    }

    [Fact]
    public void An_error_at_the_end_lies_inside_the_file()
    {
        foreach (var text in (string[])["a: [", "a: {b", "a: \"", "a: '\\", "a: \"\\", "- - [", "a: !<", "a: &", "%", "%YAML", "a: |x", "a: *"])
        {
            var error = Assert.Single(Yaml.Parse(text).Errors);
            Assert.InRange(error.Location.Span.Start, 0, text.Length);
            Assert.InRange(error.Location.Span.End, error.Location.Span.Start, text.Length);
        }
    }

    [Fact]
    public void Messages_are_whole_sentences_without_their_period()
    {
        foreach (var text in (string[])["a: ]", "a: [b: c: d]", "a: \"b\" c", "a: |x\n"])
        {
            var message = Yaml.Error(text).Message;
            Assert.False(message.EndsWith('.'));
            Assert.True(char.IsLower(message[0]));
        }
    }
}
