using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class GoBooleanTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("False", false)]
    public void Booleans_are_read(string text, bool expected)
    {
        Assert.True(GoBoolean.TryParse(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("tRUE")]
    [InlineData("true ")]
    [InlineData("2")]
    public void Other_texts_are_no_booleans(string text) => Assert.False(GoBoolean.TryParse(text, out _));
}
