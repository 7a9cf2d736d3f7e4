using EksLint.Model;
using EksLint.Model.Kubernetes;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>A conflict is said only of pods that are selected without doubt.</summary>
public sealed class SelectorTests
{
    [Theory]
    [InlineData("{matchLabels: {app: web}}", true, true)]
    [InlineData("{matchLabels: {app: api}}", false, false)]
    [InlineData("{matchLabels: {app: web, tier: front}}", false, false)]
    [InlineData("{matchLabels: {app: '${APP}'}}", true, false)]
    [InlineData("{matchLabels: {stage: prod}}", true, false)]
    [InlineData("{matchLabels: {pod-template-hash: abc}}", true, false)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [api, web]}]}", true, true)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: ['${APP}', web]}]}", true, false)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [api]}]}", true, true)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", false, false)]
    [InlineData("{matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}", true, true)]
    [InlineData("{matchExpressions: [{key: stage, operator: NotIn, values: [dev]}]}", true, false)]
    [InlineData("{matchExpressions: [{key: pod-template-hash, operator: NotIn, values: [abc]}]}", true, false)]
    [InlineData("{matchExpressions: [{key: app, operator: Exists}]}", true, true)]
    [InlineData("{matchExpressions: [{key: stage, operator: Exists}]}", true, true)]
    [InlineData("{matchExpressions: [{key: tier, operator: Exists}]}", false, false)]
    [InlineData("{matchExpressions: [{key: tier, operator: DoesNotExist}]}", true, true)]
    [InlineData("{matchExpressions: [{key: app, operator: DoesNotExist}]}", false, false)]
    [InlineData("{}", true, true)]
    public void Placeholders_and_added_labels_match_but_prove_nothing(string selector, bool matches, bool surelyMatches)
    {
        var input = Parsed.Read($$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {{{selector}}}
              template:
                metadata: {labels: {app: web, stage: "${STAGE}"}}
                spec: {containers: [{name: web}]}
            """);
        var pods = input.Manifests.PodSources.Single();
        var read = Selector.From(new LabelSelector(pods.Owner.Root["spec"]["selector"]));
        Assert.Equal((matches, surelyMatches), (read.Matches(pods), read.SurelyMatches(pods)));
    }
}
