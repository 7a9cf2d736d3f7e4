using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>What makes Services and pods that no manifest holds: an operator for its resources, a release of a chart.</summary>
internal static class HiddenMakers
{
    /// <summary>Groups whose controllers create neither Services nor pods; all others may. Of a group that is not listed, some kinds below do not either.</summary>
    private static readonly HashSet<string> HarmlessGroups = new(StringComparer.Ordinal)
    {
        "appmesh.k8s.aws", "autoscaling.k8s.io", "bitnami.com", "cert-manager.io", "cilium.io", "cluster.x-k8s.io", "crd.k8s.amazonaws.com", "crd.projectcalico.org",
        "eks.amazonaws.com", "eksctl.io", "elbv2.k8s.aws", "external-secrets.io", "externaldns.k8s.io", "gateway.k8s.aws", "iam.services.k8s.aws",
        "k8s.cni.cncf.io", "karpenter.k8s.aws", "karpenter.sh", "keda.sh", "kustomize.config.k8s.io", "kyverno.io", "linkerd.io",
        "networking.istio.io", "networking.k8s.aws", "policy.linkerd.io", "projectcalico.org", "secrets-store.csi.x-k8s.io", "security.istio.io",
        "snapshot.storage.k8s.io", "telemetry.istio.io", "traefik.containo.us", "traefik.io", "vpcresources.k8s.aws",
    };

    private static readonly HashSet<string> HarmlessKinds = new(StringComparer.Ordinal)
    {
        "AnalysisTemplate", "AppProject", "GRPCRoute", "GatewayClass", "HTTPRoute", "PodMonitor", "Probe", "PrometheusRule", "ReferenceGrant", "Rollout",
        "ScrapeConfig", "ServiceMonitor", "TCPRoute", "TLSRoute", "UDPRoute", "AlertmanagerConfig",
    };

    /// <summary>The namespaces in which an object may make Services; none for most.</summary>
    public static IEnumerable<string> NamespacesOf(ManifestObject manifest)
    {
        if (HarmlessGroups.Contains(manifest.Group) || HarmlessKinds.Contains(manifest.Kind))
            yield break;
        if (SchemaTable.Default.HasGroup(manifest.Group, out var isBuiltIn) && isBuiltIn)
            yield break;
        yield return manifest.ShownNamespace ?? "default";

        // A release may go elsewhere than its resource: Argo CD's Application and ApplicationSet, Flux's HelmRelease and Kustomization, K3s' HelmChart.
        var spec = manifest.Root["spec"u8];
        YamlNode[] elsewhere =
        [
            spec["destination"u8]["namespace"u8], spec["template"u8]["spec"u8]["destination"u8]["namespace"u8], spec["targetNamespace"u8],
        ];
        foreach (var target in elsewhere)
        {
            if (target.Text.Length > 0)
                yield return target.Text;
        }
    }

    /// <summary>Whether a Service of this name is made without being asked for: by Kubernetes itself, or by a controller for its own needs.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/controlplane/controller/kubernetesservice; prometheus-operator, pkg/prometheus/server and
    /// pkg/alertmanager (governing services); cert-manager, pkg/issuer/acme/http/service.go.</remarks>
    public static bool MakesUnasked(string name) =>
        name is "kubernetes" or "kube-dns" or "prometheus-operated" or "alertmanager-operated" or "thanos-ruler-operated"
        || name.StartsWith("cm-acme-http-solver-", StringComparison.Ordinal);
}
