using Xunit;

namespace EksLint.Tests.Sets;

public sealed class LabelMapTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(40)]
    public void Few_and_many_labels_are_found(int count)
    {
        var labels = Read(string.Concat(Enumerable.Range(0, count).Select(static i => $"key{i}: value{i}\n")));

        Assert.Equal(count, labels.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(static i => $"key{i}"), labels.Keys);
        for (var i = 0; i < count; i++)
        {
            Assert.True(labels.TryGetValue($"key{i}", out var value));
            Assert.Equal($"value{i}", value);
        }

        Assert.False(labels.TryGetValue("other", out _));
        Assert.False(labels.ContainsKey("KEY0"));
    }

    [Fact]
    public void The_first_of_two_labels_counts_and_what_is_merged_is_one_too()
    {
        var labels = Read("a: \"1\"\na: \"2\"\n<<: {a: \"3\", b: \"4\", c: \"5\", d: \"6\"}\ne: [7]\n");

        Assert.Equal([new("a", "1"), new("b", "4"), new("c", "5"), new("d", "6")], labels.ToArray());
    }

    private static IReadOnlyDictionary<string, string> Read(string labels)
    {
        var indented = string.Concat(labels.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => $"    {line}\n"));
        var input = Parsed.Read("apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n" + indented + "spec:\n  containers: []\n");
        return input.Manifests.PodSources[0].Labels;
    }
}
