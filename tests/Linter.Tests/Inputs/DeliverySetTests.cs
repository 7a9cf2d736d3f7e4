using EksLint.Model;
using Xunit;

namespace EksLint.Tests.Inputs;

public sealed class DeliverySetTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: web}}";

    [Fact]
    public void An_application_gives_its_namespace_to_what_states_none()
    {
        var objects = Read(
            ("argocd/web.yaml", Application("app", "apps/web", "shop")),
            ("apps/web/pod.yaml", Pod),
            ("apps/web/more/pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: deeper}}"),
            ("apps/web/stated.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: stated, namespace: other}}"));
        Assert.Equal("shop", objects["web"].Namespace);
        Assert.Equal("other", objects["stated"].Namespace);
        Assert.Equal("default", objects["deeper"].Namespace);
        Assert.NotNull(objects["web"].Scope);
        Assert.Same(objects["web"].Scope, objects["stated"].Scope);
        Assert.Null(objects["deeper"].Scope);
    }

    [Fact]
    public void It_may_take_what_lies_below()
    {
        var objects = Read(("web.yaml", Application("app", "apps", "shop", "directory: {recurse: true}")), ("apps/web/pod.yaml", Pod));
        Assert.Equal("shop", objects["web"].Namespace);
    }

    [Fact]
    public void Flux_takes_what_lies_below_and_replaces_namespaces()
    {
        var objects = Read(
            ("clusters/prod/apps.yaml", "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps}, spec: {path: ./apps/prod, targetNamespace: shop}}"),
            ("apps/prod/web/pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: old}}"));
        Assert.Equal("shop", objects["web"].Namespace);
        Assert.True(objects["apps"].DeploysFilesOfRun);
    }

    [Theory]
    [InlineData("apps/db")]
    [InlineData("../apps/web")]
    [InlineData("${path}")]
    [InlineData("")]
    public void What_the_run_does_not_hold_is_unknown(string path)
    {
        var objects = Read(("argocd/web.yaml", Application("app", path, "shop")), ("apps/web/pod.yaml", Pod));
        Assert.False(objects["app"].DeploysFilesOfRun);
        Assert.Equal("default", objects["web"].Namespace);
    }

    [Fact]
    public void A_directory_that_is_deployed_twice_belongs_to_neither()
    {
        var objects = Read(
            ("argocd/a.yaml", Application("a", "apps/web", "green")), ("argocd/b.yaml", Application("b", "apps/web", "blue")), ("apps/web/pod.yaml", Pod));
        Assert.Equal("default", objects["web"].Namespace);
        Assert.Null(objects["web"].Scope);
    }

    [Fact]
    public void The_same_object_in_two_directories_makes_alternatives_of_them()
    {
        var input = Parsed.Read(
            ("argocd/a.yaml", Application("a", "apps/dev", "shop")),
            ("argocd/b.yaml", Application("b", "apps/prod", "shop")),
            ("apps/dev/pod.yaml", Pod),
            ("apps/prod/pod.yaml", Pod));
        var (dev, prod) = (input.Manifests.Objects[0], input.Manifests.Objects[1]);
        Assert.Equal(("apps/dev/pod.yaml", "apps/prod/pod.yaml"), (dev.File.Path, prod.File.Path));
        Assert.False(dev.Place.Sees(prod.Place));
        Assert.Same(prod, input.Manifests.Find("", "Pod", "shop", "web", prod.Place));
    }

    private static string Application(string name, string path, string space, string more = "") =>
        $"{{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {{name: {name}, namespace: argocd}}, spec: {{destination: {{namespace: {space}}}, source: {{path: '{path}', {more}}}}}}}";

    private static Dictionary<string, ManifestObject> Read(params (string Path, string Text)[] files) =>
        Parsed.Read(files).Manifests.Objects.ToDictionary(static manifest => manifest.Name, StringComparer.Ordinal);
}
