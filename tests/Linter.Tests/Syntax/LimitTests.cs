using System.Diagnostics;
using System.Text;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class LimitTests
{
    private const int Megabyte = 1024 * 1024;

    // Far above what any of them takes, far below what quadratic behaviour would take.
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, Func<string>> DeepTexts = new(StringComparer.Ordinal)
    {
        ["brackets"] = () => Repeat("[", Megabyte),
        ["braces"] = () => Repeat("{a: ", Megabyte),
        ["dashes"] = () => Repeat("- ", Megabyte),
        ["mixed"] = () => Repeat("- [{a: ", Megabyte),
        ["keys"] = () => Repeat("? ", Megabyte),
        ["indentation"] = () => Staircase(3000),
        ["closed brackets"] = () => Repeat("[", Megabyte / 2) + Repeat("]", Megabyte / 2),
    };

    public static TheoryData<string> Deep => new(DeepTexts.Keys);

    [Theory]
    [MemberData(nameof(Deep))]
    public void Deep_nesting_is_refused_quickly(string name)
    {
        var text = DeepTexts[name]();
        var error = Quickly(name, text).Errors.Single();
        Assert.True(error.Location.Span.Start < text.Length);
        Assert.True(error.Location.Span.Length <= 1);
    }

    private static readonly Dictionary<string, Func<string>> WideTexts = new(StringComparer.Ordinal)
    {
        ["opened quotes"] = () => Repeat("a: \"\n", Megabyte),
        ["one quote"] = () => "a: '" + Repeat("x\n  ", Megabyte),
        ["markers"] = () => Repeat("---\n", Megabyte),
        ["broken documents"] = () => Repeat("---\na: [\n", Megabyte),
        ["dots that are no marker"] = () => Repeat("....\n", Megabyte),
        ["ends"] = () => Repeat("a: 1\n...\n", Megabyte),
        ["directives"] = () => Repeat("%YAML 1.2\n---\n", Megabyte),
        ["comments"] = () => Repeat("# x\n", Megabyte),
        ["long comment"] = () => "a: 1 " + Repeat("#", Megabyte),
        ["blank lines"] = () => "a: |\n  x\n" + Repeat("\n", Megabyte) + "b: 1\n",
        ["blanks"] = () => "a: " + Repeat(" ", Megabyte) + "b\n",
        ["blank first line"] = () => "a: |1\n" + Repeat(" ", Megabyte) + "\n b\n",
        ["long plain key"] = () => Repeat("x", Megabyte) + ": 1\n",
        ["folded plain"] = () => "a: x\n" + Repeat("  y\n", Megabyte),
        ["one line"] = () => "a: [" + Repeat("x, ", Megabyte) + "]",
        ["one line of tabs"] = () => "{" + Repeat("\t", Megabyte) + "}",
        ["colons"] = () => Repeat(":", Megabyte),
        ["dashes"] = () => Repeat("-", Megabyte),
        ["anchors"] = () => Repeat("- &a x\n", Megabyte),
        ["aliases"] = () => "- &a x\n" + Repeat("- *a\n", 10_000),
        ["empty values"] = () => Repeat("a:\n", Megabyte),
        ["empty flow values"] = () => "{" + Repeat("a,", Megabyte) + "}",
        ["empty flow values of many lines"] = () => "{" + Repeat("a\n,", Megabyte) + "}",
        ["far right"] = () => "a: [\n" + Repeat(" ", Megabyte) + Repeat("x,", Megabyte) + "]",
        ["far right in a block"] = () => Repeat(" ", Megabyte) + "a: [\n" + Repeat(" ", Megabyte) + Repeat("x,", Megabyte) + "]",
        ["far right items"] = () => "a:\n" + Repeat(Repeat(" ", 1000) + "- 'x'\n", Megabyte),
        ["long staircases"] = () => Repeat(Staircase(100) + "\n", Megabyte),
    };

    public static TheoryData<string> Wide => new(WideTexts.Keys);

    [Theory]
    [MemberData(nameof(Wide))]
    public void Large_files_are_read_quickly(string name) => Quickly(name, WideTexts[name]());

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    public void The_limit_is_a_thousand_levels(int depth, int errors)
    {
        Assert.Equal(errors, Yaml.Parse(Repeat("[", depth) + Repeat("]", depth)).Errors.Count);
        Assert.Equal(errors, Yaml.Parse(Repeat("- ", 2 * depth) + "x").Errors.Count);
        Assert.Equal(errors, Yaml.Parse(Staircase(depth)).Errors.Count);
    }

    [Theory]
    [InlineData("a: '{0}'")]
    [InlineData("a: {0}\n")]
    [InlineData("a: |\n  {0}\n")]
    public void Scalars_have_a_limit(string format)
    {
        var fits = new string('x', YamlLimits.ScalarBytes - 100);
        Assert.Empty(Yaml.Parse(string.Format(null, format, fits)).Errors);
        var error = Yaml.Error(string.Format(null, format, fits + fits));
        Assert.Equal(SyntaxErrorKind.Limit, error.Kind);
        Assert.Equal(1, error.Location.Span.Length);
    }

    [Fact]
    public void Broken_documents_have_a_limit()
    {
        var parsed = Yaml.Parse(Repeat("---\na: [\n", 9 * 2 * YamlLimits.BrokenDocuments));
        Assert.Equal(YamlLimits.BrokenDocuments + 1, parsed.Errors.Count);
        Assert.Equal(SyntaxErrorKind.Limit, parsed.Errors[^1].Kind);
    }

    [Fact]
    public void Files_have_a_limit()
    {
        var parsed = YamlParser.Parse(new SourceFile("x.yaml", new byte[YamlLimits.FileBytes + 1]));
        Assert.Equal(SyntaxErrorKind.Limit, Assert.Single(parsed.Errors).Kind);
    }

    [Fact]
    public void Alias_bombs_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            text.Append(null, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        var error = Quickly("bomb", text.ToString()).Errors.Single();
        Assert.Equal(SyntaxErrorKind.Limit, error.Kind);
        Assert.StartsWith("*a", error.Location.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_of_aliases_are_as_deep_as_what_they_show()
    {
        var text = new StringBuilder("- &a0 [x]\n");
        for (var i = 1; i < 2000; i++)
            text.Append(null, $"- &a{i} [*a{i - 1}]\n");
        Assert.Equal(SyntaxErrorKind.Limit, Assert.Single(Yaml.Parse(text.ToString()).Errors).Kind);
    }

    [Fact]
    public void Reasonable_use_of_aliases_is_not_refused()
    {
        var text = new StringBuilder("base: &base {a: 1, b: 2, c: 3}\nitems:\n");
        for (var i = 0; i < 1000; i++)
            text.Append("- <<: *base\n  d: 4\n");
        Assert.Empty(Yaml.Parse(text.ToString()).Errors);
    }

    private static ParsedFile Quickly(string name, string text)
    {
        var clock = Stopwatch.StartNew();
        var parsed = Yaml.Parse(text);
        foreach (var document in parsed.Documents)
            _ = document.Comments;
        foreach (var error in parsed.Errors)
            _ = error.Location.ToLocation();
        Assert.True(clock.Elapsed < Generous, $"{name}: {clock.Elapsed}");
        return parsed;
    }

    private static string Repeat(string text, int length) => new StringBuilder().Insert(0, text, Math.Max(1, length / text.Length)).ToString();

    private static string Staircase(int depth)
    {
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
            text.Append(' ', i).Append("a:\n");
        return text.ToString();
    }
}
