using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>An object that something in the set makes, though no manifest holds it.</summary>
/// <param name="Kind">Its kind; null for any.</param>
/// <param name="Namespace">Its namespace; null for any.</param>
/// <param name="Name">Its name; null for any.</param>
internal readonly record struct MadeObject(string? Kind, string? Namespace, string? Name);

/// <summary>What makes objects that no manifest holds: an operator for its resources, a release of a chart, a controller that writes a Secret.</summary>
internal static class HiddenMakers
{
    /// <summary>Groups whose controllers create neither Services nor pods, and other objects only as <see cref="NamedBy"/> says; all others may.
    /// Of a group that is not listed, some kinds below do not either.</summary>
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

    /// <summary>Whether an object could make others at all: of Kubernetes' own kinds, few do.</summary>
    public static bool MayMake(ManifestObject manifest) =>
        manifest.Schema is not { IsBuiltIn: true }
        || (manifest.Kind switch
        {
            "StatefulSet" => manifest.Root.Document.MayHold(DocumentWords.VolumeClaimTemplates),
            "Secret" or "ConfigMap" => manifest.Root.Document.MayHold(DocumentWords.Annotations) && manifest.Root["metadata"u8]["annotations"u8].Exists,
            _ => false,
        });

    /// <summary>What an object makes; nothing for most.</summary>
    public static IEnumerable<MadeObject> Of(ManifestObject manifest)
    {
        var isBuiltIn = SchemaTable.Default.HasGroup(manifest.Group, out var builtIn) && builtIn;
        if (isBuiltIn)
            return MadeByBuiltIn(manifest);
        if (manifest.DeploysFilesOfRun)
            return [];
        return HarmlessGroups.Contains(manifest.Group) || HarmlessKinds.Contains(manifest.Kind) ? NamedBy(manifest) : AnythingNear(manifest);
    }

    /// <summary>Whether an object is there without being asked for: made by Kubernetes itself, or by a controller for its own needs.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/controlplane/controller/kubernetesservice, pkg/controller/serviceaccount/serviceaccounts_controller.go and
    /// pkg/controller/certificates/rootcacertpublisher; prometheus-operator, pkg/prometheus/server and pkg/alertmanager (governing services); cert-manager,
    /// pkg/issuer/acme/http/service.go; istio/istio, pilot/pkg/bootstrap (istio-ca-root-cert). EKS puts much of its own into kube-system.</remarks>
    public static bool MakesUnasked(string kind, string objectNamespace, string name) => kind switch
    {
        _ when objectNamespace is "kube-system" => true,
        "Service" => name is "kubernetes" or "kube-dns" or "prometheus-operated" or "alertmanager-operated" or "thanos-ruler-operated"
            || name.StartsWith("cm-acme-http-solver-", StringComparison.Ordinal),
        "ServiceAccount" => name is "default",
        "ConfigMap" => name is "kube-root-ca.crt" or "istio-ca-root-cert" or "openshift-service-ca.crt",
        _ => false,
    };

    /// <summary>A release may go elsewhere than its resource: Argo CD's Application and ApplicationSet, Flux's HelmRelease and Kustomization, K3s' HelmChart.</summary>
    private static IEnumerable<MadeObject> AnythingNear(ManifestObject manifest)
    {
        yield return new MadeObject(null, manifest.ShownNamespace ?? "default", null);
        if (!manifest.Root.Document.MayHold(DocumentWords.Destination | DocumentWords.TargetNamespace))
            yield break;
        var spec = manifest.Root["spec"u8];
        YamlNode[] elsewhere =
        [
            spec["destination"u8]["namespace"u8], spec["template"u8]["spec"u8]["destination"u8]["namespace"u8], spec["targetNamespace"u8],
        ];
        foreach (var target in elsewhere)
        {
            if (target.Text.Length > 0)
                yield return new MadeObject(null, target.Text, null);
        }
    }

    /// <summary>The claims of a StatefulSet's templates, by what stands before the ordinal; and what is copied into other namespaces.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/controller/statefulset/stateful_set_utils.go, getPersistentVolumeClaimName; emberstack/kubernetes-reflector and
    /// mittwald/kubernetes-replicator, README.</remarks>
    private static IEnumerable<MadeObject> MadeByBuiltIn(ManifestObject manifest)
    {
        if (manifest.Is("apps", "StatefulSet"))
        {
            foreach (var template in manifest.Root["spec"u8]["volumeClaimTemplates"u8].Children)
                yield return new MadeObject("PersistentVolumeClaim", manifest.Namespace, $"{template["metadata"u8]["name"u8].Text}-{manifest.Name}-");
        }
        else if (manifest.Kind is "Secret" or "ConfigMap")
        {
            foreach (var annotation in manifest.Root["metadata"u8]["annotations"u8].Children)
            {
                if (annotation.Key is { } key
                    && (key.StartsWith("reflector.v1.k8s.emberstack.com/reflection-", StringComparison.Ordinal)
                        || key.StartsWith("replicator.v1.mittwald.de/replicat", StringComparison.Ordinal)
                        || key == "kubed.appscode.com/sync"))
                {
                    yield return new MadeObject(manifest.Kind, null, manifest.Name);
                    yield break;
                }
            }
        }
    }

    /// <summary>Objects whose names a custom resource states.</summary>
    /// <remarks>external-secrets/external-secrets, apis/externalsecrets/v1; bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets; cert-manager/cert-manager,
    /// pkg/apis/certmanager/v1; kubernetes-sigs/secrets-store-csi-driver, apis/v1; eksctl-io/eksctl, pkg/apis/eksctl.io/v1alpha5/iam.go;
    /// kyverno/kyverno, api/kyverno/v1 (a rule with generate makes objects of any kind).</remarks>
    private static IEnumerable<MadeObject> NamedBy(ManifestObject manifest)
    {
        switch (manifest.Group, manifest.Kind)
        {
            case ("external-secrets.io", "ExternalSecret"):
                yield return new MadeObject("Secret", manifest.Namespace, NameOr(manifest.Spec["target"u8]["name"u8], manifest.Name));
                yield return new MadeObject("ConfigMap", manifest.Namespace, NameOr(manifest.Spec["target"u8]["name"u8], manifest.Name));
                break;
            case ("external-secrets.io", "ClusterExternalSecret"):
                yield return new MadeObject("Secret", null, null);
                break;
            case ("bitnami.com", "SealedSecret"):
                yield return new MadeObject("Secret", manifest.Namespace, NameOr(manifest.Spec["template"u8]["metadata"u8]["name"u8], manifest.Name));
                break;
            case ("cert-manager.io", "Certificate"):
                yield return new MadeObject("Secret", manifest.Namespace, manifest.Spec["secretName"u8].Text);
                break;
            case ("cert-manager.io", "Issuer"):
                yield return new MadeObject("Secret", manifest.Namespace, manifest.Spec["acme"u8]["privateKeySecretRef"u8]["name"u8].Text);
                break;
            case ("secrets-store.csi.x-k8s.io", "SecretProviderClass"):
                foreach (var secret in manifest.Spec["secretObjects"u8].Children)
                    yield return new MadeObject("Secret", manifest.Namespace, secret["secretName"u8].Text);
                break;
            case ("kyverno.io", _) when manifest.Spec["rules"u8].Children.Any(static rule => rule["generate"u8].Exists):
                yield return new MadeObject(null, null, null);
                break;
            case ("eksctl.io", "ClusterConfig"):
                foreach (var made in ServiceAccountsOf(manifest.Root["iam"u8]))
                    yield return made;
                break;
        }
    }

    private static IEnumerable<MadeObject> ServiceAccountsOf(YamlNode iam)
    {
        foreach (var account in iam["serviceAccounts"u8].Children)
        {
            var metadata = account["metadata"u8];
            yield return new MadeObject("ServiceAccount", NameOr(metadata["namespace"u8], "default"), metadata["name"u8].Text);
        }

        foreach (var association in iam["podIdentityAssociations"u8].Children)
        {
            if (association["createServiceAccount"u8].TextEquals("true"u8))
                yield return new MadeObject("ServiceAccount", NameOr(association["namespace"u8], "default"), association["serviceAccountName"u8].Text);
        }
    }

    private static string NameOr(YamlNode node, string otherwise) => node.IsNull || node.Text.Length == 0 ? otherwise : node.Text;
}
