using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class ClusterDnsNameTests
{
    [Theory]
    [InlineData("web.shop.svc", "web.shop.svc")]
    [InlineData("http://web.shop.svc:80/path", "web.shop.svc")]
    [InlineData("--to=web.shop.svc.cluster.local:4318", "web.shop.svc.cluster.local")]
    [InlineData("10.0.0.1:9092,kafka-0.kafka.shop.svc:9092", "kafka-0.kafka.shop.svc")]
    [InlineData("a.svc.example.com web.shop.svc", "web.shop.svc")]
    public void Names_are_found(string text, string name) => Assert.Equal(name, ClusterDnsName.FindIn(text));

    [Theory]
    [InlineData("")]
    [InlineData(".svc")]
    [InlineData("web.svc")]
    [InlineData("web.shop.svc.example.com")]
    [InlineData("web.shop.svcs")]
    [InlineData("web.shop.svc-2")]
    [InlineData("web.shop.svc_name")]
    [InlineData("https://example.com")]
    public void Other_texts_hold_none(string text) => Assert.Null(ClusterDnsName.FindIn(text));
}
