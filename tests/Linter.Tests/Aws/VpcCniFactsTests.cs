using EksLint.Aws;
using EksLint.Model.Eksctl;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class VpcCniFactsTests
{
    private const string Cluster = "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c}, addons: [";

    [Theory]
    [InlineData("{name: vpc-cni}", false, false, false)]
    [InlineData("""{name: VPC-CNI, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'}""", true, false, false)]
    [InlineData("""{name: vpc-cni, configurationValues: "env:\n  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true'\n  ENABLE_POD_ENI: T"}""", false, true, true)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "yes"}}'}""", false, false, false)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"enableNetworkPolicy": "true"}'}""", false, false, false)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "${PREFIX}"}}'}""", null, false, false)]
    [InlineData("{name: vpc-cni, configurationValues: '${CNI_CONFIG}'}", null, null, null)]
    [InlineData("{name: vpc-cni, configurationValues: '{broken'}", null, null, null)]
    public void The_add_on_states_the_settings(string addon, bool? prefixes, bool? custom, bool? podEni)
    {
        var facts = FactsOf(Cluster + addon + "]}");
        Assert.Equal(CniSource.Stated, facts.Source);
        Assert.Equal((prefixes, custom, podEni), (facts.PrefixDelegation, facts.CustomNetworking, facts.PodEni));
    }

    [Theory]
    [InlineData("{name: vpc-cni}", false)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"env": {}}'}""", false)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"enableNetworkPolicy": "true"}'}""", true)]
    [InlineData("""{name: vpc-cni, configurationValues: '{"enableNetworkPolicy": true}'}""", true)]
    [InlineData("""{name: vpc-cni, configurationValues: 'enableNetworkPolicy: "false"'}""", false)]
    [InlineData("""{name: vpc-cni, configurationValues: 'enableNetworkPolicy: "${POLICIES}"'}""", null)]
    [InlineData("{name: vpc-cni, configurationValues: '${CNI_CONFIG}'}", null)]
    [InlineData("{name: coredns}", null)]
    public void The_add_on_enforces_policies_where_it_says_so(string addon, bool? enforces) =>
        Assert.Equal(enforces, FactsOf(Cluster + addon + "]}").NetworkPolicies);

    [Fact]
    public void A_daemon_set_states_the_settings()
    {
        var facts = FactsOf(
            Cluster + """
            ]}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec:
              template:
                spec:
                  containers:
                    - name: aws-node
                      env:
                        - {name: ENABLE_PREFIX_DELEGATION, value: "false"}
                        - {name: ENABLE_PREFIX_DELEGATION, value: "true"}
                        - {name: ENABLE_POD_ENI, valueFrom: {configMapKeyRef: {name: cni, key: pod-eni}}}
            """);
        Assert.Equal(CniSource.Stated, facts.Source);
        Assert.Equal((true, (bool?)false, (bool?)null), (facts.PrefixDelegation, facts.CustomNetworking, facts.PodEni));
    }

    [Fact]
    public void Without_a_word_the_defaults_are_assumed()
    {
        var facts = FactsOf(Cluster + "{name: coredns}]}");
        Assert.Equal(CniSource.Assumed, facts.Source);
        Assert.Equal((false, (bool?)false, (bool?)false), (facts.PrefixDelegation, facts.CustomNetworking, facts.PodEni));
    }

    [Theory]
    [InlineData("], addonsConfig: {disableDefaultAddons: true}}")]
    [InlineData("]}\n---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: cilium, namespace: kube-system}}")]
    [InlineData("]}\n---\n{apiVersion: operator.tigera.io/v1, kind: Installation, metadata: {name: default}}")]
    public void Another_cni_leaves_everything_unknown(string rest)
    {
        var facts = FactsOf(Cluster + rest);
        Assert.Equal(CniSource.Unknown, facts.Source);
        Assert.Null(facts.PrefixDelegation);
    }

    private static VpcCniFacts FactsOf(string text)
    {
        var manifests = Parsed.Read(text).Manifests;
        return VpcCniFacts.Of(ClusterConfig.From(manifests.OfKind("eksctl.io", "ClusterConfig").Single()), manifests);
    }
}
