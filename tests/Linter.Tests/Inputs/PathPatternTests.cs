using EksLint.Inputs;
using Xunit;

namespace EksLint.Tests.Inputs;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("a.yaml", "a.yaml", true)]
    [InlineData("a.yaml", "b/a.yaml", false)]
    [InlineData("**/a.yaml", "a.yaml", true)]
    [InlineData("**/a.yaml", "b/c/a.yaml", true)]
    [InlineData("b/**", "b", false)]
    [InlineData("b/**", "b/c/d", true)]
    [InlineData("b/**/d", "b/d", true)]
    [InlineData("b/**/d", "b/x/y/d", true)]
    [InlineData("b/**/d", "b/x/y/e", false)]
    [InlineData("**/b/**/d", "x/b/y/b/z/d", true)]
    [InlineData("**", "x/y", true)]
    [InlineData("*.y?ml", "a.yaml", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "aXbY", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[ab", "[ab", true)]
    [InlineData("\\*x", "*x", true)]
    [InlineData("\\*x", "ax", false)]
    [InlineData("\\", "\\", true)]
    [InlineData("[", "[", true)]
    [InlineData("[!", "[!", true)]
    [InlineData("[!]", "x", false)]
    public void Patterns_match_as_gits_do(string pattern, string path, bool expected) => Assert.Equal(expected, PathPattern.Parse(pattern).Matches(path));

    [Fact]
    public void A_hostile_pattern_costs_little()
    {
        var pattern = PathPattern.Parse(string.Concat(Enumerable.Repeat("*a", 500)) + "/" + string.Concat(Enumerable.Repeat("**/a/", 500)) + "b");
        var path = new string('a', 5_000) + "/" + string.Concat(Enumerable.Repeat("a/", 5_000));
        Assert.False(pattern.Matches(path));
    }
}
