using EksLint.Aws;
using Xunit;

namespace EksLint.Tests.Aws;

public sealed class ClaimStorageTests
{
    private const string Classes = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: ebs.csi.aws.com
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: shared, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
        provisioner: efs.csi.aws.com
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: some}
        provisioner: ${PROVISIONER}
        """;

    [Theory]
    [InlineData("storageClassName: fast", StorageBackend.Ebs, "fast")]
    [InlineData("storageClassName: shared", StorageBackend.Other, "shared")]
    [InlineData("storageClassName: some", StorageBackend.Unknown, "some")]
    [InlineData("storageClassName: elsewhere", StorageBackend.Unknown, "elsewhere")]
    [InlineData("storageClassName: gp2", StorageBackend.Ebs, "gp2")]
    [InlineData("storageClassName: gp3, volumeName: disk", StorageBackend.Unknown, "")]
    [InlineData("storageClassName: gp3, selector: {matchLabels: {a: b}}", StorageBackend.Unknown, "")]
    [InlineData("storageClassName: \"\"", StorageBackend.Unknown, "")]
    [InlineData("accessModes: [ReadWriteOnce]", StorageBackend.Other, "shared")]
    public void A_claim_follows_its_class(string spec, StorageBackend backend, string name) =>
        Assert.Equal(new ClaimStorage(backend, name), Of(Classes, spec));

    [Fact]
    public void Without_default_in_the_set_a_claim_without_class_is_not_known() =>
        Assert.Equal(new ClaimStorage(StorageBackend.Unknown, ""), Of("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}", "accessModes: [ReadWriteOnce]"));

    private static ClaimStorage Of(string others, string spec)
    {
        var manifests = Manifests.Read(others, "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {" + spec + "}");
        var claim = manifests.First("PersistentVolumeClaim");
        return ClaimStorage.Of(claim.Root, claim, manifests);
    }
}
