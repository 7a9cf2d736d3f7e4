using System.Text;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Configuration;
using EksLint.Inputs;
using EksLint.Syntax;
using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Configuration;

/// <summary>What the settings become in a run.</summary>
public sealed class ProjectSettingsTests
{
    [Fact]
    public void Scopes_tell_what_is_deployed_together()
    {
        var input = Read(
            "scopes: [{name: prod, files: [prod]}, {name: all, files: ['**']}]",
            ("prod/a.yaml", Map("a")),
            ("prod/deep/b.yaml", Map("b")),
            ("dev/a.yaml", Map("a")));
        var scopes = input.Manifests.Objects.ToDictionary(static manifest => manifest.File.Path, static manifest => manifest.Place.Scope, StringComparer.Ordinal);
        Assert.Equal("prod", scopes["prod/a.yaml"]?.Name);
        Assert.Same(scopes["prod/a.yaml"], scopes["prod/deep/b.yaml"]);
        Assert.Equal("all", scopes["dev/a.yaml"]?.Name);

        // Both hold the same object, so they are alternatives.
        Assert.False(scopes["prod/a.yaml"]!.CanMeet(scopes["dev/a.yaml"]!));
    }

    [Fact]
    public void What_exists_elsewhere_is_not_missing()
    {
        const string Pods = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: []}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: shop}\n";
        var pod = Read("", ("a.yaml", Pods)).Manifests;
        Assert.True(pod.Lacks("", "ConfigMap", "settings", pod.Objects[0]));
        pod = Read("externals: [{kind: ConfigMap, namespace: sh*, name: set*}]", ("a.yaml", Pods)).Manifests;
        Assert.False(pod.Lacks("", "ConfigMap", "settings", pod.Objects[0]));
    }

    [Fact]
    public void The_cluster_has_the_settings_that_no_manifest_states()
    {
        const string Settings = "cluster: {serviceCidr: 172.20.0.0/16, nodePortRange: 31000-31999, loadBalancerController: {serviceMutatorWebhook: false}, vpcCni: {prefixDelegation: true}}";
        var cluster = ClusterOf(Read(Settings, ("a.yaml", Map("a"))));
        Assert.Equal("172.20.0.0/16", cluster.ServiceCidr.ToString());
        Assert.Equal(new PortRange(31000, 31999), cluster.NodePorts);
        Assert.False(cluster.MayHaveServiceMutatorWebhook);
        Assert.True(cluster.Settings.PrefixDelegation);

        cluster = ClusterOf(Read(Settings, ("a.yaml", Map("a")), ("cluster.yaml", "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: eu-west-1}\nkubernetesNetworkConfig: {serviceIPv4CIDR: 10.100.0.0/16}\n")));
        Assert.Equal("10.100.0.0/16", cluster.ServiceCidr.ToString());

        cluster = ClusterOf(Read("", ("a.yaml", Map("a"))));
        Assert.Null(cluster.ServiceCidr);
        Assert.Equal(PortRange.DefaultNodePorts, cluster.NodePorts);
        Assert.True(cluster.MayHaveServiceMutatorWebhook);
    }

    [Theory]
    [InlineData("1-65535", true)]
    [InlineData("30000-30000", true)]
    [InlineData("0-1", false)]
    [InlineData("30000-65536", false)]
    [InlineData("30000", false)]
    [InlineData("-1-2", false)]
    [InlineData("a-b", false)]
    public void Ranges_of_ports_are_read(string text, bool expected) => Assert.Equal(expected, PortRange.TryParse(text, out _));

    [Theory]
    [InlineData("a: &a [*a]")]
    [InlineData("? [a]\n: b")]
    [InlineData("*x")]
    [InlineData("rules: *none")]
    [InlineData("overrides: [[[[[[]]]]]]")]
    [InlineData("scopes: [{name: {}, files: {}}]")]
    [InlineData("rules: {? {a: b} : error}")]
    [InlineData("\u0000")]
    [InlineData("<<: {rules: {EKS0001: off}}")]
    [InlineData("exclude: [!!binary x, ~, null, 1e999, 0x]")]
    public void Nothing_that_a_file_holds_is_too_odd(string text)
    {
        var names = new RuleNames([LintDriver.RuleFailedDescriptor]);
        var file = ConfigurationReader.Read(new SourceFile(".ekslint.yaml", Encoding.UTF8.GetBytes(text)), names, out var errors);
        Assert.True(file is not null || errors.Count > 0);
    }

    private static ClusterFacts ClusterOf(AnalysisInput input) => ClusterFacts.Near(input.Manifests.Objects[0].Place, input.Manifests, input.Cluster);

    private static string Map(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n";

    private static AnalysisInput Read(string configuration, params (string Path, string Text)[] files)
    {
        var names = new RuleNames([LintDriver.RuleFailedDescriptor]);
        var file = ConfigurationReader.Read(new SourceFile(".ekslint.yaml", Encoding.UTF8.GetBytes(configuration)), names, out var errors);
        Assert.Empty(errors);
        var settings = new ProjectSettings(Path.GetTempPath(), Path.GetTempPath(), file, new RuleSettings());
        return InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(Encoding.UTF8.GetBytes(file.Text)))), settings);
    }
}
