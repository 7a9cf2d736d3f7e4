using EksLint.Aws;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class LoadBalancerAnnotationsTests
{
    private const string Alb = LoadBalancerAnnotations.Alb;
    private const string Nlb = LoadBalancerAnnotations.Nlb;

    [Fact]
    public void The_table_is_read()
    {
        Assert.True(LoadBalancerAnnotations.All.Length > 120);
        Assert.All(LoadBalancerAnnotations.All, static annotation =>
        {
            Assert.NotEqual(AnnotationPlaces.None, annotation.Places);
            Assert.NotEqual(AnnotationReaders.None, annotation.Readers);
            Assert.True(annotation.Condition is null || LoadBalancerAnnotations.Find(annotation.Condition) is not null, annotation.Key);
        });
        Assert.Equal(LoadBalancerAnnotations.All.Length, LoadBalancerAnnotations.All.Select(static annotation => annotation.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_line_holds_what_its_columns_say()
    {
        var targetType = LoadBalancerAnnotations.Find(LoadBalancerAnnotations.AlbTargetType)!;
        Assert.Equal(AnnotationPlaces.Ingress | AnnotationPlaces.Service, targetType.Places);
        Assert.Equal(AnnotationReaders.LoadBalancerController, targetType.Readers);
        Assert.Equal(AnnotationType.Text, targetType.Type);
        Assert.Equal("instance ip", string.Join(' ', targetType.Values));
        Assert.True(targetType.IsCaseSensitive);
        Assert.Equal("targetType", targetType.ClassParameter);
        Assert.Null(targetType.Minimum);

        var interval = LoadBalancerAnnotations.Find(Nlb + "healthcheck-interval")!;
        Assert.Equal((AnnotationType.Integer, 5, 300), (interval.Type, interval.Minimum, interval.Maximum));
        Assert.Equal(AnnotationReaders.LoadBalancerController | AnnotationReaders.InTreeNetwork | AnnotationReaders.InTreeClassic, interval.Readers);

        Assert.Equal(-1000, LoadBalancerAnnotations.Find(Alb + "group.order")!.Minimum);
        Assert.Equal(AnnotationReaders.InTreeClassic, LoadBalancerAnnotations.Find(Nlb + "connection-idle-timeout")!.Readers);
        Assert.Equal(AnnotationPlaces.Pod, LoadBalancerAnnotations.Find(Nlb + "quic-enabled-containers")!.Places);
        Assert.Equal(Nlb + "ssl-cert", LoadBalancerAnnotations.Find(Nlb + "alpn-policy")!.Condition);
    }

    [Theory]
    [InlineData(Alb + "scheme", Alb + "scheme")]
    [InlineData(Alb + "actions.go", Alb + "actions.*")]
    [InlineData(Alb + "target-control-port.web.80", Alb + "target-control-port.*")]
    [InlineData(Nlb + "target-group-attributes", Nlb + "target-group-attributes")]
    [InlineData(Nlb + "target-group-attributes.80", Nlb + "target-group-attributes.*")]
    [InlineData("service.beta.kubernetes.io/actions.TCP-80", "service.beta.kubernetes.io/actions.*")]
    [InlineData(Alb + "actions.", null)]
    [InlineData(Alb + "Scheme", null)]
    [InlineData(Alb + "listenPorts", null)]
    public void Keys_are_looked_up_exactly(string key, string? expected) => Assert.Equal(expected, LoadBalancerAnnotations.Find(key)?.Key);

    [Theory]
    [InlineData("service.beta.Kubernetes.io/aws-load-balancer-scheme", Nlb + "scheme")]
    [InlineData("Alb.ingress.kubernetes.io/Actions.ToHttps", Alb + "actions.ToHttps")]
    [InlineData(Alb + "scheme", null)]
    [InlineData(Alb + "Schema", null)]
    public void The_right_case_is_found(string key, string? expected) => Assert.Equal(expected, LoadBalancerAnnotations.FindRightCase(key));

    [Theory]
    [InlineData(Alb + "anything", true)]
    [InlineData("ALB.ingress.kubernetes.io/anything", true)]
    [InlineData("service.beta.kubernetes.io/aws-anything", true)]
    [InlineData("service.beta.kubernetes.io/load-balancer-anything", true)]
    [InlineData("service.beta.kubernetes.io/azure-load-balancer-internal", false)]
    [InlineData("service.kubernetes.io/aws-load-balancer-scheme", false)]
    [InlineData("nginx.ingress.kubernetes.io/rewrite-target", false)]
    public void Only_some_prefixes_are_controlled(string key, bool expected) => Assert.Equal(expected, LoadBalancerAnnotations.IsControlled(key));

    [Theory]
    [InlineData(Alb + "listenPorts", Alb + "listen-ports", true)]
    [InlineData(Alb + "group-name", Alb + "group.name", true)]
    [InlineData(Alb + "subnet", Alb + "subnets", true)]
    [InlineData(Alb + "condition.web", Alb + "conditions.web", true)]
    [InlineData(Alb + "certificate", Alb + "certificate-arn", false)]
    [InlineData(Alb + "load-balancer-scheme", Alb + "scheme", false)]
    [InlineData(Nlb + "source-ranges", "service.beta.kubernetes.io/load-balancer-source-ranges", false)]
    [InlineData(Nlb + "actions.TCP-80", "service.beta.kubernetes.io/actions.TCP-80", false)]
    [InlineData(Nlb + "target-type", Nlb + "nlb-target-type", false)]
    [InlineData("service.beta.kubernetes.io/aws-loadbalancer-type", Nlb + "type", true)]
    public void The_nearest_key_is_found(string key, string expected, bool isMisspelling) =>
        Assert.Equal(new NearestAnnotation(expected, isMisspelling), LoadBalancerAnnotations.FindNearest(key));

    [Theory]
    [InlineData(Alb + "rewrite-target")]
    [InlineData(Alb + "wafv2-acl")]
    [InlineData("example.com/scheme")]
    public void What_is_not_near_is_not_found(string key) => Assert.Null(LoadBalancerAnnotations.FindNearest(key));

    [Theory]
    [InlineData("INTERNAL", "internal")]
    [InlineData("Internet_Facing", "internet-facing")]
    [InlineData(" internet facing ", "internet-facing")]
    [InlineData("public", null)]
    public void The_right_spelling_of_a_value_is_found(string value, string? expected)
    {
        var scheme = LoadBalancerAnnotations.Find(LoadBalancerAnnotations.NlbScheme)!;
        Assert.False(scheme.Allows(value));
        Assert.Equal(expected, scheme.FindRightSpelling(value));
    }

    [Fact]
    public void The_case_of_a_value_counts_only_where_it_does()
    {
        Assert.True(LoadBalancerAnnotations.Find(Nlb + "healthcheck-protocol")!.Allows("HTTP"));
        Assert.False(LoadBalancerAnnotations.Find(Alb + "healthcheck-protocol")!.Allows("http"));
        Assert.True(LoadBalancerAnnotations.Find(Nlb + "name")!.Allows("anything"));
    }
}
