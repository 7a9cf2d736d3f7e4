using EksLint.Aws;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class SubnetRolesTests
{
    [Theory]
    [InlineData("kubernetes.io/role/alb", SubnetRoles.Public)]
    [InlineData("kubernetes.io/role/nlb", SubnetRoles.Public)]
    [InlineData("kubernetes.io/role/ELB", SubnetRoles.Public)]
    [InlineData("kubernetes.io/role/elbs", SubnetRoles.Public)]
    [InlineData("kubernetes.io/roles/elb", SubnetRoles.Public)]
    [InlineData("Kubernetes.io/role/elb", SubnetRoles.Public)]
    [InlineData("kubernetes.io/elb", SubnetRoles.Public)]
    [InlineData("k8s.io/role/elb", SubnetRoles.Public)]
    [InlineData("alpha.kubernetes.io/role-elb", SubnetRoles.Public)]
    [InlineData("kubernetes.io/role/internal-alb", SubnetRoles.Internal)]
    [InlineData("kubernetes.io/role/internal_elb", SubnetRoles.Internal)]
    [InlineData("kubernetes.io/role/internalelb", SubnetRoles.Internal)]
    [InlineData("kubernetes.io/role/intenal-elb", SubnetRoles.Internal)]
    [InlineData("kubernetes.io/role/private-elb", SubnetRoles.Internal)]
    [InlineData("kubernetes.io/roles/internal-elb", SubnetRoles.Internal)]
    public void Misspelt_keys(string key, string meant) => Assert.Equal(meant, SubnetRoles.FindMeant(key));

    [Theory]
    [InlineData("kubernetes.io/role/elb")]
    [InlineData("kubernetes.io/role/internal-elb")]
    [InlineData("kubernetes.io/role/cni")]
    [InlineData("kubernetes.io/role/ebs")]
    [InlineData("kubernetes.io/role/eks")]
    [InlineData("kubernetes.io/role/node")]
    [InlineData("kubernetes.io/role/master")]
    [InlineData("kubernetes.io/cluster/elb")]
    [InlineData("kubernetes.io/cluster/alb")]
    [InlineData("example.com/role/elb")]
    [InlineData("karpenter.sh/discovery")]
    [InlineData("role")]
    [InlineData("elb")]
    [InlineData("Name")]
    [InlineData("")]
    [InlineData("/")]
    public void Keys_that_are_right_or_mean_something_else(string key) => Assert.Null(SubnetRoles.FindMeant(key));
}
