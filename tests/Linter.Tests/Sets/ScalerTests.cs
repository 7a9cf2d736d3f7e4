using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>Who scales a workload, and how many pods it has at least.</summary>
public sealed class ScalerTests
{
    private const string Web = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3, template: {spec: {containers: [{name: web}]}}}}";

    [Theory]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web}]}}}}", 1L)]
    [InlineData(Web, 3L)]
    [InlineData("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 0, template: {spec: {containers: [{name: web}]}}}}", 0L)]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web}]}}", 1L)]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: '${N}', template: {spec: {containers: [{name: web}]}}}}", null)]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 9223372036854775807, template: {spec: {containers: [{name: web}]}}}}", 1_000_000_000L)]
    [InlineData("{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web}]}}}}", null)]
    [InlineData("{apiVersion: batch/v1, kind: Job, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web}]}}}}", null)]
    public void Without_an_autoscaler_the_workload_says_it(string workload, long? expected) => Assert.Equal(expected, CountOf(("app.yaml", workload)));

    [Theory]
    [InlineData("{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}", 2L)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}", 1L)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 0, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}", null)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: many, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}", null)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: '${WHO}'}}}", null)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x, namespace: other}, spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}", 3L)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}}}", 3L)]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}}", 3L)]
    [InlineData("{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: x}, spec: {minReplicaCount: 5, scaleTargetRef: {name: web}}}", 5L)]
    [InlineData("{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: x}, spec: {scaleTargetRef: {name: web}}}", null)]
    public void An_autoscaler_of_the_workload_says_it(string scaler, long? expected) => Assert.Equal(expected, CountOf(("app.yaml", Web), ("scaler.yaml", scaler)));

    [Fact]
    public void Of_several_environments_the_one_with_the_most_pods_counts() => Assert.Equal(4, CountOf(
        ("base/app.yaml", Web),
        ("dev/hpa.yaml", "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}"),
        ("prod/hpa.yaml", "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}")));

    [Fact]
    public void An_autoscaler_scales_the_nearest_workload()
    {
        var manifests = Parsed.Read(
            ("dev/app.yaml", Web),
            ("prod/app.yaml", Web),
            ("prod/hpa.yaml", "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {minReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}")).Manifests;
        var workloads = manifests.OfKind("apps", "Deployment").ToArray();
        Assert.Empty(manifests.ScalersOf(workloads[0]));
        Assert.Equal("x", Assert.Single(manifests.ScalersOf(workloads[1])).Manifest.Name);
    }

    private static long? CountOf(params (string Path, string Text)[] files)
    {
        var manifests = Parsed.Read(files).Manifests;
        return manifests.ReplicasOf(manifests.PodSources[0])?.Count;
    }
}
