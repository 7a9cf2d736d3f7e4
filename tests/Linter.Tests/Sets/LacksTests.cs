using EksLint.Manifests;
using EksLint.Model;
using EksLint.Tests.Aws;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>"Missing" is said only when it is so.</summary>
public sealed class LacksTests
{
    private const string Companion = "{apiVersion: v1, kind: Secret, metadata: {name: other}}";

    [Fact]
    public void What_is_nowhere_is_missing_where_another_of_its_kind_is_there() => Assert.True(Lacks("Secret", "db", ("app.yaml", Companion)));

    [Fact]
    public void Nothing_is_said_where_the_set_has_no_other_of_the_kind() => Assert.False(Lacks("Secret", "db"));

    [Theory]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: db}}")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: default}}")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: '${NAME}'}}")]
    [InlineData("{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x}, spec: {target: {name: db}}}")]
    [InlineData("{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: db}}")]
    [InlineData("{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: x}}")]
    [InlineData("{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: db}}")]
    [InlineData("{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: x}, spec: {secretName: db}}")]
    [InlineData("{apiVersion: secrets-store.csi.x-k8s.io/v1, kind: SecretProviderClass, metadata: {name: x}, spec: {secretObjects: [{secretName: db}]}}")]
    [InlineData("{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: x}, spec: {rules: [{generate: {kind: Secret}}]}}")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: vault, annotations: {replicator.v1.mittwald.de/replicate-to: '*'}}}")]
    [InlineData("{apiVersion: acid.zalan.do/v1, kind: postgresql, metadata: {name: pg}}")]
    [InlineData("{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: x, namespace: argocd}, spec: {destination: {namespace: default}}}")]
    public void What_something_makes_is_not_missing(string maker) => Assert.False(Lacks("Secret", "db", ("app.yaml", Companion), ("maker.yaml", maker)));

    [Theory]
    [InlineData("{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: db}, spec: {secretName: other-tls}}")]
    [InlineData("{apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: {name: x}, spec: {rules: [{validate: {}}]}}")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: shop}}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: db}}")]
    public void What_makes_something_else_does_not_help(string other) => Assert.True(Lacks("Secret", "db", ("app.yaml", Companion), ("other.yaml", other)));

    [Theory]
    [InlineData("{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, iam: {serviceAccounts: [{metadata: {name: reader}}]}}", false)]
    [InlineData("{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, iam: {podIdentityAssociations: [{serviceAccountName: reader, createServiceAccount: true, namespace: default}]}}", false)]
    [InlineData("{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, iam: {podIdentityAssociations: [{serviceAccountName: reader, namespace: default}]}}", true)]
    public void A_cluster_config_makes_service_accounts(string cluster, bool expected) =>
        Assert.Equal(expected, Lacks("ServiceAccount", "reader", ("app.yaml", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: writer}}"), ("cluster.yaml", cluster)));

    [Theory]
    [InlineData("data-db-0", false)]
    [InlineData("data-db-17", false)]
    [InlineData("data-db-x", true)]
    [InlineData("logs-db-0", true)]
    public void A_stateful_set_makes_the_claims_of_its_templates(string claim, bool expected) =>
        Assert.Equal(expected, Lacks(
            "PersistentVolumeClaim",
            claim,
            ("app.yaml", "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: other}}"),
            ("db.yaml", "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {volumeClaimTemplates: [{metadata: {name: data}}]}}")));

    [Theory]
    [InlineData("ServiceAccount", "default")]
    [InlineData("ConfigMap", "kube-root-ca.crt")]
    public void What_kubernetes_makes_is_not_missing(string kind, string name) =>
        Assert.False(Lacks(kind, name, ("app.yaml", $"{{apiVersion: v1, kind: {kind}, metadata: {{name: other}}}}")));

    [Theory]
    [InlineData("shop/web/other.yaml", true)]
    [InlineData("shop/other.yaml", true)]
    [InlineData("shop/web/more/other.yaml", true)]
    [InlineData("shop/db/other.yaml", false)]
    public void The_other_of_the_kind_stands_where_it_is_deployed_together(string path, bool expected)
    {
        var manifests = Set([], null, ("shop/web/app.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: app}}"), (path, Companion));
        Assert.Equal(expected, manifests.Lacks("", "Secret", "db", manifests.First("Pod")));
    }

    [Theory]
    [InlineData("Secret", null, "d*", false)]
    [InlineData("Secret", "default", "db", false)]
    [InlineData("Secret", "shop", "db", true)]
    [InlineData("ConfigMap", null, "*", true)]
    public void The_configuration_may_say_that_it_exists(string kind, string? objectNamespace, string name, bool expected)
    {
        var manifests = Set([new ExternalObject(kind, objectNamespace, name)], null, ("app.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: app}}"), ("other.yaml", Companion));
        Assert.Equal(expected, manifests.Lacks("", "Secret", "db", manifests.First("Pod")));
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}", false)]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: app}}", true)]
    public void Another_scope_helps_unless_it_is_an_alternative(string more, bool expected)
    {
        var scopes = new Dictionary<string, DeploymentScope>(StringComparer.Ordinal) { ["a"] = new("a"), ["b"] = new("b") };
        var manifests = Set(
            [],
            path => scopes[path[..1]],
            ("a/app.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: app}}"),
            ("a/other.yaml", Companion),
            ("b/secret.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: db}}"),
            ("b/more.yaml", more));
        Assert.Equal(expected, manifests.Lacks("", "Secret", "db", manifests.First("Pod")));
    }

    [Fact]
    public void Another_of_the_kind_in_another_scope_is_no_companion()
    {
        var scopes = new Dictionary<string, DeploymentScope>(StringComparer.Ordinal) { ["a"] = new("a"), ["b"] = new("b") };
        var manifests = Set([], path => scopes[path[..1]], ("a/app.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: app}}"), ("b/other.yaml", Companion));
        Assert.False(manifests.Lacks("", "Secret", "db", manifests.First("Pod")));
    }

    private static bool Lacks(string kind, string name, params (string Path, string Text)[] others)
    {
        var manifests = Set([], null, [("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: app}}"), .. others]);
        return manifests.Lacks("", kind, name, manifests.First("Pod"));
    }

    private static ManifestSet Set(IReadOnlyList<ExternalObject> externals, Func<string, DeploymentScope?>? scopeOf, params (string Path, string Text)[] files)
    {
        var objects = Parsed.Read(files).Manifests.Objects;
        foreach (var manifest in objects)
            manifest.Scope = scopeOf?.Invoke(manifest.File.Path);
        DeploymentScope.FindAlternatives(objects);
        return new ManifestSet(objects, externals: externals);
    }
}
