using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>The workload that an autoscaler scales: the scaleTargetRef of a HorizontalPodAutoscaler, or of a KEDA ScaledObject.</summary>
/// <remarks>kubernetes/kubernetes, pkg/controller/podautoscaler/horizontal.go, reconcileAutoscaler: the target is one of the autoscaler's namespace, and a
/// missing apiVersion is that of the core group. kedacore/keda, apis/keda/v1alpha1/scaledobject_types.go: apps/v1 and Deployment where nothing is said.</remarks>
/// <param name="Node">The node of the reference.</param>
/// <param name="Group">The group of the workload; empty for the core group.</param>
/// <param name="Kind">The kind of the workload.</param>
/// <param name="Name">The name of the workload.</param>
public readonly record struct ScaleTarget(YamlNode Node, string Group, string Kind, StringValue Name)
{
    /// <summary>The group of KEDA's resources.</summary>
    public const string KedaGroup = "keda.sh";

    /// <summary>Whether an object is an autoscaler.</summary>
    public static bool IsScaler(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Is("autoscaling", "HorizontalPodAutoscaler") || manifest.Is(KedaGroup, "ScaledObject");
    }

    /// <summary>The target of an autoscaler.</summary>
    public static ScaleTarget Of(ManifestObject scaler)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        var node = scaler.Root["spec"u8]["scaleTargetRef"u8];
        var (apiVersion, kind) = (new StringValue(node["apiVersion"u8]), new StringValue(node["kind"u8]));
        var name = new StringValue(node["name"u8]);
        return scaler.Group == KedaGroup
            ? new ScaleTarget(node, SchemaTable.GroupOf(apiVersion.Or("apps/v1")), kind.Or("Deployment"), name)
            : new ScaleTarget(node, SchemaTable.GroupOf(apiVersion.Text), kind.Text, name);
    }
}
