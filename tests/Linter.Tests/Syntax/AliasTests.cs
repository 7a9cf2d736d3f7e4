using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

public sealed class AliasTests
{
    [Fact]
    public void An_alias_shows_the_content_of_its_anchor_and_its_own_span()
    {
        var root = Yaml.Root("a: &x\n  b: 1\nc: *x\nd: [*x, &y 2, *y]\n");
        var alias = root["c"];
        Assert.True(alias.IsAlias);
        Assert.True(alias.IsMapping);
        Assert.Equal("*x", alias.At(alias.Span));
        Assert.Equal("c: *x", alias.At(alias.EntrySpan));
        Assert.Equal("1", alias["b"].Text);
        Assert.Equal("1", root["d"][0]["b"].Text);
        Assert.Equal("2", root["d"][2].Text);
        Assert.Equal(root["a"]["b"], alias["b"]);
    }

    [Fact]
    public void The_last_anchor_of_a_name_before_the_alias_counts()
    {
        var root = Yaml.Root("a: &x 1\nb: &x 2\nc: *x\n");
        Assert.Equal("2", root["c"].Text);
    }

    [Fact]
    public void Keys_may_be_anchored_and_aliased()
    {
        var root = Yaml.Root("&x a: 1\nb: {*x : 2}\n");
        Assert.Equal("2", root["b"]["a"].Text);
        Assert.Equal("*x", root.At(root["b"]["a"].KeySpan));
        Assert.Equal("a", root.At(root["a"].KeySpan));
    }

    [Fact]
    public void Merged_entries_come_last_and_own_keys_win()
    {
        var root = Yaml.Root("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n  z: 4\n");
        var merged = root["b"];
        Assert.Equal("1", merged["x"].Text);
        Assert.Equal("3", merged["y"].Text);
        Assert.Equal(["y", "z", "x"], merged.Children.Select(child => child.Key));
        Assert.Equal(3, merged.Count);
        Assert.False(merged["<<"].Exists);
        Assert.False(merged["none"].Exists);
    }

    [Fact]
    public void The_first_of_several_merged_mappings_wins()
    {
        var root = Yaml.Root("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b, {z: 3}]}\n");
        Assert.Equal("1", root["c"]["x"].Text);
        Assert.Equal("2", root["c"]["y"].Text);
        Assert.Equal("3", root["c"]["z"].Text);
        Assert.Equal(["x", "y", "z"], root["c"].Children.Select(child => child.Key));
    }

    [Fact]
    public void Merges_nest()
    {
        var root = Yaml.Root("a: &a {x: 1, w: 0}\nb: &b {<<: *a, y: 2, w: 1}\nc: {<<: *b, z: 3}\n");
        Assert.Equal("1", root["c"]["x"].Text);
        Assert.Equal("1", root["c"]["w"].Text);
        Assert.Equal(["z", "y", "w", "x"], root["c"].Children.Select(child => child.Key));
    }

    [Fact]
    public void A_quoted_merge_key_is_a_key_like_any_other()
    {
        var root = Yaml.Root("a: &a {x: 1}\nb: {'<<': *a}\n");
        Assert.False(root["b"]["x"].Exists);
        Assert.Equal("1", root["b"]["<<"]["x"].Text);
    }

    [Theory]
    [InlineData("a: {<<: 1, x: 2}\n")]
    [InlineData("a: {<<: [1, [2]], x: 2}\n")]
    [InlineData("a: {<<: , x: 2}\n")]
    public void What_is_no_mapping_is_not_merged(string text)
    {
        var node = Yaml.Root(text)["a"];
        Assert.Equal("x", Assert.Single(node.Children).Key);
        Assert.False(node["y"].Exists);
    }

    [Theory]
    [InlineData("a: *x\n", "*x")]
    [InlineData("a: *x\nb: &x 1\n", "*x")]
    [InlineData("*x : 1\n", "*")]
    [InlineData("a: &x {b: 1}\n*x : 1\n", "*")]
    public void An_alias_needs_its_anchor_before_it(string text, string place)
    {
        var error = Yaml.Error(text);
        Assert.Equal(SyntaxErrorKind.Malformed, error.Kind);
        Assert.Equal(place, error.Location.Text());
    }

    [Theory]
    [InlineData("&a [*a]")]
    [InlineData("a: &a\n  b:\n    - c: *a\n")]
    [InlineData("a: &a {<<: *a}\n")]
    public void An_alias_inside_its_own_anchor_is_refused(string text)
    {
        var error = Yaml.Error(text);
        Assert.Equal(SyntaxErrorKind.Limit, error.Kind);
        Assert.Equal("*a", error.Location.Text());
    }

    [Fact]
    public void Anchors_do_not_reach_into_the_next_document() =>
        Assert.Equal("*x", Yaml.Error("a: &x 1\n---\nb: *x\n").Location.Text());
}
