using EksLint.Aws;
using EksLint.Model.Eksctl;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class ClusterNodeGroupTests
{
    [Theory]
    [InlineData("{}", 2, 2, 2)]
    [InlineData("{desiredCapacity: 3}", 3, 3, 3)]
    [InlineData("{minSize: 1}", 1, 1, 1)]
    [InlineData("{minSize: 1, maxSize: 5}", 1, 1, 5)]
    [InlineData("{minSize: 1, desiredCapacity: 2, maxSize: 5}", 1, 2, 5)]
    [InlineData("{desiredCapacity: 0}", 0, 0, 0)]
    [InlineData("{maxSize: '${MAX}'}", null, null, null)]
    public void Sizes_have_the_defaults_of_eksctl(string group, int? min, int? desired, int? max)
    {
        var read = Assert.Single(Read("nodeGroups: [" + group + "]"));
        Assert.False(read.IsManaged);
        Assert.Equal((min, desired, max), (read.MinSize, read.DesiredCapacity, read.MaxSize));
    }

    [Fact]
    public void A_managed_group_can_grow_to_one_node() => Assert.Equal(1, Assert.Single(Read("managedNodeGroups: [{desiredCapacity: 0}]")).MaxSize);

    [Theory]
    [InlineData("{}", "m5.large")]
    [InlineData("{instanceType: t3.medium}", "t3.medium")]
    [InlineData("{instanceTypes: [t3.medium, t3.large]}", "t3.medium t3.large")]
    [InlineData("{instanceType: mixed, instancesDistribution: {instanceTypes: [m5.large, c5.large]}}", "m5.large c5.large")]
    [InlineData("{instanceType: '${TYPE}'}", null)]
    [InlineData("{instanceTypes: [t3.medium, x99.large]}", null)]
    [InlineData("{launchTemplate: {id: lt-0123456789abcdef0}}", null)]
    [InlineData("{instanceSelector: {vCPUs: 2}}", null)]
    public void Types_are_known_or_not(string group, string? types)
    {
        var limits = Assert.Single(Read("nodeGroups: [" + group + "]")).Limits;
        Assert.Equal(types, limits is null ? null : string.Join(' ', limits.Select(static type => type.Name)));
    }

    [Fact]
    public void Taints_are_a_list_or_a_map()
    {
        Assert.Equal([new NodeTaint("gpu", "yes", "NoSchedule")], Assert.Single(Read("nodeGroups: [{taints: {gpu: 'yes:NoSchedule'}}]")).Taints);
        Assert.Equal([new NodeTaint("gpu", "", "NoExecute")], Assert.Single(Read("managedNodeGroups: [{taints: [{key: gpu, effect: NoExecute}]}]")).Taints);
        Assert.Null(Assert.Single(Read("managedNodeGroups: [{taints: '${TAINTS}'}]")).Taints);
    }

    [Theory]
    [InlineData("{iam: {withAddonPolicies: {autoScaler: true}}}", true)]
    [InlineData("{tags: {k8s.io/cluster-autoscaler/enabled: 'true'}}", true)]
    [InlineData("{tags: {team: shop}}", false)]
    public void Signs_of_an_autoscaler(string group, bool isAutoscaled) => Assert.Equal(isAutoscaled, Assert.Single(Read("nodeGroups: [" + group + "]")).IsAutoscaled);

    private static IReadOnlyList<ClusterNodeGroup> Read(string groups)
    {
        var manifests = Parsed.Read("apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: c}\n" + groups).Manifests;
        return ClusterNodeGroup.Read(ClusterConfig.From(manifests.Objects.Single()));
    }
}
