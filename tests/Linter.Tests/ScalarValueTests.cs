using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests;

public sealed class ScalarValueTests
{
    [Theory]
    [InlineData("", ScalarKind.Null, "null")]
    [InlineData("~", ScalarKind.Null, "null")]
    [InlineData("on", ScalarKind.Boolean, "true")]
    [InlineData("y", ScalarKind.Boolean, "true")]
    [InlineData("No", ScalarKind.Boolean, "false")]
    [InlineData("nO", ScalarKind.String, "")]
    [InlineData("0123", ScalarKind.Integer, "83")]
    [InlineData("0o17", ScalarKind.Integer, "15")]
    [InlineData("0x1E", ScalarKind.Integer, "30")]
    [InlineData("1_000", ScalarKind.Integer, "1000")]
    [InlineData("-12", ScalarKind.Integer, "-12")]
    [InlineData("08", ScalarKind.Float, "8")]
    [InlineData("1.30", ScalarKind.Float, "1.3")]
    [InlineData("7451e8", ScalarKind.Float, "745100000000")]
    [InlineData("12:30", ScalarKind.String, "")]
    [InlineData("2001-12-14", ScalarKind.String, "")]
    [InlineData("1.2.3", ScalarKind.String, "")]
    [InlineData("-", ScalarKind.String, "")]
    [InlineData("1e", ScalarKind.String, "")]
    public void Plain_scalars_resolve_as_the_api_server_resolves_them(string text, ScalarKind kind, string json)
    {
        var value = ScalarValue.Resolve(text);
        Assert.Equal(kind, value.Kind);
        Assert.Equal(json, value.ToString());
    }
}
