using EksLint.Manifests;
using EksLint.Model;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>In a dump of a cluster a Deployment stands with its ReplicaSets and their pods: it counts once.</summary>
public sealed class MakersTests
{
    [Fact]
    public void Only_the_outermost_workload_makes_pods() =>
        Assert.Equal(["Deployment web"], Read(Deployment(), ReplicaSet(), Pod("app: web, pod-template-hash: a1")).PodSources.Select(static pods => $"{pods.Owner.Kind} {pods.Owner.Name}"));

    [Fact]
    public void What_made_a_pod_and_is_not_there_is_not_asked() =>
        Assert.Equal(["Pod"], Read(Pod("app: web, pod-template-hash: a1")).PodSources.Select(static pods => pods.Owner.Kind));

    [Fact]
    public void A_workload_that_came_after_the_one_of_its_name_made_nothing() =>
        Assert.Equal(["Deployment", "ReplicaSet"], Read(Deployment(uid: "d2"), ReplicaSet(), Pod("app: web, pod-template-hash: a1")).PodSources.Select(static pods => pods.Owner.Kind));

    [Fact]
    public void A_manifest_without_uid_is_known_by_its_name() =>
        Assert.Equal(["Deployment"], Read(Deployment(uid: ""), ReplicaSet()).PodSources.Select(static pods => pods.Owner.Kind));

    [Fact]
    public void Who_made_each_other_made_nothing()
    {
        var set = Read(Object("apps/v1", "ReplicaSet", "a", "a1", Owner("apps/v1", "ReplicaSet", "b", "b1"), "app: a"), Object("apps/v1", "ReplicaSet", "b", "b1", Owner("apps/v1", "ReplicaSet", "a", "a1"), "app: b"));
        Assert.Equal(2, set.PodSources.Count);
    }

    [Theory]
    [InlineData("{app: web}", "Deployment")]
    [InlineData("{app: web, pod-template-hash: a1}", "Deployment")]
    [InlineData("{role: leader}", "Pod")]
    [InlineData("{app: web, role: leader}", "Pod")]
    [InlineData("{role: follower}", "")]
    public void Labels_that_a_pod_got_in_the_cluster_are_found_at_the_pod(string selector, string expected)
    {
        var set = Read(Deployment(), ReplicaSet(), Pod("app: web, pod-template-hash: a1, role: leader"));
        var read = Selector.From(new MapValue<StringValue>(Yaml.Root(selector)));
        Assert.Equal(expected, string.Join(' ', set.PodsSelectedBy(read, set.Objects[0]).Pods.Select(static pods => pods.Owner.Kind)));
    }

    private static ManifestSet Read(params string[] objects) => Parsed.Read(string.Concat(objects)).Manifests;

    private static string Deployment(string uid = "d1") => Object("apps/v1", "Deployment", "web", uid, "", "app: web");

    private static string ReplicaSet() => Object("apps/v1", "ReplicaSet", "web-a1", "r1", Owner("apps/v1", "Deployment", "web", "d1"), "app: web, pod-template-hash: a1");

    private static string Pod(string labels) =>
        $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web-a1-x, uid: p1, labels: {{{labels}}}{Owner("apps/v1", "ReplicaSet", "web-a1", "r1")}}}\nspec: {{containers: [{{name: a}}]}}\n";

    private static string Object(string apiVersion, string kind, string name, string uid, string owner, string labels) =>
        $"---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}{(uid.Length > 0 ? ", uid: " + uid : "")}{owner}}}\nspec: {{template: {{metadata: {{labels: {{{labels}}}}}, spec: {{containers: [{{name: a}}]}}}}}}\n";

    private static string Owner(string apiVersion, string kind, string name, string uid) =>
        $", ownerReferences: [{{apiVersion: {apiVersion}, kind: {kind}, name: {name}, uid: {uid}, controller: true}}]";
}
