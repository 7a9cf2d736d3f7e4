using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class SpanTests
{
    [Fact]
    public void Keys_values_and_entries()
    {
        var root = Yaml.Root("spec: # comment\n  \"type\" :  'NodePort'  # comment\n  ports: [80, {port: 443}]\n");
        var type = root["spec"]["type"];
        Assert.Equal("'NodePort'", type.At(type.Span));
        Assert.Equal("\"type\"", type.At(type.KeySpan));
        Assert.Equal("\"type\" :  'NodePort'", type.At(type.EntrySpan));
        var ports = root["spec"]["ports"];
        Assert.Equal("[80, {port: 443}]", ports.At(ports.Span));
        Assert.Equal("{port: 443}", ports.At(ports[1].Span));
        Assert.Equal("port: 443", ports.At(ports[1]["port"].EntrySpan));
        Assert.Equal("\"type\" :  'NodePort'  # comment\n  ports: [80, {port: 443}]", root.At(root["spec"].Span));
        Assert.Equal("spec", root.At(root["spec"].Location.Span));
        Assert.Equal("spec", root.At(root.HeadSpan));
        Assert.Equal("port", ports.At(ports[1].HeadSpan));
    }

    [Fact]
    public void Block_collections_end_with_their_last_child()
    {
        var root = Yaml.Root("a:\n  - b: 1\n    c: |\n      text\n\n\n# comment\nd: 2\n");
        Assert.Equal("- b: 1\n    c: |\n      text", root.At(root["a"].Span));
        Assert.Equal("b: 1\n    c: |\n      text", root.At(root["a"][0].Span));
    }

    [Fact]
    public void Sequences_may_stand_in_the_column_of_their_key()
    {
        var root = Yaml.Root("a:\n- 1\n- - 2\n  - 3\nb: 4\n");
        Assert.Equal("- 1\n- - 2\n  - 3", root.At(root["a"].Span));
        Assert.Equal("- 2\n  - 3", root.At(root["a"][1].Span));
        Assert.Equal("4", root["b"].Text);
    }

    [Theory]
    [InlineData("a: {}\n", "{}")]
    [InlineData("a: { }\n", "{ }")]
    [InlineData("a: {\n  b: 1, # }\n}\n", "{\n  b: 1, # }\n}")]
    [InlineData("a: [ 1, ]\n", "[ 1, ]")]
    [InlineData("a: [[]]\nb: ]\"\n", "[[]]", true)]
    [InlineData("a: [1 # x ]\n  ]\n", "[1 # x ]\n  ]")]
    public void Flow_collections_end_behind_their_bracket(string text, string span, bool broken = false)
    {
        var parsed = Yaml.Parse(broken ? text.Split('\n')[0] : text);
        var node = parsed.Documents[0].Root["a"];
        Assert.Equal(span, node.At(node.Span));
    }

    [Theory]
    [InlineData("a:\n", 2)]
    [InlineData("a:   # comment\nb: 1\n", 2)]
    [InlineData("a :\n\n\nb: 1\n", 3)]
    [InlineData("{a: , b: 1}", 3)]
    [InlineData("{a:\n, b: 1}", 3)]
    [InlineData("{a, b: 1}", 2)]
    [InlineData("? a\n: \nb: 1\n", 5)]
    [InlineData("? a\nb: 1\n", 3)]
    [InlineData("a: !!str\n", 8)]
    [InlineData("a: &x # comment\nb: *x\n", 5)]
    [InlineData("{a: !x , b: 1}", 6)]
    public void An_empty_value_stands_behind_its_colon_or_its_properties(string text, int offset)
    {
        var node = Yaml.Root(text)["a"];
        Assert.True(node.Exists);
        Assert.True(node.IsNull || node.Tag is not null);
        Assert.Equal(new SourceSpan(offset, offset), node.Span);
        Assert.Equal("a", node.At(node.HeadSpan));
        Assert.StartsWith("a", node.At(node.EntrySpan), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_item_stands_behind_its_dash()
    {
        var root = Yaml.Root("-\n-   # comment\n- &a\n- x\n");
        Assert.Equal(new SourceSpan(1, 1), root[0].Span);
        Assert.Equal(new SourceSpan(3, 3), root[1].Span);
        Assert.Equal("x", root[3].Text);
        Assert.Equal(4, root.Count);
        Assert.All(root.Children.Take(3), item => Assert.True(item.IsNull && item.Span.IsEmpty));
    }

    [Theory]
    [InlineData("a: |\n  one\n  two\n\n\nb: 1\n", "|\n  one\n  two")]
    [InlineData("a: >- # comment\n  one\n\n# two\nb: 1\n", ">- # comment\n  one")]
    [InlineData("a: |+\n  one\n\n", "|+\n  one")]
    [InlineData("a: |\n  one  \nb: 1\n", "|\n  one")]
    [InlineData("a: one\n  two  # comment\nb: 1\n", "one\n  two")]
    public void Scalars_of_several_lines_end_with_their_text(string text, string span)
    {
        var node = Yaml.Root(text)["a"];
        Assert.Equal(span, node.At(node.Span));
    }

    [Theory]
    [InlineData("a: &x y\n", "y", null)]
    [InlineData("a: !Ref y\n", "y", "!Ref")]
    [InlineData("a: &x !Ref y\n", "y", "!Ref")]
    [InlineData("a: !Ref &x # comment\n  y\n", "y", "!Ref")]
    [InlineData("a: !<tag:yaml.org,2002:str> y\n", "y", "tag:yaml.org,2002:str")]
    [InlineData("a: !!str 'y'\n", "'y'", "tag:yaml.org,2002:str")]
    [InlineData("a: ! y\n", "y", "!")]
    [InlineData("a: &x\n  b: y\n", "b: y", null)]
    [InlineData("a: !Sub |\n  y\n", "|\n  y", "!Sub")]
    [InlineData("a: !GetAtt [b, c]\n", "[b, c]", "!GetAtt")]
    [InlineData("a: !x\n- y\n", "- y", "!x")]
    public void Anchors_and_tags_are_no_part_of_the_value(string text, string span, string? tag)
    {
        var node = Yaml.Root(text)["a"];
        Assert.Equal(span, node.At(node.Span));
        Assert.Equal(tag, node.Tag);
    }

    [Fact]
    public void A_pair_in_a_sequence_is_a_mapping_without_brackets()
    {
        var root = Yaml.Root("a: [b: c, 'd': {}, e, {f: g}: h]\n");
        Assert.Equal("[b: c, 'd': {}, e, {f: g}: h]", root.At(root["a"].Span));
        Assert.Equal(["b: c", "'d': {}", "e", "{f: g}: h"], root["a"].Children.Select(item => item.At(item.Span)));
        Assert.Equal("c", root["a"][0]["b"].Text);
    }

    [Fact]
    public void A_collection_as_a_key_is_its_own_text()
    {
        var root = Yaml.Root("? [a, b]\n: c\n? - d\n: e\n");
        Assert.Equal(["[a, b]", "- d"], root.Children.Select(child => child.Key));
        Assert.Equal("[a, b]\n: c", root.At(root["[a, b]"].EntrySpan));

        var template = Yaml.Root("a: {{ .Values.x }}\n")["a"];
        Assert.Equal("{{ .Values.x }}", template.At(template.Span));
        Assert.Equal("{ .Values.x }", Assert.Single(template.Children).Key);
    }

    [Fact]
    public void Duplicate_keys_are_all_there_and_the_first_is_found()
    {
        var root = Yaml.Root("a: 1\na: 2\n");
        Assert.Equal(["1", "2"], root.Children.Select(child => child.Text));
        Assert.Equal("1", root["a"].Text);
    }

    [Fact]
    public void A_missing_node_gives_nothing_and_never_throws()
    {
        var missing = Yaml.Root("a: 1\n")["b"]["c"][3]["d"u8];
        Assert.False(missing.Exists);
        Assert.Equal(NodeKind.Missing, missing.Kind);
        Assert.Equal("", missing.Text);
        Assert.Null(missing.Key);
        Assert.Empty(missing.Children);
        Assert.Equal(0, missing.Count);
        Assert.False(missing.Parent.Exists);
        Assert.True(missing.IsNull);
        Assert.Equal("", missing.GetPath());
        Assert.Equal(default, missing.LocationOf(0, 1));
    }

    [Fact]
    public void Paths_and_parents()
    {
        var root = Yaml.Root("spec:\n  ports:\n  - port: 80\n    'a.b/c': 1\n");
        var port = root["spec"]["ports"][0]["port"];
        Assert.Equal("spec.ports[0].port", port.GetPath());
        Assert.Equal("ports[0].port", port.GetPath(root["spec"]));
        Assert.Equal("spec.ports[0]['a.b/c']", root["spec"]["ports"][0]["a.b/c"].GetPath());
        Assert.Equal(root["spec"]["ports"], port.Parent.Parent);
        Assert.False(root.Parent.Exists);
    }

    [Fact]
    public void Paths_and_parents_of_many_siblings_are_found_in_linear_time()
    {
        var items = Yaml.Root(string.Concat(Enumerable.Repeat("- {a: 1}\n", 100_000)));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var number = 0;
        foreach (var item in items.Children)
        {
            Assert.Equal($"[{number++}].a", item["a"].GetPath());
            Assert.Equal(item, item["a"].Parent);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
