using EksLint.Aws;
using EksLint.Model.Kubernetes;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class IngressLoadBalancerTests
{
    private const string Params = "{apiVersion: elbv2.k8s.aws/v1beta1, kind: IngressClassParams, metadata: {name: p}, spec: {targetType: ip}}";
    private const string Cluster = "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c, region: eu-west-1}}";
    private const string AutoModeCluster = "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c, region: eu-west-1}, autoModeConfig: {enabled: true}}";

    [Theory]
    [InlineData("kubernetes.io/ingress.class: alb", "", LoadBalancerOwner.LoadBalancerController)]
    [InlineData("kubernetes.io/ingress.class: alb", "ingressClassName: nginx", LoadBalancerOwner.LoadBalancerController)]
    [InlineData("kubernetes.io/ingress.class: nginx", "ingressClassName: alb", LoadBalancerOwner.Other)]
    [InlineData("kubernetes.io/ingress.class: \"\"", "ingressClassName: alb", LoadBalancerOwner.Other)]
    [InlineData("kubernetes.io/ingress.class: $CLASS", "", LoadBalancerOwner.Unknown)]
    [InlineData("", "ingressClassName: alb", LoadBalancerOwner.ControllerOrAutoMode)]
    [InlineData("", "ingressClassName: internal", LoadBalancerOwner.Unknown)]
    [InlineData("", "ingressClassName: $CLASS", LoadBalancerOwner.Unknown)]
    [InlineData("", "", LoadBalancerOwner.Nobody)]
    public void Without_its_class_in_the_set_an_Ingress_says_little(string annotations, string spec, LoadBalancerOwner expected) =>
        Assert.Equal(expected, Find(annotations, spec).Owner);

    [Theory]
    [InlineData("ingress.k8s.aws/alb", LoadBalancerOwner.LoadBalancerController)]
    [InlineData("eks.amazonaws.com/alb", LoadBalancerOwner.AutoMode)]
    [InlineData("k8s.io/ingress-nginx", LoadBalancerOwner.Other)]
    [InlineData("$CONTROLLER", LoadBalancerOwner.Unknown)]
    public void The_class_names_the_controller(string controller, LoadBalancerOwner expected)
    {
        Assert.Equal(expected, Find("", "ingressClassName: web", Class("web", controller)).Owner);
        Assert.Equal(expected, Find("", "", Class("web", controller, isDefault: true)).Owner);
        Assert.Equal(LoadBalancerOwner.Nobody, Find("", "", Class("web", controller)).Owner);
    }

    [Fact]
    public void Two_default_classes_decide_nothing() =>
        Assert.Equal(
            LoadBalancerOwner.Unknown,
            Find("", "", Class("one", IngressLoadBalancer.Controller, isDefault: true), Class("two", IngressLoadBalancer.Controller, isDefault: true)).Owner);

    [Fact]
    public void The_cluster_tells_whose_the_usual_class_is()
    {
        Assert.Equal(LoadBalancerOwner.LoadBalancerController, Find("", "ingressClassName: alb", Cluster).Owner);
        Assert.Equal(LoadBalancerOwner.AutoMode, Find("", "ingressClassName: alb", AutoModeCluster).Owner);
        Assert.Equal(LoadBalancerOwner.Unknown, Find("kubernetes.io/ingress.class: alb", "", AutoModeCluster).Owner);
    }

    [Theory]
    [InlineData(TargetType.Instance, "", "")]
    [InlineData(TargetType.Ip, "ip", "")]
    [InlineData(TargetType.Instance, "ip", "instance")]
    [InlineData(TargetType.Ip, "instance", "ip")]
    [InlineData(TargetType.Unknown, "IP", "")]
    [InlineData(TargetType.Unknown, "$TARGET", "")]
    public void The_Service_beats_the_Ingress(TargetType expected, string ofIngress, string ofService)
    {
        var targets = TargetsOf("ingressClassName: web", ofIngress, ofService, Class("web", IngressLoadBalancer.Controller));
        Assert.Equal(expected, targets.Type);
        Assert.Equal(ofService.Length > 0 ? ofService : ofIngress, targets.Source.Text);
    }

    [Fact]
    public void The_parameters_of_the_class_beat_both()
    {
        var ingressClass = Class("web", IngressLoadBalancer.Controller, parameters: "p");
        Assert.Equal(TargetType.Ip, TargetsOf("ingressClassName: web", "instance", "instance", ingressClass, Params).Type);
        Assert.Equal(TargetType.Unknown, TargetsOf("ingressClassName: web", "instance", "instance", ingressClass).Type);
    }

    [Fact]
    public void The_default_is_the_controllers()
    {
        Assert.Equal(TargetType.Ip, TargetsOf("ingressClassName: web", "", "", Class("web", IngressLoadBalancer.AutoModeController)).Type);
        Assert.Equal(TargetType.Unknown, TargetsOf("ingressClassName: alb", "", "").Type);
        Assert.Equal(TargetType.Unknown, TargetsOf("ingressClassName: web", "", "", Class("web", "k8s.io/ingress-nginx")).Type);
    }

    private static IngressLoadBalancer Find(string annotations, string spec, params string[] others)
    {
        var manifests = Manifests.Read([$"{{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {{name: web, annotations: {{{annotations}}}}}, spec: {{{spec}}}}}", .. others]);
        var ingress = manifests.First("Ingress");
        return IngressLoadBalancer.Of(Ingress.From(ingress), manifests, ClusterFacts.Near(ingress.Place, manifests));
    }

    private static AlbTargets TargetsOf(string spec, string ofIngress, string ofService, params string[] others)
    {
        var service = Manifests.Read($"{{apiVersion: v1, kind: Service, metadata: {{name: web, annotations: {{{TargetTypeAnnotation(ofService)}}}}}}}").First("Service");
        return Find(TargetTypeAnnotation(ofIngress), spec, others).TargetsOf(Service.From(service));
    }

    private static string TargetTypeAnnotation(string value) => value.Length > 0 ? $"{LoadBalancerAnnotations.AlbTargetType}: {value}" : "";

    private static string Class(string name, string controller, bool isDefault = false, string? parameters = null)
    {
        var annotations = isDefault ? "ingressclass.kubernetes.io/is-default-class: \"true\"" : "";
        var reference = parameters is null ? "" : $", parameters: {{apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: {parameters}}}";
        return $"{{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {{name: {name}, annotations: {{{annotations}}}}}, spec: {{controller: {controller}{reference}}}}}";
    }
}
