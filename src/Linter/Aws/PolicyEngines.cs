using EksLint.Manifests;
using EksLint.Model.Eksctl;
using EksLint.Model.Kubernetes;

namespace EksLint.Aws;

/// <summary>What enforces NetworkPolicies beside the VPC CNI.</summary>
public static class PolicyEngines
{
    private static readonly string[] Names = ["antrea", "calico", "canal", "cilium", "kube-ovn", "kube-router", "tigera", "weave"];

    /// <summary>Whether the set may install another engine: something has its name, or could hold its release.</summary>
    public static bool MayBeIn(ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        if (!manifests.NetworkPolicies.AreAlone || manifests.OfKind("operator.tigera.io", "Installation").Any())
            return true;

        // The switch of EKS Auto Mode, and of the controller that comes with the control plane.
        if (manifests.OfKind("", "ConfigMap").Any(static manifest => manifest is { Name: "amazon-vpc-cni", Namespace: "kube-system" }))
            return true;
        return manifests.OfKind("apps", DaemonSet.Kind)
            .Concat(manifests.OfKind("apps", Deployment.Kind))
            .Concat(manifests.OfKind("", Namespace.Kind))
            .Concat(manifests.OfKind("argoproj.io", "Application"))
            .Concat(manifests.OfKind("argoproj.io", "ApplicationSet"))
            .Concat(manifests.OfKind("helm.toolkit.fluxcd.io", "HelmRelease"))
            .Concat(manifests.OfKind("kustomize.toolkit.fluxcd.io", "Kustomization"))
            .Concat(manifests.OfKind("helm.cattle.io", "HelmChart"))
            .Any(static manifest => HasName(manifest.Name));
    }

    /// <summary>Whether an add-on of a cluster may be another engine.</summary>
    public static bool MayBeIn(ClusterConfig cluster) => cluster.Addons.AsEnumerable().Any(static addon => HasName(addon.Name.Text));

    private static bool HasName(string text) => Array.Exists(Names, name => text.Contains(name, StringComparison.OrdinalIgnoreCase));
}
