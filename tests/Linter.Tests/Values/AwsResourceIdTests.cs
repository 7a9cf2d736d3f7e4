using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class AwsResourceIdTests
{
    [Theory]
    [InlineData("subnet-0123456789abcdef0", "subnet", null)]
    [InlineData("subnet-0123abcd", "subnet", null)]
    [InlineData("i-0123456789abcdef0", null, null)]
    [InlineData("eipalloc-0123abcd", null, null)]
    [InlineData("", null, "is empty")]
    [InlineData("sg-0123abcd", "subnet", "does not begin with 'subnet-'")]
    [InlineData("subnet", "subnet", "does not begin with 'subnet-'")]
    [InlineData("subnet", null, "does not begin with the type of a resource ('subnet-', 'vpc-', 'sg-')")]
    [InlineData("subnets-0123abcd", null, "does not begin with the type of a resource ('subnet-', 'vpc-', 'sg-')")]
    [InlineData("Subnet-0123abcd", "subnet", "does not begin with 'subnet-'")]
    [InlineData("subnet-0123ABCD", "subnet", "has an upper case letter 'A' after 'subnet-', where 0-9 and a-f are allowed")]
    [InlineData("subnet-0123abcg", "subnet", "has the character 'g' after 'subnet-', where 0-9 and a-f are allowed")]
    [InlineData("subnet-0123abcd ", "subnet", "has a blank after 'subnet-', where 0-9 and a-f are allowed")]
    [InlineData("subnet-0123", "subnet", "has 4 hexadecimal digits after 'subnet-', not 8 or 17")]
    [InlineData("subnet-", "subnet", "has 0 hexadecimal digits after 'subnet-', not 8 or 17")]
    public void Identifiers_are_a_prefix_and_digits(string text, string? prefix, string? problem) =>
        Assert.Equal(problem, AwsResourceId.Problem(text, prefix));
}
