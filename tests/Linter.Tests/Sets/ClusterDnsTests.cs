using System.Diagnostics;
using EksLint.Manifests;
using EksLint.Tests.Aws;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>What the names of Services in texts stand for.</summary>
public sealed class ClusterDnsTests
{
    private const string Web = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}";

    [Theory]
    [InlineData("{env: [{name: URL, value: 'http://x.shop.svc'}]}", "x.shop.svc")]
    [InlineData("{env: [{name: URL, value: 'http://web:81'}]}", "web:81")]
    [InlineData("{env: [{name: URL, value: 'http://other:81'}]}")]
    [InlineData("{env: [{name: URL, valueFrom: {fieldRef: {fieldPath: x.shop.svc}}}]}")]
    [InlineData("{env: {URL: x.shop.svc}}")]
    [InlineData("{env: [x.shop.svc, null, {value: [x.shop.svc]}]}")]
    [InlineData("{command: [a, x.shop.svc], args: [y.shop.svc]}", "x.shop.svc", "y.shop.svc")]
    [InlineData("{command: x.shop.svc}")]
    public void Names_stand_in_the_environment_and_the_arguments(string container, params string[] expected)
    {
        var manifests = Parsed.Read(("a.yaml", Web), ("b.yaml", $"{{apiVersion: v1, kind: Pod, metadata: {{name: x}}, spec: {{containers: [{container}]}}}}")).Manifests;
        var pods = manifests.PodSources.Single();
        Assert.Equal(expected, manifests.Dns.FindReferences(pods.Owner).Select(static reference => reference.Text));
    }

    [Fact]
    public void Pods_that_ask_the_nodes_servers_know_no_Services()
    {
        var manifests = Parsed.Read(("a.yaml", Web), ("b.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {hostNetwork: true, containers: [{args: ['web:8080']}]}}")).Manifests;
        var pods = manifests.PodSources.Single();
        Assert.Empty(manifests.Dns.FindReferences(pods.Owner));
    }

    [Fact]
    public void A_reference_tells_its_parts()
    {
        var reference = Assert.Single(ReferencesOf("url: \"http://web.shop.svc.cluster.local.:80/\""));
        Assert.Equal(("web", "shop", 80, "80", true), (reference.Name, reference.Namespace, reference.Port, reference.PortText, reference.IsQualified));
        Assert.Equal(("web.shop.svc.cluster.local.:80", "web.shop.svc.cluster.local."), (reference.Text, reference.Host));
        var file = reference.Node.Document.File;
        Assert.Equal(["web", "shop", "80"], new[] { reference.NamePlace, reference.NamespacePlace, reference.PortPlace }.Select(place => file.GetText(place.Span)));
    }

    [Fact]
    public void A_bare_name_belongs_to_the_namespace_of_the_object()
    {
        var reference = Assert.Single(ReferencesOf("url: http://web:81"));
        Assert.Equal(("web", "default", 81, false), (reference.Name, reference.Namespace, reference.Port, reference.IsQualified));
    }

    [Fact]
    public void A_long_text_is_looked_at_once()
    {
        var filler = new string('x', 2000);
        Assert.Single(ReferencesOf($"a: &a '{filler} x.shop.svc'\n  b: *a\n  c: *a"));
        Assert.Equal(3, ReferencesOf("a: &a x.shop.svc\n  b: *a\n  c: *a").Count);
    }

    [Fact]
    public void Aliases_of_long_texts_take_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("a.b.svc ", 100_000));
        var items = string.Concat(Enumerable.Repeat("- {apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: *a }}\n", 5_000));
        var manifests = Parsed.Read($"apiVersion: v1\nkind: List\nx: &a '{text}'\nitems:\n{items}").Manifests;
        Assert.Equal(5_000, manifests.Objects.Count);
        var watch = Stopwatch.StartNew();
        Assert.Empty(manifests.Objects.SelectMany(manifests.Dns.FindReferences));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static List<ServiceReference> ReferencesOf(string data)
    {
        var manifests = Parsed.Read(("a.yaml", Web), ("b.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x}}\ndata:\n  {data}\n")).Manifests;
        return [.. manifests.Dns.FindReferences(manifests.First("ConfigMap"))];
    }
}
