using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class Base64FormatTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("QUJD", null)]
    [InlineData("QUI=", null)]
    [InlineData("QQ==", null)]
    [InlineData("QQ=\n=\r\n", null)]
    [InlineData("QU\nJD\r\n", null)]
    [InlineData("+/+/", null)]
    [InlineData("QQ", "lacks '==' at the end")]
    [InlineData("QQ=", "lacks '=' at the end")]
    [InlineData("QUI", "lacks '=' at the end")]
    [InlineData("Q", "is cut off: one character stands alone at the end")]
    [InlineData("QUJD=", "has 1 '=' at the end, not 0")]
    [InlineData("====", "has 4 '=' at the end, not 0")]
    [InlineData("QQ==QQ==", "has more text after the padding '='")]
    [InlineData("QU JD", "has a blank")]
    [InlineData("pass!", "has the character '!'")]
    [InlineData("ab-_", "has '-' of the URL alphabet, where '+' is needed")]
    [InlineData("abc_", "has '_' of the URL alphabet, where '/' is needed")]
    public void Bytes_are_base64(string text, string? problem) => Assert.Equal(problem, Base64Format.Problem(text));
}
