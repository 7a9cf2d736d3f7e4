using EksLint.Model;
using EksLint.Model.Kubernetes;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>What a selector was meant for does not depend on who asked before.</summary>
public sealed class NearMissTests
{
    [Fact]
    public void Of_two_equal_selectors_each_misses_a_requirement_of_its_own()
    {
        const string pods = "{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web, tier: front}}, spec: {containers: [{name: web}]}}";
        const string budget = "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {selector: {matchLabels: {app: web, tier: back}}}}";
        var input = Parsed.Read(("a/pods.yaml", pods), ("a/first.yaml", budget), ("a/second.yaml", budget));
        foreach (var manifest in input.Manifests.OfKind("policy", PodDisruptionBudget.Kind))
        {
            var miss = input.Manifests.FindNearMiss(SelectorOf(manifest), manifest)!;
            Assert.Equal(("tier", "front"), (miss.Requirement!.Key, miss.Value));
            Assert.Equal(manifest.File, miss.Requirement.Node.Document.File);
        }
    }

    [Theory]
    [InlineData("dev", "prod")]
    [InlineData("prod", "dev")]
    public void Of_pods_in_another_namespace_the_nearest_are_meant(params string[] order)
    {
        const string pods = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: web, labels: {app: web}}, spec: {containers: [{name: web}]}}";
        const string budget = "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}}}";
        var input = Parsed.Read(("dev/pods.yaml", pods), ("dev/budget.yaml", budget), ("prod/pods.yaml", pods), ("prod/budget.yaml", budget));
        foreach (var directory in order)
        {
            var manifest = input.Manifests.OfKind("policy", PodDisruptionBudget.Kind).Single(manifest => manifest.File.Directory == directory);
            Assert.Equal(directory, input.Manifests.FindNearMiss(SelectorOf(manifest), manifest)!.Pods.Owner.File.Directory);
        }
    }

    private static Selector SelectorOf(ManifestObject budget) => Selector.From(PodDisruptionBudget.From(budget).Spec.Selector);
}
