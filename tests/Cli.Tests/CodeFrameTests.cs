using System.Text;
using EksLint.Cli.Output;
using EksLint.Syntax;

namespace EksLint.Cli.Tests;

/// <summary>Marks stand under what they mean, whatever the line holds.</summary>
public sealed class CodeFrameTests
{
    [Theory]
    [InlineData("key: «value»", "key: value", "     ^^^^^")]
    [InlineData("\tkey: «value»", "    key: value", "         ^^^^^")]
    [InlineData("ab\tc: «v»", "ab  c: v", "       ^")]
    [InlineData("名前: «値»", "名前: 値", "      ^^")]
    [InlineData("e\u0301e\u0301: «o\u0308x»", "e\u0301e\u0301: o\u0308x", "    ^^")]
    [InlineData("🚀: «🚀x»", "🚀: 🚀x", "    ^^^")]
    [InlineData("key:«» # nothing", "key: # nothing", "    ^")]
    [InlineData("key:«»", "key:", "    ^")]
    [InlineData("a\u001B[1m: «b»", "a\\u{1b}[1m: b", "            ^")]
    [InlineData("a: «b\u202Ec»", "a: b\\u{202e}c", "   ^^^^^^^^^^")]
    public void Marks_stand_under_the_text(string line, string shown, string marks) =>
        Assert.Equal($" --> f.yaml:1:{line.IndexOf('«', StringComparison.Ordinal) + 1}\n  |\n1 | {shown}\n  | {marks}\n", Render(line));

    [Fact]
    public void A_place_of_several_lines_shows_its_first_and_last_line() =>
        Assert.Equal(" --> f.yaml:2:4\n  |\n1 | x: 1\n2 | a: [\n  |    ^\n...\n6 |   5  ]\n  |   ^^^^\n", Render("x: 1\na: «[\n  1,\n  2,\n  3,\n  5  ]»\n"));

    [Fact]
    public void Lines_before_are_shown_but_not_beyond_the_document() =>
        Assert.Equal(" --> f.yaml:4:4\n  |\n3 | b: 2\n4 | c: 3\n  |    ^\n", Render("a: 1\n---\nb: 2\nc: «3»\nd: 4\n"));

    [Fact]
    public void Long_lines_are_cut_around_the_place()
    {
        var text = new string('a', 5000) + "«here»" + new string('b', 100_000);
        var lines = Render(text).Split('\n');
        Assert.Equal("1 | …" + new string('a', 40) + "here" + new string('b', 96) + "…", lines[2]);
        Assert.Equal("  | " + new string(' ', 41) + "^^^^", lines[3]);
    }

    [Fact]
    public void Long_places_are_cut_too()
    {
        var lines = Render("a: «" + new string('b', 10_000) + "»").Split('\n');
        Assert.Equal("1 | a: " + new string('b', 137) + "…", lines[2]);
        Assert.Equal("  |    " + new string('^', 137), lines[3]);
    }

    [Theory]
    [InlineData("a: «secret» # x", "a: *** # x", "   ^^^")]
    [InlineData("a: secret «# x»", "a: *** # x", "       ^^^")]
    [InlineData("a: s«ecre»t # x", "a: *** # x", "   ^^^")]
    public void A_secret_is_one_mask_whatever_its_length(string line, string shown, string marks)
    {
        var lines = Render(line, "secret").Split('\n');
        Assert.Equal(["1 | " + shown, "  | " + marks], lines[2..4]);
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("Grüße, 名前", "Grüße, 名前")]
    [InlineData("a\tb", "a\\tb")]
    [InlineData("a#[x] ##[y]", "a#[x] ##\\u{5b}y]")]
    [InlineData("##vso[y] ## [z]", "##vso\\u{5b}y] ## [z]")]
    public void Text_is_escaped_only_where_it_must(string text, string expected) => Assert.Equal(expected, SafeText.Escape(text));

    [Fact]
    public void Half_a_character_is_shown_as_every_encoder_shows_it() => Assert.Equal("\uFFFDx", SafeText.Escape("\uD800x"));

    [Theory]
    [InlineData("k8s/web.yaml", "k8s/web.yaml")]
    [InlineData("::error::x", "./::error::x")]
    [InlineData(" ::error::x", "./ ::error::x")]
    public void A_path_is_no_command(string path, string expected) => Assert.Equal(expected, SafeText.EscapePath(path));

    /// <summary>Renders a text in which «» stand around the place.</summary>
    private static string Render(string marked, string? secret = null)
    {
        var start = Encoding.UTF8.GetByteCount(marked[..marked.IndexOf('«', StringComparison.Ordinal)]);
        var end = Encoding.UTF8.GetByteCount(marked[..marked.IndexOf('»', StringComparison.Ordinal)]) - "«"u8.Length;
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var file = new SourceFile("f.yaml", Encoding.UTF8.GetBytes(text));
        var secretStart = secret is null ? 0 : Encoding.UTF8.GetByteCount(text[..text.IndexOf(secret, StringComparison.Ordinal)]);
        IReadOnlyList<SourceSpan> secrets = secret is null ? [] : [new SourceSpan(secretStart, secretStart + secret.Length)];
        using var writer = new StringWriter { NewLine = "\n" };
        FrameLabel[] labels = [new(new SourceSpan(start, end), "", IsPrimary: true)];
        new CodeFrame(Palette.Plain, static mark => mark).Write(writer, file, labels, secrets, CodeFrame.GutterWidth(file, labels));
        return writer.ToString();
    }
}
