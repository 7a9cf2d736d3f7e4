using System.Diagnostics;
using System.Text;
using EksLint.Model;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class OutlineTests
{
    private static readonly string[] Pieces =
    [
        "apiVersion: v1", "kind: Service", "metadata:", "  name: web", "  namespace: shop", "  labels: {}", "spec:", "  ports:", "  - port: 80", "    - name: http",
        "    targetPort: \"8080\"", "  selector:", "    app: web # the pods", "data:", "  text: |", "    line", "", "     ", "      more", "  folded: >-", "items: []", "  args: [\"-c\", x]",
        "  - --flag=a:b", "  - key:", "- item", "---", "...", "# comment", "  # comment", "  deeper", "\ttab: 1", "key: &a x", "other: *a", "<<: {}", "  name: 'it''s'", "  \"quoted\": x",
        "kind: ConfigMapList", "metadata: {name: x}", "  name: null", "  name:", "value: a: b", "url: http://x/y", "list: [a, b", "- - x", "-", "?: x", ": x", "Resources:", "umlaut: ä", "  - |", "      deep: 1",
        "  text: several words", "      and: more", "      words of it", "    words", "      # no comment", "  text: \"begins", "      goes on \\n \\\"here\\\"", "      ends\"", "  'odd key': it", "  \":", "  other: 'it''s",
        "      over'", "  list: [ 'a', \"b\" ] # two", "  list: [a,b,", "      c ]", "  map: {app: web, \"tier\": 'x'}", "  map: {containers: x}", "  -   wide: 1", "      wide: 2", "  pattern: ^a$", "  - ^a", "  - =", "  text: '",
        "  - several words", "  - \"several", "  escape: \"\\x41\"", "  escape: \"\\q\"", "  colon: a:", "description:", "  \"alone\"", "  alone", "      [a, b]", "  {name: x}", "  it: ends", "     trailing:   ",
    ];

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  ports:\n  - port: 80\n    name: http # comment\n  selector: {}\n")]
    [InlineData("---\napiVersion: apps/v1\nkind: Service\nmetadata:\n  labels:\n    name: other\n  name: web\n  namespace: shop\ndata:\n  a: |\n    name: x\n\n    - b\n  b: \"c\"")]
    public void Plain_manifests_have_outlines(string text)
    {
        var document = Assert.Single(YamlParser.ParseOutlines(new SourceFile("a.yaml", Encoding.UTF8.GetBytes(text))).Documents);
        Assert.Equal(("Service", "web", "shop"), (document.Outline!.Kind, document.Outline.Name, document.Outline.Namespace));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nkind: Secret\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems: []\n")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata:\n  name: ${NAME}\n")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata:\n  {name: web}\n")]
    [InlineData("apiVersion: v1\nkind: Service\nSubnets: []\n")]
    [InlineData("apiVersion: v1\nkind: Service\nspec: {{ .Values.spec }}\n")]
    [InlineData("apiVersion: v1\nkind: Service\n  x: y\n")]
    public void What_is_not_certain_has_none(string text) =>
        Assert.All(YamlParser.ParseOutlines(new SourceFile("a.yaml", Encoding.UTF8.GetBytes(text))).Documents, static document => Assert.Null(document.Outline));

    /// <summary>Were each line to look for the end of the blank ones below it, this would take minutes.</summary>
    [Theory]
    [InlineData("a: \"x{0}  y\"\n")]
    [InlineData("a: 'x{0}  y'\n")]
    [InlineData("a: x{0}  y\n")]
    [InlineData("a: [x,{0}  y]\n")]
    [InlineData("a: |\n  x{0}  y\n")]
    public void Blank_lines_cost_no_more_than_their_number(string format)
    {
        var text = "apiVersion: v1\nkind: Service\n" + string.Format(null, format, new string('\n', 1_000_000));
        var watch = Stopwatch.StartNew();
        Assert.NotNull(Assert.Single(YamlParser.ParseOutlines(new SourceFile("a.yaml", Encoding.UTF8.GetBytes(text))).Documents).Outline);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    /// <summary>What an outline says is what the parser says, and a document with an outline is without error.</summary>
    [Fact]
    public void Outlines_are_what_the_parser_reads()
    {
        var random = new Random(7);
        var outlined = 0;
        for (var round = 0; round < 60_000; round++)
        {
            var lines = new List<string>();
            for (var count = random.Next(2, 14); count > 0; count--)
                lines.Add(Pieces[random.Next(random.Next(3) == 0 ? Pieces.Length : 16)]);
            if (random.Next(2) == 0)
                lines.InsertRange(0, ["apiVersion: v1", "kind: Service"]);
            outlined += Compare(string.Join('\n', lines));
        }

        var mutator = new Mutator(1);
        foreach (var file in ProducerComparisonTests.FixturePaths())
        {
            var text = File.ReadAllText(file);
            outlined += Compare(text);
            for (var round = 0; round < 5 && text.Length < 20_000; round++)
                outlined += Compare(mutator.Mutate(text));
        }

        Assert.InRange(outlined, 3_000, int.MaxValue);
    }

    private static int Compare(string text)
    {
        var file = new SourceFile("a.yaml", Encoding.UTF8.GetBytes(text));
        var expected = YamlParser.Parse(file);
        var actual = YamlParser.ParseOutlines(file);
        Assert.Equal(expected.Errors.Select(static error => error.Message), actual.Errors.Select(static error => error.Message));
        Assert.Equal(expected.Documents.Select(static document => document.Span), actual.Documents.Select(static document => document.Span));
        Assert.Equal(Describe(expected), Describe(actual));
        foreach (var (one, other) in expected.Documents.Zip(actual.Documents))
        {
            Assert.Equal(one.NodeCount, other.NodeCount);
            Assert.True(other.Outline is null || (!one.Root["Resources"u8].Exists && !one.Root["Subnets"u8].Exists), text);
        }

        return actual.Documents.Count(static document => document.Outline is not null);
    }

    private static IEnumerable<string> Describe(ParsedFile file) =>
        ManifestReader.Read(file.Documents).Select(static manifest => $"{manifest.ApiVersion} {manifest.Kind} {manifest.ShownNamespace}/{manifest.Namespace}/{manifest.Name} {manifest.StatedPods is not null}");
}
