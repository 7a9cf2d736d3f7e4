using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;
using Xunit;

namespace EksLint.Tests.Sets;

public sealed class NetworkPolicyTests
{
    private const string Web = "---\n{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]}}\n";

    [Theory]
    [InlineData("{}", true, false)]
    [InlineData("{egress: []}", true, false)]
    [InlineData("{egress: [{}]}", true, true)]
    [InlineData("{policyTypes: [], egress: [{}]}", true, true)]
    [InlineData("{policyTypes: [Egress]}", false, true)]
    [InlineData("{policyTypes: [Ingress], egress: [{}]}", true, false)]
    [InlineData("{policyTypes: [Ingress, Egress]}", true, true)]
    [InlineData("{policyTypes: [Ingress, '${OTHER}']}", true, null)]
    [InlineData("{policyTypes: Egress}", true, false)]
    public void A_policy_limits_what_its_types_or_their_defaults_say(string spec, bool? ingress, bool? egress)
    {
        var policy = Policy(spec);
        Assert.Equal((ingress, egress), (policy.Limits(TrafficDirection.Ingress), policy.Limits(TrafficDirection.Egress)));
    }

    [Theory]
    [InlineData("{}", 8080, "UDP", true)]
    [InlineData("{ports: []}", 8080, "UDP", true)]
    [InlineData("{ports: [{protocol: TCP}]}", 8080, "TCP", true)]
    [InlineData("{ports: [{protocol: TCP}]}", 8080, "UDP", false)]
    [InlineData("{ports: [{port: 53}]}", 53, "UDP", false)]
    [InlineData("{ports: [{port: 53}, {protocol: UDP, port: 53}]}", 53, "UDP", true)]
    [InlineData("{ports: [{port: 8000, endPort: 8080}]}", 8080, "TCP", true)]
    [InlineData("{ports: [{port: 8000, endPort: 8079}]}", 8080, "TCP", false)]
    [InlineData("{ports: [{port: 8000, endPort: '${LAST}'}]}", 8080, "TCP", true)]
    [InlineData("{ports: [{port: http}]}", 8080, "TCP", true)]
    [InlineData("{ports: [{port: http}]}", 8081, "TCP", false)]
    [InlineData("{ports: [{port: dns}]}", 53, "TCP", false)]
    [InlineData("{ports: [{protocol: UDP, port: dns}]}", 53, "UDP", true)]
    [InlineData("{ports: [{port: other}]}", 8080, "TCP", false)]
    [InlineData("{ports: [{port: '${PORT}'}]}", 8080, "TCP", true)]
    [InlineData("{ports: [{port: 80, protocol: '${PROTOCOL}'}]}", 80, "UDP", true)]
    public void A_rule_covers_ports_by_number_range_name_and_protocol(string rule, long port, string protocol, bool isCovered)
    {
        var manifests = Set($"spec: {{ingress: [{rule}]}}");
        var pods = Assert.Single(manifests.PodSources);
        Assert.Equal(isCovered, Assert.Single(Policies(manifests)[0].Rules(TrafficDirection.Ingress)).MayCover(port, protocol, pods));
    }

    [Theory]
    [InlineData("{podSelector: {}}", true, false, "")]
    [InlineData("{namespaceSelector: {}}", false, true, null)]
    [InlineData("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}", false, true, "shop")]
    [InlineData("{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [a, b]}]}, podSelector: {}}", false, false, "a b")]
    [InlineData("{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [a]}]}}", false, true, null)]
    [InlineData("{namespaceSelector: {matchLabels: {team: shop}}}", false, true, null)]
    [InlineData("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: '${NAMESPACE}'}}}", false, true, null)]
    [InlineData("{ipBlock: {cidr: 10.0.0.0/8}}", false, false, "")]
    public void A_peer_says_where_it_looks(string peer, bool isOwnPods, bool isWholeNamespaces, string? names)
    {
        var found = Policy($"{{ingress: [{{from: [{peer}]}}]}}").Rules(TrafficDirection.Ingress).Single().Peers.AsEnumerable().Single();
        Assert.Equal((isOwnPods, isWholeNamespaces), (found.IsOwnPods(), found.IsWholeNamespaces()));
        Assert.Equal(names, found.NamespaceNames() is { } known ? string.Join(' ', known) : null);
    }

    [Fact]
    public void All_policies_that_select_a_pod_count_together()
    {
        var manifests = Set(
            "spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 1}]}]}",
            "spec: {podSelector: {}, policyTypes: [Ingress]}",
            "spec: {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}, ingress: [{ports: [{port: 2}]}]}",
            "spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 3}]}]}",
            "spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], ingress: [{ports: [{port: 4}]}]}");
        var policies = manifests.NetworkPolicies.Of(manifests.PodSources.Single())!;
        Assert.Equal("p0", policies.FindLimit(TrafficDirection.Ingress)!.Value.Manifest.Name);
        Assert.Equal("p4", policies.FindLimit(TrafficDirection.Egress)!.Value.Manifest.Name);
        Assert.Equal(["1", "2"], policies.FindRules(TrafficDirection.Ingress)!.Select(static rule => rule.Ports.AsEnumerable().Single().Port.ToString()));
        Assert.Empty(policies.FindRules(TrafficDirection.Egress)!);
    }

    [Fact]
    public void Pods_of_another_namespace_meet_no_policy()
    {
        var manifests = Parsed.Read("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: other}, spec: {podSelector: {}}}\n" + Web).Manifests;
        Assert.True(manifests.NetworkPolicies.Of(manifests.PodSources.Single())!.AreNone);
        Assert.Equal(["other"], manifests.NetworkPolicies.Namespaces);
    }

    [Fact]
    public void The_same_pods_in_two_environments_are_limited_for_certain_only_beside_the_policy()
    {
        var manifests = Parsed.Read(
            ("dev/policy.yaml", "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}"),
            ("dev/pod.yaml", Web),
            ("prod/pod.yaml", Web)).Manifests;
        var limits = manifests.PodSources.ToDictionary(
            static pods => pods.Owner.File.Path,
            pods => manifests.NetworkPolicies.Of(pods)!.FindLimit(TrafficDirection.Ingress) is not null,
            StringComparer.Ordinal);
        Assert.True(limits["dev/pod.yaml"]);
        Assert.False(limits["prod/pod.yaml"]);
    }

    [Fact]
    public void Too_many_policies_are_an_unknown()
    {
        var manifests = Set([.. Enumerable.Range(0, 300).Select(static i => $"spec: {{podSelector: {{matchExpressions: [{{key: k{i}, operator: DoesNotExist}}]}}}}")]);
        Assert.Null(manifests.NetworkPolicies.Of(manifests.PodSources.Single()));
    }

    [Theory]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: g}}", false)]
    [InlineData("{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: g}}", false)]
    [InlineData("{apiVersion: networking.k8s.aws/v1alpha1, kind: ClusterNetworkPolicy, metadata: {name: g}}", false)]
    [InlineData("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: g}}", true)]
    public void Other_engines_have_a_say(string manifest, bool areAlone) =>
        Assert.Equal(areAlone, Parsed.Read(manifest).Manifests.NetworkPolicies.AreAlone);

    [Theory]
    [InlineData("", "{cidr: 10.0.0.0/8}", true)]
    [InlineData("", "{cidr: 0.0.0.0/0}", true)]
    [InlineData("", "{cidr: 203.0.113.0/24}", false)]
    [InlineData("", "{cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10]}", false)]
    [InlineData("", "{cidr: 0.0.0.0/0, except: [10.0.0.0/9]}", true)]
    [InlineData("", "{cidr: '${VPC}'}", true)]
    [InlineData("", "{cidr: '::/0'}", true)]
    [InlineData("vpc: {cidr: 10.1.0.0/16}", "{cidr: 10.1.2.0/24}", true)]
    [InlineData("vpc: {cidr: 10.1.0.0/16}", "{cidr: 10.2.0.0/16}", false)]
    [InlineData("vpc: {cidr: 10.1.0.0/16, extraCIDRs: [10.2.0.0/16]}", "{cidr: 10.2.0.0/16}", true)]
    [InlineData("vpc: {cidr: '${VPC}'}", "{cidr: 10.2.0.0/16}", true)]
    [InlineData("vpc: {id: vpc-0a1b2c3d, cidr: 10.1.0.0/16}", "{cidr: 10.2.0.0/16}", true)]
    [InlineData("metadata: {name: c}", "{cidr: 10.2.0.0/16}", false)]
    [InlineData("metadata: {name: c}", "{cidr: 192.168.3.0/24}", true)]
    public void The_vpc_has_the_addresses_that_are_known_or_any_private_one(string cluster, string block, bool isPossible)
    {
        var config = cluster.Length == 0 ? "" : $"---\n{{apiVersion: {ClusterConfig.ApiVersion}, kind: ClusterConfig, {cluster}}}\n";
        var manifests = Parsed.Read($"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p}}, spec: {{ingress: [{{from: [{{ipBlock: {block}}}]}}]}}}}\n{config}").Manifests;
        var policy = Policies(manifests)[0];
        var peer = policy.Rules(TrafficDirection.Ingress).Single().Peers.AsEnumerable().Single();
        Assert.Equal(isPossible, VpcAddresses.Of(ClusterFacts.Near(policy.Manifest.Place, manifests)).MayBeIn(peer.IpBlock));
    }

    private static NetworkPolicy Policy(string spec) => Policies(Set("spec: " + spec))[0];

    private static IReadOnlyList<NetworkPolicy> Policies(ManifestSet manifests) => manifests.NetworkPolicies.In("default");

    private static ManifestSet Set(params string[] specs) => Parsed.Read(
        string.Concat(specs.Select(static (spec, i) => $"---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p{i}}}, {spec}}}\n")) + Web).Manifests;
}
