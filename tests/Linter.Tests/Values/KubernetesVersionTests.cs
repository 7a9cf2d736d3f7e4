using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class KubernetesVersionTests
{
    [Theory]
    [InlineData("1.33", 1, 33)]
    [InlineData("v1.33.2", 1, 33)]
    [InlineData("1.33.4-eks-abc", 1, 33)]
    [InlineData("v1.30.0+k3s1", 1, 30)]
    [InlineData("1.33+", 1, 33)]
    [InlineData("1.9", 1, 9)]
    public void Versions_are_read(string text, int major, int minor)
    {
        Assert.True(KubernetesVersion.TryParse(text, out var version));
        Assert.Equal(new KubernetesVersion(major, minor), version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("1.33.")]
    [InlineData("1.33.x")]
    [InlineData("1.33 ")]
    [InlineData("1.33.4.5")]
    [InlineData("latest")]
    [InlineData("1.99999")]
    [InlineData("-1.33")]
    public void What_is_no_version_is_refused(string text) => Assert.False(KubernetesVersion.TryParse(text, out _));

    [Fact]
    public void Versions_compare_by_number()
    {
        var (older, newer) = (new KubernetesVersion(1, 9), new KubernetesVersion(1, 33));
        Assert.True(older < newer && newer > older && older <= newer && newer >= older);
        Assert.True(new KubernetesVersion(2, 0) > newer);
        Assert.Equal("1.33", newer.ToString());
        Assert.Equal("1.35", KubernetesVersion.DefaultVersion.ToString());
    }
}
