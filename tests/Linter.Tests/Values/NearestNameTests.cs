using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("targetport", "targetPort,targetPorts", "targetPort")]
    [InlineData("ports", "port,sports", "port")]
    [InlineData("selectors", "selector,selectorz", "selector")]
    [InlineData("listenPorts", "listen-port,listen-ports", "listen-ports")]
    [InlineData("listen_ports", "listenPorts", "listenPorts")]
    [InlineData("htttp", "http,https", "http")]
    [InlineData("hhtps", "http,https", "https")]
    [InlineData("repilcas", "replicas", "replicas")]
    [InlineData("replikas", "replicas", "replicas")]
    [InlineData("Repilcas", "replicas", "replicas")]
    [InlineData("naem", "name", "name")]
    [InlineData("abcdef", "abcdeg,abcdeh", "abcdeg")]
    [InlineData("abcdef", "abcdeh,abcdeg", "abcdeg")]
    [InlineData("abcdef", "abcdxy,abcdex", "abcdex")]
    [InlineData("web", "api", null)]
    [InlineData("ab", "ac", null)]
    [InlineData("abc", "axy", null)]
    [InlineData("image", "image", null)]
    [InlineData("", "a", null)]
    [InlineData("abcdef", "", null)]
    public void The_nearest_name_is_found(string wrong, string candidates, string? expected) =>
        Assert.Equal(expected, NearestName.Find(wrong, candidates.Split(',')));

    [Fact]
    public void The_caller_may_ask_for_less_distance()
    {
        Assert.Equal("replicas", NearestName.Find("replixxs", ["replicas"]));
        Assert.Null(NearestName.Find("replixxs", ["replicas"], maxDistance: 1));
        Assert.Equal("replicas", NearestName.Find("REPLICAS", ["replicas"], maxDistance: 0));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("ab", "ba", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abcdef", "badcfe", 3)]
    [InlineData("abcdef", "ghijkl", 5)]
    public void Distances_count_edits_and_swaps(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(left, right, bound: 4));
        Assert.Equal(distance, NearestName.Distance(right, left, bound: 4));
    }

    [Fact]
    public void Long_names_are_not_compared()
    {
        var name = new string('a', 201);
        Assert.Null(NearestName.Find(name, [name + "s"]));
        Assert.Equal(3, NearestName.Distance(name, name, bound: 2));
    }
}
