using System.Text;
using EksLint.Syntax;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>What must hold for every document.</summary>
public sealed class SyntaxProperties
{
    [Fact]
    public void What_was_written_is_read() => ForAllSamples((sample, document) =>
        Assert.Equal(sample.Nodes, Yaml.Nodes(document).Select(node => new ExpectedNode(node.Key, node.Kind, node.Text))));

    [Fact]
    public void The_span_of_a_scalar_parses_back_to_its_text() => ForAllSamples((_, document) =>
    {
        foreach (var node in Yaml.Nodes(document).Where(node => node.IsScalar))
        {
            // The span of a block scalar leaves out the blanks and blank lines behind its text.
            var again = Yaml.Root("key: " + node.At(node.Span))["key"];
            Assert.Equal(node.Style, again.Style);
            if (node.Style is NodeStyle.Literal or NodeStyle.Folded)
                Assert.Equal(node.Text.TrimEnd(), again.Text.TrimEnd());
            else
                Assert.Equal(node.Text, again.Text);
        }
    });

    [Fact]
    public void Nodes_lie_in_their_parents_and_siblings_do_not_overlap() => ForAllSamples((_, document) => AssertNested(document.Root));

    [Fact]
    public void Lines_and_columns_agree_with_the_decoded_text() => ForAllSamples((_, document) =>
    {
        var file = document.File;
        var text = Encoding.UTF8.GetString(file.Text);
        foreach (var node in Yaml.Nodes(document))
        {
            foreach (var span in (SourceSpan[])[node.Span, node.KeySpan, node.EntrySpan])
            {
                var start = Encoding.UTF8.GetString(file.Text[..span.Start]).Length;
                var end = Encoding.UTF8.GetString(file.Text[..span.End]).Length;
                Assert.Equal(TextSpan.FromBounds(start, end), file.GetTextSpan(span));
                Assert.Equal(PositionOf(text, start), file.GetLinePosition(span.Start));
                Assert.Equal(new LinePositionSpan(PositionOf(text, start), PositionOf(text, end)), file.GetLineSpan(span));
                Assert.Equal(span.Start, file.GetOffset(PositionOf(text, start)));
            }
        }
    });

    [Fact]
    public void Every_unit_of_a_text_has_a_place_in_the_scalar() => ForAllSamples((_, document) =>
    {
        foreach (var node in Yaml.Nodes(document).Where(node => node.IsScalar))
        {
            var previous = node.Span.Start;
            for (var i = 0; i < node.Text.Length; i++)
            {
                var part = node.LocationOf(i, 1).Span;
                Assert.True(part.Start >= previous && part.Length > 0, node.ToString());
                Assert.True(part.Start <= node.Span.End || node.Style is NodeStyle.Literal or NodeStyle.Folded, node.ToString());
                if (node.Style == NodeStyle.Plain && node.Text[i] != ' ')
                    Assert.Contains(node.Text[i], document.File.GetText(part));
                previous = part.Start;
            }
        }
    });

    [Fact]
    public void The_place_of_every_word_reads_as_that_word() => ForAllSamples((_, document) =>
    {
        foreach (var node in Yaml.Nodes(document).Where(node => node.IsScalar))
            Words.AssertPlaces(node);
    });

    private static LinePosition PositionOf(string text, int index)
    {
        var line = text.AsSpan(0, index).Count('\n');
        return new LinePosition(line, index - (text.AsSpan(0, index).LastIndexOf('\n') + 1));
    }

    private static void AssertNested(YamlNode node)
    {
        var position = node.Span.Start;
        foreach (var child in node.Children)
        {
            var span = child.EntrySpan;
            Assert.True(node.Span.Contains(span), $"{child} is not in {node}");
            Assert.True(span.Start >= position, $"{child} begins before its sibling ends");
            Assert.True(span.Contains(child.Span) && child.KeySpan.End <= child.Span.Start, $"the key of {child} overlaps its value");
            Assert.Equal(node, child.Parent);
            position = span.End;
            AssertNested(child);
        }
    }

    private static void ForAllSamples(Action<YamlSample, YamlDocument> check) =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                // A few documents a seed: the hundred seeds of a quick check are soon done.
                for (var i = 0; i < 10; i++)
                {
                    var sample = YamlSample.Create(seed + i);
                    var parsed = Yaml.Parse(sample.Text);
                    Assert.True(parsed.Errors.Count == 0, $"{string.Join(',', parsed.Errors)} in\n{sample.Text}");
                    check(sample, Assert.Single(parsed.Documents));
                }
            }));
}
