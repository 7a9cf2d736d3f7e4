using System.Text;
using EksLint.Syntax;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>From an offset in a decoded text back to the file.</summary>
public sealed class TextPlacesTests
{
    [Fact]
    public void The_place_of_every_word_of_a_generated_scalar_reads_as_that_word() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), static seed =>
        {
            foreach (var style in (NodeStyle[])[NodeStyle.Plain, NodeStyle.SingleQuoted, NodeStyle.DoubleQuoted, NodeStyle.Literal, NodeStyle.Folded])
            {
                var text = new ScalarWriter(seed, style).Write();
                var node = Yaml.Root(text)["data"]["key"];
                Assert.Equal(style, node.Style);
                Assert.True(Words.AssertPlaces(node) > 0, text);
            }
        }));

    [Theory]
    [InlineData("a: |2\n    x\n  one\n")]
    [InlineData("a: |2-\n\n    x\n\n  one")]
    [InlineData("a:\n  b: |1\n     x\n   one\n")]
    [InlineData("a: >2\n    x\n  y\n  one\n")]
    [InlineData("a: |2 # one\r\n    x\r\n  one\r\n")]
    public void An_indentation_indicator_moves_no_place(string text)
    {
        var node = Yaml.Nodes(Yaml.Root(text).Document).Last();
        Assert.StartsWith(" ", node.Text.TrimStart('\n'), StringComparison.Ordinal);
        var place = node.LocationOf(node.Text.LastIndexOf("one", StringComparison.Ordinal), 3);
        Assert.Equal("one", place.Text());
        Assert.Equal(text.LastIndexOf("one", StringComparison.Ordinal), place.Span.Start);
    }

    [Fact]
    public void An_alias_has_the_places_of_its_anchor()
    {
        var root = Yaml.Root("a: &x one two\nb: *x\n");
        Assert.Equal(root["a"].LocationOf(4, 3), root["b"].LocationOf(4, 3));
        Assert.Equal("one two"u8, root["b"].SourceUtf8);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(3, 1)]
    public void What_is_no_part_has_the_place_of_the_whole(int start, int length) =>
        Assert.Equal("one", Yaml.Root("a: one\n")["a"].LocationOf(start, length).Text());

    [Fact]
    public void Only_scalars_have_parts()
    {
        var root = Yaml.Root("a: [b]\n");
        Assert.Equal("a", new TextPlaces(root["a"]).LocationOf(0, 1).Text());
        Assert.Equal(default, new TextPlaces(default).LocationOf(0, 1));
        Assert.True(root["a"].SourceUtf8.IsEmpty);
    }

    /// <summary>Writes a scalar in a style with what makes its source differ from its text: escapes, folded lines, indentation, odd line ends.</summary>
    private sealed class ScalarWriter(int seed, NodeStyle style)
    {
        private static readonly string[] Samples = ["web", "http://web.shop.svc:80/", "a", "80", "it's", "été", "😀x", "日本1", "x=1;y"];

        private readonly Random _random = new(seed);
        private readonly StringBuilder _text = new();

        public string Write()
        {
            _text.Append("data:\n  key: ");
            var isBlock = style is NodeStyle.Literal or NodeStyle.Folded;
            if (isBlock)
                WriteBlock(style == NodeStyle.Literal ? '|' : '>');
            else
                WriteFlow(style switch { NodeStyle.SingleQuoted => "'", NodeStyle.DoubleQuoted => "\"", _ => "" });
            _text.Append("\n  last: 1\n");
            return _random.Next(4) == 0 ? _text.Replace("\n", "\r\n").ToString() : _text.ToString();
        }

        private void WriteFlow(string quote)
        {
            _text.Append(quote);
            var words = _random.Next(1, 12);
            for (var i = 0; i < words; i++)
            {
                if (i > 0)
                    _text.Append(_random.Next(4) == 0 ? string.Concat(Enumerable.Repeat("\n", _random.Next(1, 4))) + new string(' ', _random.Next(3, 8)) : new string(' ', _random.Next(1, 3)));
                foreach (var rune in Sample().EnumerateRunes())
                    _text.Append(style switch { NodeStyle.SingleQuoted when rune.Value == '\'' => "''", NodeStyle.DoubleQuoted => Escape(rune), _ => rune.ToString() });
            }

            _text.Append(quote);
        }

        private string Escape(Rune rune) => _random.Next(12) switch
        {
            0 when rune.IsAscii => $"\\x{rune.Value:x2}",
            1 when rune.IsBmp => $"\\u{rune.Value:x4}",
            2 => $"\\U{rune.Value:x8}",
            3 => rune + "\\\n" + new string(' ', _random.Next(3, 8)),
            4 => rune + "\\n",
            _ => rune.ToString(),
        };

        private void WriteBlock(char mark)
        {
            var indent = _random.Next(1, 5);
            var isIndented = _random.Next(3) == 0;
            _text.Append(mark);
            if (isIndented)
                _text.Append(indent);
            _text.Append(_random.Next(3) switch { 0 => "-", 1 => "+", _ => "" });
            var lines = _random.Next(1, 8);
            for (var line = 0; line < lines; line++)
            {
                // A first line that is further right needs the indicator.
                var further = isIndented || line > 0 ? _random.Next(0, 2) * _random.Next(1, 4) : 0;
                _text.Append('\n');
                if (line > 0 && _random.Next(4) == 0)
                    _text.Append(' ', _random.Next(0, indent)).Append('\n');
                _text.Append(' ', 2 + indent + further).AppendJoin(' ', Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Sample()));
            }
        }

        private string Sample() => Samples[_random.Next(Samples.Length)];
    }
}
