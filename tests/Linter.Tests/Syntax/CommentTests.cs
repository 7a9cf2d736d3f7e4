using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class CommentTests
{
    [Theory]
    [InlineData("# one\na: b # two\n  # three\nc:  # four\n- d\n#five", "# one|# two|# three|# four|#five")]
    [InlineData("--- # one\na: b\n", "# one")]
    [InlineData("%YAML 1.2 # one\n---\na: b\n", "# one")]
    [InlineData("a: | # one\n  # two\n  text # three\n# four\nb: >-  #five\n  text\n", "# one|# four|#five")]
    [InlineData("a: '# one' # two\nb: \"x # three\" # four\nc: x#five\nd: x # six\n", "# two|# four|# six")]
    [InlineData("a: 'x\n  # one'\nb: x\n  y#two\n", "")]
    [InlineData("a: [1, # one\n  2] # two\nb: {c: '#', # three\n  d: e}\n", "# one|# two|# three")]
    [InlineData("'# one': a # two\n", "# two")]
    [InlineData("a: &x # one\n  b\nc: *x # two\nd: !t # three\n  e\n", "# one|# two|# three")]
    [InlineData("a: 1 # é😀\nb: 2\n", "# é😀")]
    [InlineData("a: 1 # one\r\nb: 2 # two\r\n", "# one|# two")]
    [InlineData("a:\t# one\nb: 1\t# two\n", "# one|# two")]
    [InlineData("a: | # one\nb: 1\n", "# one")]
    public void Comments_are_found_and_texts_are_not_taken_for_comments(string text, string expected)
    {
        var document = Assert.Single(Yaml.Parse(text).Documents);
        var comments = document.Comments.ToArray().Select(document.File.GetText);
        Assert.Equal(expected, string.Join('|', comments));
    }

    [Fact]
    public void Each_document_has_its_own_comments()
    {
        var parsed = Yaml.Parse("# one\na: 1 # two\n--- # three\nb: 2\n# four\n");
        Assert.Equal(
            ["# one # two", "# three # four"],
            parsed.Documents.Select(document => string.Join(' ', document.Comments.ToArray().Select(document.File.GetText))));
    }
}
