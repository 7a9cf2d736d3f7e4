using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Syntax;

/// <summary>The words of a text: runs of ASCII letters and digits.</summary>
internal static class Words
{
    public static IEnumerable<(int Start, int Length)> Of(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                end++;
            if (end > start)
                yield return (start, end - start);
            start = end;
        }
    }

    /// <summary>Checks that the place of each word of a scalar, read as a scalar of the same style, is that word.</summary>
    /// <returns>The number of words.</returns>
    public static int AssertPlaces(YamlNode node)
    {
        var places = new TextPlaces(node);
        var count = 0;
        foreach (var (start, length) in Of(node.Text))
        {
            var word = node.Text.Substring(start, length);
            var source = places.LocationOf(start, length).Text();
            var decoded = node.Style switch
            {
                NodeStyle.DoubleQuoted => Yaml.Root($"a: \"{source}\"")["a"].Text,
                NodeStyle.SingleQuoted => Yaml.Root($"a: '{source}'")["a"].Text,
                _ => source,
            };
            Assert.Equal(word, decoded);
            count++;
        }

        return count;
    }
}
