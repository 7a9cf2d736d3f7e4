using System.Text;
using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class NameFormatTests
{
    [Theory]
    [InlineData("my-app.example.com", null)]
    [InlineData("0", null)]
    [InlineData("", "is empty")]
    [InlineData("MyApp", "has an upper case letter 'M'")]
    [InlineData("my_app", "has the character '_'")]
    [InlineData("my app", "has a blank")]
    [InlineData("my\tapp", "has a tab")]
    [InlineData("my\napp", "has a line break")]
    [InlineData("my\u200bapp", "has the character U+200B")]
    [InlineData("my\U0001F600", "has the character '\U0001F600'")]
    [InlineData("my\ud800", "has the character '\ufffd'")]
    [InlineData("-app", "begins with '-'")]
    [InlineData("app-", "ends with '-'")]
    [InlineData(".app", "begins with '.'")]
    [InlineData("app.", "ends with '.'")]
    [InlineData("a..b", "has two dots in a row")]
    [InlineData("a.-b", "has '-' after a dot")]
    [InlineData("a-.b", "has '-' before a dot")]
    public void Subdomains(string name, string? problem) => Assert.Equal(problem, NameFormat.DnsSubdomain(name));

    [Theory]
    [InlineData("my-app", null)]
    [InlineData("1app", null)]
    [InlineData("my.app", "has the character '.'")]
    [InlineData("-a", "begins with '-'")]
    public void Labels(string name, string? problem) => Assert.Equal(problem, NameFormat.DnsLabel(name));

    [Theory]
    [InlineData("app1", null)]
    [InlineData("1app", "begins with the digit '1'")]
    [InlineData("App", "has an upper case letter 'A'")]
    public void Labels_that_begin_with_a_letter(string name, string? problem) => Assert.Equal(problem, NameFormat.Dns1035Label(name));

    [Theory]
    [InlineData("system:node", null)]
    [InlineData("A b", null)]
    [InlineData("", "is empty")]
    [InlineData(".", "is '.'")]
    [InlineData("..", "is '..'")]
    [InlineData("a/b", "has the character '/'")]
    [InlineData("50%", "has the character '%'")]
    public void Path_segments(string name, string? problem) => Assert.Equal(problem, NameFormat.PathSegmentName(name));

    [Theory]
    [InlineData("http", null)]
    [InlineData("8080-tcp", null)]
    [InlineData("8080", "has no letter")]
    [InlineData("a--b", "has two hyphens in a row")]
    [InlineData("http_2", "has the character '_'")]
    [InlineData("http-", "ends with '-'")]
    [InlineData("prometheus-http", null)]
    [InlineData("prometheus-https", "is longer than 15 characters (16)")]
    public void Port_names(string name, string? problem) => Assert.Equal(problem, NameFormat.PortName(name));

    [Theory]
    [InlineData("app", null)]
    [InlineData("App_v1.2-x", null)]
    [InlineData("app.kubernetes.io/name", null)]
    [InlineData("", "is empty")]
    [InlineData("app/", "has no name after '/'")]
    [InlineData("/app", "has no prefix before '/'")]
    [InlineData("a/b/c", "has more than one '/'")]
    [InlineData("_app", "begins with '_'")]
    [InlineData("Example.com/app", "has a prefix that has an upper case letter 'E'")]
    [InlineData("example.com/-app", "has a name after '/' that begins with '-'")]
    [InlineData("app name", "has a blank")]
    public void Qualified_names(string name, string? problem) => Assert.Equal(problem, NameFormat.QualifiedName(name));

    [Theory]
    [InlineData("Example.com/App", null)]
    [InlineData("example.com/a b", "has a name after '/' that has a blank")]
    public void Annotation_keys(string key, string? problem) => Assert.Equal(problem, NameFormat.AnnotationKey(key));

    [Theory]
    [InlineData("", null)]
    [InlineData("v1.2_x-Y", null)]
    [InlineData("a/b", "has the character '/'")]
    [InlineData("-a", "begins with '-'")]
    [InlineData("a.", "ends with '.'")]
    public void Label_values(string value, string? problem) => Assert.Equal(problem, NameFormat.LabelValue(value));

    [Fact]
    public void Lengths_are_counted()
    {
        Assert.Null(NameFormat.DnsLabel(new string('a', 63)));
        Assert.Equal("is longer than 63 characters (64)", NameFormat.DnsLabel(new string('a', 64)));
        Assert.Null(NameFormat.DnsSubdomain(new string('a', 253)));
        Assert.Equal("is longer than 253 characters (254)", NameFormat.DnsSubdomain(new string('a', 254)));
        Assert.Null(NameFormat.QualifiedName("example.com/" + new string('a', 63)));
        Assert.Equal("has a name after '/' that is longer than 63 characters (64)", NameFormat.QualifiedName("example.com/" + new string('a', 64)));
        Assert.Equal("is longer than 63 characters (64)", NameFormat.LabelValue(new string('a', 64)));
    }

    [Fact]
    public void Bytes_are_judged_as_texts_are()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 200_000; i++)
            AssertSame(MakeText(random, random.Next(8)));
        foreach (var length in (ReadOnlySpan<int>)[15, 16, 63, 64, 253, 254])
        {
            AssertSame(new string('a', length));
            AssertSame("a/" + new string('a', length));
            AssertSame(new string('a', length) + "/a");
        }
    }

    /// <summary>Mostly what names are made of, so that many are right.</summary>
    private static string MakeText(Random random, int length) =>
        string.Create(length, random, static (text, random) => random.GetItems("aaabz019AZ-._/ \u00e9$", text));

    private static void AssertSame(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(NameFormat.IsDnsSubdomain(utf8) == (NameFormat.DnsSubdomain(text) is null), text);
        Assert.True(NameFormat.IsDnsLabel(utf8) == (NameFormat.DnsLabel(text) is null), text);
        Assert.True(NameFormat.IsPortName(utf8) == (NameFormat.PortName(text) is null), text);
        Assert.True(NameFormat.IsQualifiedName(utf8) == (NameFormat.QualifiedName(text) is null), text);
        Assert.True(NameFormat.IsLabelValue(utf8) == (NameFormat.LabelValue(text) is null), text);
    }
}
