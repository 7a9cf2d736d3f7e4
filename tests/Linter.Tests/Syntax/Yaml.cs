using System.Text;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>Short ways to parse in a test.</summary>
internal static class Yaml
{
    public static SourceFile File(string text) => new("test.yaml", Encoding.UTF8.GetBytes(text));

    public static ParsedFile Parse(string text) => YamlParser.Parse(File(text));

    /// <summary>The root of the only document.</summary>
    public static YamlNode Root(string text)
    {
        var parsed = Parse(text);
        Assert.Empty(parsed.Errors);
        return Assert.Single(parsed.Documents).Root;
    }

    /// <summary>The only error.</summary>
    public static SyntaxError Error(string text) => Assert.Single(Parse(text).Errors);

    public static string At(this YamlNode node, SourceSpan span) => node.Document.File.GetText(span);

    public static string Text(this SourceLocation location) => location.File.GetText(location.Span);

    /// <summary>The node and all nodes below it as they stand in the text: aliases are not followed.</summary>
    public static IEnumerable<YamlNode> Nodes(YamlDocument document)
    {
        for (var i = 0; i < document.NodeCount; i++)
            yield return new YamlNode(document, i);
    }
}
