using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class ScalarTextTests
{
    [Theory]
    [InlineData("a: one two  # x\n", "one two")]
    [InlineData("a: one\n  two\n\n  three\n", "one two\nthree")]
    [InlineData("a: 'it''s'\n", "it's")]
    [InlineData("a: 'one  \n\n  two'\n", "one\ntwo")]
    [InlineData("a: \"\\\"\\\\\\/\\n\\t\\x41\\u00e9\\U0001F600\"\n", "\"\\/\n\tAé😀")]
    [InlineData("a: \"\\ud83d\\ude00\"\n", "😀")]
    [InlineData("a: \"one\\\n    two\"\n", "onetwo")]
    [InlineData("a: \"one \\\n    \\ two\"\n", "one  two")]
    [InlineData("a: \"one  \n   two\"\n", "one two")]
    [InlineData("a: \"\"\n", "")]
    [InlineData("a: ''\n", "")]
    [InlineData("a: ''''\n", "'")]
    [InlineData("a: |\n  one\n   two\n", "one\n two\n")]
    [InlineData("a: |-\n  one\n", "one")]
    [InlineData("a: |+\n  one\n\n\nb: 1\n", "one\n\n\n")]
    [InlineData("a: |\n  one", "one")]
    [InlineData("a: |\n  one  \n  two\t\nb: 1\n", "one  \ntwo\t\n")]
    [InlineData("a: |2\n   one\n", " one\n")]
    [InlineData("a: |-1\n  one\n", " one")]
    [InlineData("a: |\n\n  one\n", "\none\n")]
    [InlineData("a: |\n  one\n     \nb: 1\n", "one\n   \n")]
    [InlineData("a: |\n", "")]
    [InlineData("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n")]
    [InlineData("a: >\n  one\n    two\n  three\n", "one\n  two\nthree\n")]
    [InlineData("a: >-\n\n  one\n  two  \n", "\none two  ")]
    [InlineData("a: >+\n  one\n\nb: 1\n", "one\n\n")]
    [InlineData("a: |\r\n  one\r\n  two\r\n", "one\ntwo\n")]
    [InlineData("a: one\r\n  two\r\n", "one two")]
    [InlineData("a: 'one\r\n\r\n  two'\r\n", "one\ntwo")]
    public void Texts_are_decoded(string text, string expected) => Assert.Equal(expected, Yaml.Root(text)["a"].Text);

    [Theory]
    [InlineData("a: one two\n", "two", "two")]
    [InlineData("a: 'one two'\n", "two", "two")]
    [InlineData("a: 'it''s one'\n", "t's o", "t''s o")]
    [InlineData("a: 'it''s one'\n", "'", "''")]
    [InlineData("a: \"a\\tb\\u00e9c\"\n", "\tb", "\\tb")]
    [InlineData("a: \"a\\tb\\u00e9c\"\n", "é", "\\u00e9")]
    [InlineData("a: \"b\\x41\"\n", "A", "\\x41")]
    [InlineData("a: \"one\\n\"\n", "\n", "\\n")]
    [InlineData("a: \"\\U0001F600!\"\n", "😀", "\\U0001F600")]
    [InlineData("a: \"\\ud83d\\ude00!\"\n", "😀", "\\ud83d\\ude00")]
    [InlineData("a: é😀 one\n", "😀 o", "😀 o")]
    [InlineData("a: one\n   two three\n", "two", "two")]
    [InlineData("a: one\n   two three\n", "e t", "e\n   t")]
    [InlineData("a: |\n  one\n  two three\n", "two", "two")]
    [InlineData("a: |\n  one\n  two three\n", "three\n", "three\n")]
    [InlineData("a: |\r\n  one\r\n  two three\r\n", "three\n", "three\r\n")]
    [InlineData("a: >\n  one\n  two 😀\n", "two 😀", "two 😀")]
    [InlineData("a: \"one  \n  two\"\n", "one", "one")]
    public void Parts_of_a_text_have_their_place(string text, string part, string source)
    {
        var node = Yaml.Root(text)["a"];
        var start = node.Text.IndexOf(part, StringComparison.Ordinal);
        Assert.Equal(source, node.LocationOf(start, part.Length).Text());
    }

    [Fact]
    public void A_part_that_is_not_there_is_the_whole_node()
    {
        var node = Yaml.Root("a: one\n")["a"];
        Assert.Equal("one", node.LocationOf(2, 2).Text());
        Assert.Equal("one", node.LocationOf(0, 0).Text());
    }

    [Fact]
    public void Quoted_scalars_are_strings_and_tags_can_make_plain_ones_strings()
    {
        var root = Yaml.Root("a: 80\nb: '80'\nc: !!str 80\nd: yes\ne: |\n  1\n");
        Assert.Equal(
            [ScalarKind.Integer, ScalarKind.String, ScalarKind.String, ScalarKind.Boolean, ScalarKind.String],
            root.Children.Select(child => child.Value.Kind));
    }

    [Fact]
    public void Texts_and_keys_compare_with_bytes()
    {
        var root = Yaml.Root("'a''b': \"c\\x41\"\nd: e\n");
        Assert.Equal("cA", root["a'b"].Text);
        Assert.True(root["a'b"u8].TextEquals("cA"u8));
        Assert.True(root["d"].KeyEquals("d"u8));
        Assert.False(root["d"].TextEquals("f"u8));
        Assert.False(root.TextEquals(""u8));
        Assert.True(root[new string('x', 300)].IsNull);
    }
}
