using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("${VERSION}", true)]
    [InlineData("app:${VERSION:-latest}", true)]
    [InlineData("$(NAME)-0", true)]
    [InlineData("{{ .Values.image }}", true)]
    [InlineData("prefix-{{name}}", true)]
    [InlineData("<your-account-id>", true)]
    [InlineData("arn:aws:iam::<ACCOUNT ID>:role/x", true)]
    [InlineData("a < b <name>", true)]
    [InlineData("$VERSION", true)]
    [InlineData("$_", true)]
    [InlineData("", false)]
    [InlineData("nginx:1.27", false)]
    [InlineData("$version", false)]
    [InlineData("$VERSION-1", false)]
    [InlineData("$", false)]
    [InlineData("$1", false)]
    [InlineData("${", false)]
    [InlineData("}${", false)]
    [InlineData("$(", false)]
    [InlineData("{{", false)]
    [InlineData("{}", false)]
    [InlineData("<>", false)]
    [InlineData("< >", false)]
    [InlineData("<-->", false)]
    [InlineData("a < b", false)]
    [InlineData("<a/>", false)]
    public void Values_filled_in_later_are_unknown(string text, bool isUnknown) => Assert.Equal(isUnknown, Placeholder.IsUnknown(text));
}
