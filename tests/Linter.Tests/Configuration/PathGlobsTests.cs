using EksLint.Configuration;
using Xunit;

namespace EksLint.Tests.Configuration;

public sealed class PathGlobsTests
{
    [Theory]
    [InlineData("legacy/**", "legacy/a.yaml", true)]
    [InlineData("legacy/**", "legacy/deep/a.yaml", true)]
    [InlineData("legacy/**", "other/legacy/a.yaml", false)]
    [InlineData("legacy", "legacy/deep/a.yaml", true)]
    [InlineData("legacy/", "legacy/deep/a.yaml", true)]
    [InlineData("./legacy", "legacy/a.yaml", true)]
    [InlineData("legacy", "legacy.yaml", false)]
    [InlineData("**/testdata/**", "testdata/a.yaml", true)]
    [InlineData("**/testdata/**", "a/b/testdata/c/a.yaml", true)]
    [InlineData("**/testdata", "a/b/testdata/c/a.yaml", true)]
    [InlineData("*.yaml", "a.yaml", true)]
    [InlineData("*.yaml", "a/a.yaml", false)]
    [InlineData("**/*.yaml", "a/b/a.yaml", true)]
    [InlineData("**", "a/b/a.yaml", true)]
    [InlineData("a/*/c.yaml", "a/b/c.yaml", true)]
    [InlineData("a/*/c.yaml", "a/b/b/c.yaml", false)]
    [InlineData("a*b*c", "axxbxxc", true)]
    [InlineData("Legacy/**", "legacy/a.yaml", false)]
    public void A_pattern_means_paths(string pattern, string path, bool expected)
    {
        Assert.Null(PathGlobs.Problem(pattern));
        Assert.Equal(expected, new PathGlobs([pattern]).IsMatch(path));
    }

    [Fact]
    public void A_hostile_pattern_comes_to_an_end()
    {
        var pattern = string.Concat(Enumerable.Repeat("**/*a*a*a*/", 40)) + "b";
        var path = string.Join('/', Enumerable.Repeat(new string('a', 50), 60));
        Assert.False(new PathGlobs([pattern]).IsMatch(path));
    }
}
