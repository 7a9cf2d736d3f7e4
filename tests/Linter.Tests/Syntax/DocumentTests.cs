using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("a: 1\n", "a: 1")]
    [InlineData("a: 1\n---\nb: 2\n", "a: 1|b: 2")]
    [InlineData("---\na: 1\n---\nb: 2\n---\n", "a: 1|b: 2")]
    [InlineData("--- a\n--- # comment\nb: 2\n", "a|b: 2")]
    [InlineData("---\n\n---\n# nothing\n---\na: 1", "a: 1")]
    [InlineData("a: 1\n...\nb: 2\n... # comment\n---\nc: 3\n", "a: 1|b: 2|c: 3")]
    [InlineData("%YAML 1.2\n# comment\n\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n", "a: 1|b: 2")]
    [InlineData("%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n", "a: !e!x 1")]
    [InlineData("a: |\n  ---\n  ...\n  x\n---\nb: 2\n", "a: |\n  ---\n  ...\n  x|b: 2")]
    [InlineData("a: |\n  x\n---\nb: 2\n", "a: |\n  x|b: 2")]
    [InlineData("a: ---\nb: ...\n---x: 1\n....: 2\n", "a: ---\nb: ...\n---x: 1\n....: 2")]
    [InlineData("a: 1\r\n---\r\nb: 2\r\n", "a: 1|b: 2")]
    [InlineData("{\"a\": 1}\n---\n[2]\n", "{\"a\": 1}|[2]")]
    [InlineData("", "")]
    [InlineData("\n \n# comment\n", "")]
    [InlineData("---", "")]
    [InlineData("...", "")]
    public void Markers_separate_documents(string text, string expected)
    {
        var parsed = Yaml.Parse(text);
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, string.Join('|', parsed.Documents.Select(document => document.Root.At(document.Root.Span))));
    }

    [Fact]
    public void A_broken_document_costs_only_itself()
    {
        var parsed = Yaml.Parse("a: 1\n---\nb: [\n---\nc: 3\n");
        Assert.Equal(["1", "3"], parsed.Documents.Select(document => document.Root.Children.Single().Text));
        var error = Assert.Single(parsed.Errors);
        Assert.Equal(12, error.Location.Span.Start);
    }

    [Fact]
    public void Spans_of_a_later_document_are_offsets_in_the_file()
    {
        var parsed = Yaml.Parse("é: 😀\n---\nb: ü\n");
        var node = parsed.Documents[1].Root["b"];
        Assert.Equal("ü", node.At(node.Span));
        Assert.Equal(2, node.Location.ToLocation().GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Json_is_read_with_tabs_and_escapes()
    {
        var root = Yaml.Root("{\n\t\"kind\": \"Service\",\n\t\"spec\":{\"ports\":[{\"port\":80},\n\t\t{\"port\" : 443}]},\n\t\"x\": \"\\ud83d\\ude00\\/\\b\",\"y\":null\n}\n");
        Assert.Equal("Service", root["kind"].Text);
        Assert.Equal("443", root["spec"]["ports"][1]["port"].Text);
        Assert.Equal("😀/\b", root["x"].Text);
        Assert.True(root["y"].IsNull);
    }

    [Theory]
    [InlineData("a: 1\r---\rb: 2\r")]
    [InlineData("{a: 1}\u0085---\u0085b: 2")]
    public void Markers_behind_odd_line_breaks_are_an_error_and_not_a_crash(string text) =>
        Assert.Equal(SyntaxErrorKind.Malformed, Yaml.Error(text).Kind);
}
