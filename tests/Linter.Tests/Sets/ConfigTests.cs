using EksLint.Tests.Aws;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>What pods take from ConfigMaps and Secrets, and what these hold.</summary>
public sealed class ConfigTests
{
    [Fact]
    public void All_references_of_a_pod_are_found()
    {
        const string Text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              imagePullSecrets: [{name: registry}]
              initContainers: [{name: a, envFrom: [{secretRef: {name: from}}]}]
              containers:
                - name: b
                  envFrom: [{prefix: X_, configMapRef: {name: from, optional: true}}]
                  env:
                    - {name: A, value: plain}
                    - {name: B, valueFrom: {configMapKeyRef: {name: map, key: one}}}
                    - {name: C, valueFrom: {secretKeyRef: {name: secret, key: two, optional: "${MAYBE}"}}}
              volumes:
                - {name: a, configMap: {name: files}}
                - {name: b, secret: {secretName: keys, items: [{key: three, path: x}, {key: four, path: y}]}}
                - {name: c, projected: {sources: [{configMap: {name: inner, optional: false}}, {secret: {name: deep, items: [{key: five, path: z}]}}]}}
                - {name: d, emptyDir: {}}
            """;
        var references = Parsed.Read(Text).Manifests.PodSources.Single().References
            .Where(static reference => reference.Name.IsSet)
            .Select(static reference => $"{reference.Use} {reference.Kind} {reference.Name}/{reference.Key}{(reference.IsOptional ? "?" : "")}");
        Assert.Equal(
            [
                "Variables Secret from/", "Variables ConfigMap from/?", "Variable ConfigMap map/one", "Variable Secret secret/two?", "Volume ConfigMap files/",
                "Volume Secret keys/three", "Volume Secret keys/four", "Volume ConfigMap inner/", "Volume Secret deep/five", "ImagePull Secret registry/",
            ],
            references);
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: '1'}, binaryData: {b: aGk=}}", "a b")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {a: aGk=}, stringData: {b: '1', a: '2'}}", "a b")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}}", null)]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {}}", null)]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}, data: '${DATA}'}", null)]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {a: aGk=, '${KEY}': aGk=}}", null)]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x}, type: kubernetes.io/service-account-token, data: {a: aGk=}}", null)]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x, annotations: {replicator.v1.mittwald.de/replicate-from: a/b}}, data: {a: aGk=}}", null)]
    public void Keys_are_those_that_are_stated(string config, string? expected)
    {
        var manifests = Parsed.Read(config).Manifests;
        var keys = manifests.KeysOf(manifests.Objects[0]);
        Assert.Equal(expected, keys is null ? null : string.Join(' ', keys.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x}, spec: {target: {creationPolicy: Merge}}}", true)]
    [InlineData("{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: y}}", false)]
    public void Who_writes_into_a_secret_may_add_keys(string other, bool expected)
    {
        var manifests = Parsed.Read(("a.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {a: aGk=}}"), ("b.yaml", other)).Manifests;
        Assert.Equal(expected, manifests.KeysOf(manifests.First("Secret")) is null);
    }

    [Theory]
    [InlineData("configMapGenerator: [{name: x, behavior: merge}]", true)]
    [InlineData("secretGenerator: [{name: y}]", true)]
    [InlineData("configMapGenerator: []", false)]
    public void A_generator_of_a_kustomization_that_is_not_resolved_may_add_keys(string generator, bool expected)
    {
        var manifests = Parsed.Read(
            ("kustomization.yaml", "resources: [a.yaml, 'https://example.com/more.yaml']\n" + generator),
            ("a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: hi}}")).Manifests;
        Assert.Equal(expected, manifests.KeysOf(manifests.First("ConfigMap")) is null);
    }

    [Fact]
    public void What_a_generator_adds_is_known_where_its_kustomization_is_resolved()
    {
        var manifests = Parsed.Read(
            ("kustomization.yaml", "resources: [a.yaml]\nconfigMapGenerator: [{name: x, behavior: merge, literals: [b=1]}, {name: extra, literals: [c=1], options: {disableNameSuffixHash: true}}]"),
            ("a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {a: hi}}")).Manifests;
        var merged = Assert.Single(manifests.Objects, static manifest => manifest.Name.StartsWith('x'));
        Assert.Equal(["a", "b"], manifests.KeysOf(merged)!.Order(StringComparer.Ordinal));
        Assert.False(manifests.Lacks("", "ConfigMap", "extra", merged));
        Assert.True(manifests.Lacks("", "ConfigMap", "z", merged));
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Container, defaultRequest: {cpu: 1}}]}}", true)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Container, default: {cpu: 1}}]}}", true)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Container, max: {cpu: 1}}]}}", true)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Container, min: {cpu: 1}}]}}", true)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Container, min: {memory: 1}}]}}", false)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x}, spec: {limits: [{type: Pod, max: {cpu: 1}}]}}", false)]
    [InlineData("{apiVersion: v1, kind: LimitRange, metadata: {name: x, namespace: other}, spec: {limits: [{type: Container, max: {cpu: 1}}]}}", false)]
    [InlineData("{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: x}, spec: {targetRef: {kind: Pod, name: web}}}", true)]
    [InlineData("{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: x}, spec: {targetRef: {kind: Pod, name: api}}}", false)]
    public void Requests_may_come_from_elsewhere(string giver, bool expected)
    {
        var manifests = Parsed.Read(("a.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: web}}"), ("b.yaml", giver)).Manifests;
        Assert.Equal(expected, manifests.MayGiveRequests(manifests.First("Pod"), "cpu"));
    }
}
