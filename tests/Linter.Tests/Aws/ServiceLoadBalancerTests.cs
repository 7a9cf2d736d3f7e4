using EksLint.Aws;
using EksLint.Model.Kubernetes;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class ServiceLoadBalancerTests
{
    private const string AutoMode = "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c, region: eu-west-1}, autoModeConfig: {enabled: true}}";

    [Theory]
    [InlineData("type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb", "", LoadBalancerOwner.LoadBalancerController, false)]
    [InlineData("type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb", "type: nlb", LoadBalancerOwner.LoadBalancerController, false)]
    [InlineData("type: LoadBalancer, loadBalancerClass: eks.amazonaws.com/nlb", "", LoadBalancerOwner.AutoMode, false)]
    [InlineData("type: LoadBalancer, loadBalancerClass: example.com/lb", "type: nlb-ip", LoadBalancerOwner.Other, false)]
    [InlineData("type: LoadBalancer, loadBalancerClass: \"${CLASS}\"", "", LoadBalancerOwner.Unknown, false)]
    [InlineData("type: LoadBalancer", "", LoadBalancerOwner.InTree, true)]
    [InlineData("type: LoadBalancer", "type: nlb", LoadBalancerOwner.InTree, true)]
    [InlineData("type: LoadBalancer", "type: \"${TYPE}\"", LoadBalancerOwner.Unknown, false)]
    [InlineData("type: LoadBalancer", "type: external", LoadBalancerOwner.Nobody, true)]
    [InlineData("type: LoadBalancer", "type: external, nlb-target-type: IP", LoadBalancerOwner.Nobody, true)]
    [InlineData("type: LoadBalancer", "type: external, nlb-target-type: ip", LoadBalancerOwner.LoadBalancerController, false)]
    [InlineData("type: NodePort", "type: external, nlb-target-type: instance", LoadBalancerOwner.LoadBalancerController, false)]
    [InlineData("type: ClusterIP", "type: nlb-ip", LoadBalancerOwner.LoadBalancerController, false)]
    [InlineData("type: ClusterIP", "type: nlb", LoadBalancerOwner.Nobody, false)]
    [InlineData("clusterIP: None", "", LoadBalancerOwner.Nobody, false)]
    public void The_owner_is_found(string spec, string annotations, LoadBalancerOwner owner, bool dependsOnWebhook)
    {
        var loadBalancer = Find(spec, annotations);
        Assert.Equal((owner, dependsOnWebhook), (loadBalancer.Owner, loadBalancer.DependsOnWebhook));
        Assert.False(Find(spec, annotations, mayHaveWebhook: false).DependsOnWebhook);
    }

    [Fact]
    public void In_Auto_Mode_a_Service_without_class_is_Auto_Modes()
    {
        Assert.Equal(LoadBalancerOwner.AutoMode, Find("type: LoadBalancer", "", true, AutoMode).Owner);
        Assert.Equal(LoadBalancerOwner.AutoMode, Find("type: LoadBalancer", "", true, "{apiVersion: eks.amazonaws.com/v1, kind: NodeClass, metadata: {name: n}}").Owner);
        Assert.Equal(LoadBalancerOwner.Nobody, Find("type: ClusterIP", "", true, AutoMode).Owner);
    }

    [Theory]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "", TargetType.Instance)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "nlb-target-type: IP", TargetType.Instance)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "nlb-target-type: ip", TargetType.Ip)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "nlb-target-type: $TARGET", TargetType.Unknown)]
    [InlineData("loadBalancerClass: eks.amazonaws.com/nlb", "", TargetType.Ip)]
    [InlineData("loadBalancerClass: eks.amazonaws.com/nlb", "nlb-target-type: instance", TargetType.Instance)]
    [InlineData("loadBalancerClass: eks.amazonaws.com/nlb", "nlb-target-type: other", TargetType.Unknown)]
    [InlineData("loadBalancerClass: example.com/lb", "nlb-target-type: ip", TargetType.Unknown)]
    [InlineData("sessionAffinity: None", "type: nlb-ip", TargetType.Ip)]
    [InlineData("sessionAffinity: None", "type: nlb", TargetType.Instance)]
    [InlineData("sessionAffinity: None", "type: nlb, nlb-target-type: ip", TargetType.Unknown)]
    public void The_target_type_is_found(string spec, string annotations, TargetType expected) =>
        Assert.Equal(expected, Find("type: LoadBalancer, " + spec, annotations).TargetType);

    [Theory]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "", LoadBalancerScheme.Internal)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "scheme: internet-facing", LoadBalancerScheme.InternetFacing)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "scheme: internal, internal: \"false\"", LoadBalancerScheme.Internal)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "internal: \"F\"", LoadBalancerScheme.InternetFacing)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "internal: 0.0.0.0/0", LoadBalancerScheme.Unknown)]
    [InlineData("loadBalancerClass: service.k8s.aws/nlb", "scheme: public", LoadBalancerScheme.Unknown)]
    [InlineData("sessionAffinity: None", "scheme: internal", LoadBalancerScheme.Unknown)]
    [InlineData("sessionAffinity: None", "scheme: internet-facing", LoadBalancerScheme.InternetFacing)]
    [InlineData("sessionAffinity: None", "internal: \"true\"", LoadBalancerScheme.Internal)]
    public void The_scheme_is_found(string spec, string annotations, LoadBalancerScheme expected) =>
        Assert.Equal(expected, Find("type: LoadBalancer, " + spec, annotations).Scheme);

    [Theory]
    [InlineData("", LoadBalancerScheme.InternetFacing)]
    [InlineData("internal: \"false\"", LoadBalancerScheme.InternetFacing)]
    [InlineData("internal: \"False\"", LoadBalancerScheme.Internal)]
    [InlineData("internal: 0.0.0.0/0", LoadBalancerScheme.Internal)]
    [InlineData("internal: \"${INTERNAL}\"", LoadBalancerScheme.Unknown)]
    public void The_in_tree_controller_reads_one_annotation_in_its_own_way(string annotations, LoadBalancerScheme expected)
    {
        Assert.Equal(expected, Find("type: LoadBalancer", annotations, mayHaveWebhook: false).Scheme);
        Assert.Equal(expected, ServiceLoadBalancer.InTreeScheme(Service.From(Read("type: LoadBalancer", annotations).First("Service"))));
    }

    private static ServiceLoadBalancer Find(string spec, string annotations, bool mayHaveWebhook = true, params string[] others)
    {
        var manifests = Read(spec, annotations, others);
        var service = manifests.First("Service");
        return ServiceLoadBalancer.Of(Service.From(service), ClusterFacts.Near(service.Place, manifests, new ClusterSettings { ServiceMutatorWebhook = mayHaveWebhook }));
    }

    /// <summary>A set with a Service; its annotations stand without their prefix.</summary>
    private static EksLint.Manifests.ManifestSet Read(string spec, string annotations, params string[] others)
    {
        var keys = annotations.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static annotation => LoadBalancerAnnotations.Nlb + annotation);
        return Manifests.Read([$"{{apiVersion: v1, kind: Service, metadata: {{name: web, annotations: {{{string.Join(", ", keys)}}}}}, spec: {{{spec}}}}}", .. others]);
    }
}
