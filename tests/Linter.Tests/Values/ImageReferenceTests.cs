using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class ImageReferenceTests
{
    private const string Sha256 = "sha256:7cc4b5aefd1d0cadf8d97d4350462ba51c694ebca145b08d7d41b41acc8db5aa";

    [Theory]
    [InlineData("nginx", null, "nginx", null, null)]
    [InlineData("nginx:1.27", null, "nginx", "1.27", null)]
    [InlineData("localhost:5000", null, "localhost", "5000", null)]
    [InlineData("localhost/app", "localhost", "app", null, null)]
    [InlineData("localhost:5000/app:v1", "localhost:5000", "app", "v1", null)]
    [InlineData("library/nginx", null, "library/nginx", null, null)]
    [InlineData("quay.io/org/a__b.c--d_e:V1.0-x_y", "quay.io", "org/a__b.c--d_e", "V1.0-x_y", null)]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1", "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "team/app", "1", null)]
    [InlineData("Registry/app", "Registry", "app", null, null)]
    [InlineData("[2001:db8::1]:5000/app", "[2001:db8::1]:5000", "app", null, null)]
    [InlineData("[::1]/app", "[::1]", "app", null, null)]
    [InlineData("app@" + Sha256, null, "app", null, Sha256)]
    [InlineData("ghcr.io/o/app:1@" + Sha256, "ghcr.io", "o/app", "1", Sha256)]
    public void Names_of_images_are_read(string text, string? registry, string repository, string? tag, string? digest)
    {
        Assert.Null(ImageReference.Problem(text));
        Assert.True(ImageReference.TryParse(text, out var reference));
        Assert.Equal(new ImageReference(registry, repository, tag, digest), reference);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("https://ghcr.io/app", "has '://', but the name of an image has no scheme")]
    [InlineData("7cc4b5aefd1d0cadf8d97d4350462ba51c694ebca145b08d7d41b41acc8db5aa", "is a bare identifier of 64 hexadecimal digits")]
    [InlineData("Nginx", "has an upper case letter 'N' in the repository")]
    [InlineData("ghcr.io/Org/app", "has an upper case letter 'O' in the repository")]
    [InlineData(" nginx", "has a blank in the repository")]
    [InlineData("nginx:1.27 ", "has a blank in the tag")]
    [InlineData("nginx:", "has no tag after ':'")]
    [InlineData("nginx:1:2", "has the character ':' in the tag")]
    [InlineData("nginx:-1", "has a tag that begins with '-'")]
    [InlineData(":1.27", "has no repository")]
    [InlineData("ghcr.io/", "has no repository")]
    [InlineData("a//b", "has an empty part in the repository")]
    [InlineData("/nginx", "has an empty part in the repository")]
    [InlineData("a/_b", "has a part of the repository that begins with '_'")]
    [InlineData("a-/b", "has a part of the repository that ends with '-'")]
    [InlineData("a..b", "has '..' in the repository")]
    [InlineData("a___b", "has '___' in the repository")]
    [InlineData("a.-b", "has '.-' in the repository")]
    [InlineData("ghcr.io:x/app", "has a port that is not a number ('x')")]
    [InlineData("nginx:1.27/app", "has a port that is not a number ('1.27')")]
    [InlineData("ghcr..io/app", "has a registry that is not a host name ('ghcr..io')")]
    [InlineData("-ghcr.io/app", "has a registry that is not a host name ('-ghcr.io')")]
    [InlineData("ghcr_x.io/app", "has the character '_' in the registry")]
    [InlineData(":5000/app", "has no registry before the port")]
    [InlineData("[]:5000/app", "has a registry that is not an IPv6 address")]
    [InlineData("app@", "has a digest without an algorithm ('sha256:')")]
    [InlineData("app@sha256", "has a digest without an algorithm ('sha256:')")]
    [InlineData("app@md5:0123", "has the unknown digest algorithm 'md5'")]
    [InlineData("app@sha256:0123", "has a digest of 4 hexadecimal digits, not 64")]
    [InlineData("app@sha256:7CC4", "has an upper case letter 'C' in the digest, which consists of 0-9 and a-f")]
    public void What_names_no_image_is_named(string text, string problem)
    {
        Assert.False(ImageReference.TryParse(text, out _));
        Assert.Equal(problem, ImageReference.Problem(text));
    }

    [Fact]
    public void Lengths_are_counted()
    {
        Assert.Null(ImageReference.Problem(new string('a', 255) + ":" + new string('b', 128)));
        Assert.Equal("has a repository of more than 255 characters (256)", ImageReference.Problem(new string('a', 256)));
        Assert.Equal("has a tag of more than 128 characters (129)", ImageReference.Problem("a:" + new string('b', 129)));
    }
}
