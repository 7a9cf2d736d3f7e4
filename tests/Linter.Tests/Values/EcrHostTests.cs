using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class EcrHostTests
{
    [Theory]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn")]
    [InlineData("111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu")]
    [InlineData("111122223333.dkr-ecr.eu-west-1.on.aws")]
    [InlineData("123456789.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("account.dkr.ecr.region.amazonaws.com")]
    [InlineData("vpce-0a1b.dkr.ecr.eu-west-1.vpce.amazonaws.com")]
    [InlineData("public.ecr.aws")]
    [InlineData("ecr.example.com")]
    [InlineData("dkr.ecr.example.com")]
    [InlineData("registry.example")]
    [InlineData("")]
    public void Hosts_of_which_nothing_is_said(string host) => Assert.Null(EcrHost.Problem(host));

    [Theory]
    [InlineData("111122223333.dkr.ecr.amazonaws.com", "has no region after '.ecr'")]
    [InlineData("111122223333.ecr.eu-west-1.amazonaws.com", "has no '.dkr' before '.ecr'")]
    [InlineData("11112222333.dkr.ecr.eu-west-1.amazonaws.com", "has an account of 11 digits, not 12")]
    [InlineData("1111222233334.dkr.ecr.eu-west-1.amazonaws.com", "has an account of 13 digits, not 12")]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazon.com", "ends with 'amazon.com' and not with 'amazonaws.com'")]
    [InlineData("111122223333.dkr.ecr.cn-north-1.amazonaws.com", "ends with 'amazonaws.com', but the regions of China have 'amazonaws.com.cn'")]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com.cn", "ends with 'amazonaws.com.cn', which only the regions of China have")]
    public void Mistakes_are_named(string host, string problem) => Assert.Equal(problem, EcrHost.Problem(host));
}
