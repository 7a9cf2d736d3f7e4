namespace EksLint.Inputs.Kustomize;

/// <summary>Gives those who refer to a renamed object its new name.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/internal/konfig/builtinpluginconsts/namereference.go (which field names what) and api/filters/nameref/nameref.go (which of
/// several objects is meant).</remarks>
internal static class NameReferences
{
    private static readonly string[] PodSpecs = ["/v1/Pod:spec", "PodTemplate:template/spec", .. Templates("Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job"), CronJob];

    private static readonly string[] FewerPodSpecs =
        ["Pod:spec", .. Templates("StatefulSet", "Deployment", "ReplicationController", "Job", "DaemonSet"), CronJob];

    private static readonly (string Target, FieldSpec[] Fields)[] References =
    [
        .. new[] { "Deployment", "ReplicationController", "ReplicaSet", "StatefulSet" }
            .Select(static kind => (kind, Fields("HorizontalPodAutoscaler:spec/scaleTargetRef/name"))),
        ("/v1/ConfigMap",
        [
            .. InPods(PodSpecs, "volumes/configMap/name", "volumes/projected/sources/configMap/name"),
            .. InPods(PodSpecs, "containers/env/valueFrom/configMapKeyRef/name", "initContainers/env/valueFrom/configMapKeyRef/name"),
            .. InPods(PodSpecs, "containers/envFrom/configMapRef/name", "initContainers/envFrom/configMapRef/name"),
            .. Fields(
                "Node:spec/configSource/configMap", "Role:rules/resourceNames", "ClusterRole:rules/resourceNames",
                "Ingress:metadata/annotations/nginx.ingress.kubernetes.io|fastcgi-params-configmap"),
        ]),
        ("/v1/Secret",
        [
            .. InPods(PodSpecs, "volumes/secret/secretName", "volumes/projected/sources/secret/name", "imagePullSecrets/name"),
            .. InPods(PodSpecs, "containers/env/valueFrom/secretKeyRef/name", "initContainers/env/valueFrom/secretKeyRef/name"),
            .. InPods(PodSpecs, "containers/envFrom/secretRef/name", "initContainers/envFrom/secretRef/name"),
            .. Fields(
                "Ingress:spec/tls/secretName", "Ingress:metadata/annotations/ingress.kubernetes.io|auth-secret",
                "Ingress:metadata/annotations/nginx.ingress.kubernetes.io|auth-secret", "Ingress:metadata/annotations/nginx.ingress.kubernetes.io|auth-tls-secret",
                "ServiceAccount:imagePullSecrets/name", "StorageClass:parameters/secretName", "StorageClass:parameters/adminSecretName",
                "StorageClass:parameters/userSecretName", "StorageClass:parameters/secretRef", "Role:rules/resourceNames", "ClusterRole:rules/resourceNames",
                "serving.knative.dev/v1/Service:spec/template/spec/containers/env/valueFrom/secretKeyRef/name", "PersistentVolume:spec/azureFile/secretName"),
        ]),
        ("/v1/Service", Fields(
            "apps//StatefulSet:spec/serviceName", "Ingress:spec/rules/http/paths/backend/serviceName", "Ingress:spec/backend/serviceName",
            "Ingress:spec/rules/http/paths/backend/service/name", "Ingress:spec/defaultBackend/service/name", "apiregistration.k8s.io//APIService:spec/service/name",
            "admissionregistration.k8s.io//ValidatingWebhookConfiguration:webhooks/clientConfig/service",
            "admissionregistration.k8s.io//MutatingWebhookConfiguration:webhooks/clientConfig/service")),
        ("rbac.authorization.k8s.io//Role", Fields("rbac.authorization.k8s.io//RoleBinding:roleRef/name")),
        ("rbac.authorization.k8s.io//ClusterRole", Fields(
            "rbac.authorization.k8s.io//RoleBinding:roleRef/name", "rbac.authorization.k8s.io//ClusterRoleBinding:roleRef/name")),
        ("/v1/ServiceAccount",
        [
            .. Fields("rbac.authorization.k8s.io//RoleBinding:subjects", "rbac.authorization.k8s.io//ClusterRoleBinding:subjects"),
            .. InPods(FewerPodSpecs, "serviceAccountName"),
        ]),
        ("/v1/PersistentVolumeClaim", InPods(FewerPodSpecs, "volumes/persistentVolumeClaim/claimName")),
        ("/v1/PersistentVolume", Fields("PersistentVolumeClaim:spec/volumeName", "ClusterRole:rules/resourceNames")),
        ("storage.k8s.io/v1/StorageClass", Fields(
            "PersistentVolume:spec/storageClassName", "PersistentVolumeClaim:spec/storageClassName", "StatefulSet:spec/volumeClaimTemplates/spec/storageClassName")),
        ("scheduling.k8s.io/v1/PriorityClass", InPods(FewerPodSpecs, "priorityClassName")),
    ];

    private static readonly FieldSpec[] Targets = [.. References.Select(static reference => FieldSpecs.Make(reference.Target, ""))];

    private const string CronJob = "CronJob:spec/jobTemplate/spec/template/spec";

    /// <summary>Changes the references among some objects.</summary>
    public static void Update(ResourceList resources)
    {
        var byOldName = new Dictionary<string, List<Resource>>(StringComparer.Ordinal);
        foreach (var resource in resources.Items)
        {
            foreach (var name in resource.PreviousIds.Select(static id => id.Name).Distinct(StringComparer.Ordinal))
            {
                if (!byOldName.TryGetValue(name, out var renamed))
                    byOldName[name] = renamed = [];
                renamed.Add(resource);
            }
        }

        if (byOldName.Count == 0)
            return;
        foreach (var referrer in resources.Items)
        {
            var original = referrer.OriginalId;
            for (var i = 0; i < References.Length; i++)
            {
                foreach (var field in References[i].Fields)
                {
                    if (!field.Selects(original))
                        continue;
                    var reference = new Reference(referrer, Targets[i], field, byOldName);
                    field.Visit(referrer, default, reference.Update);
                }
            }
        }
    }

    private static string[] Templates(params string[] kinds) => Array.ConvertAll(kinds, static kind => kind + ":spec/template/spec");

    private static FieldSpec[] InPods(string[] podSpecs, params string[] paths) =>
        Fields([.. podSpecs.SelectMany(_ => paths, static (podSpec, path) => podSpec + "/" + path)]);

    private static FieldSpec[] Fields(params string[] fields) => Array.ConvertAll(
        fields,
        static field => FieldSpecs.Make(field[..field.IndexOf(':', StringComparison.Ordinal)], field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    /// <summary>One field of an object that names others.</summary>
    private sealed class Reference(Resource referrer, FieldSpec target, FieldSpec field, Dictionary<string, List<Resource>> byOldName)
    {
        public void Update(EditableNode mapping, string key)
        {
            switch (mapping.Find(key))
            {
                case { IsScalar: true, IsNull: false }:
                    UpdateName(mapping, key);
                    break;
                case { IsMapping: true } named:
                    UpdateNameAndNamespace(named);
                    break;
                case { IsSequence: true } list:
                    UpdateItems(list);
                    break;
            }
        }

        private void UpdateItems(EditableNode list)
        {
            for (var i = 0; i < list.Children.Count; i++)
            {
                var item = list.Children[i];
                if (item.IsMapping)
                    UpdateNameAndNamespace(item);
                else if (item.IsScalar && Find(item.Text, null) is { } found && found.Name != item.Text)
                    list.ReplaceAt(i, EditableNode.Scalar(found.Name, item.Location, referrer.Budget));
            }
        }

        private void UpdateName(EditableNode mapping, string key)
        {
            var old = mapping.Find(key)!;
            if (Find(old.Text, null) is { } found && found.Name != old.Text)
                referrer.SetText(mapping, key, found.Name, old.Location, old.Location);
        }

        private void UpdateNameAndNamespace(EditableNode mapping)
        {
            var name = mapping.Find("name") ?? throw new UnresolvableException($"needs a name at '{string.Join('/', field.Path)}' of {referrer}");
            if (Find(name.Text, mapping.Find("namespace") is { IsScalar: true } stated ? stated.Text : null) is not { } found)
                return;
            referrer.SetText(mapping, "name", found.Name, name.Location, name.Location);
            if (found.Namespace.Length > 0)
                referrer.SetText(mapping, "namespace", found.Namespace, name.Location, name.Location);
        }

        /// <summary>The object that a name meant before it was changed; null where there is none.</summary>
        private Resource? Find(string name, string? inNamespace)
        {
            var known = byOldName.GetValueOrDefault(name);
            if (known is null)
                return null;
            var found = known.FindAll(resource =>
                CanBeReferredTo(resource)
                && resource.PreviousIds.Exists(target.Selects)
                && IsInNamespace(resource, inNamespace)
                && IsRoleReferredTo(resource)
                && IsVisible(resource));
            if (found.Count == 1)
                return found[0];
            found = found.FindAll(resource => HasSameContext(resource, allowEmpty: true));
            if (found.Count > 1)
                found = found.FindAll(resource => HasSameContext(resource, allowEmpty: false));
            if (found.Count > 1 && found.Exists(other => other.Name != found[0].Name || (inNamespace is not null && other.Namespace != found[0].Namespace)))
                throw new UnresolvableException($"has several objects that '{name}' in {referrer} may mean");
            return found is [var first, ..] ? first : null;
        }

        private bool CanBeReferredTo(Resource resource)
        {
            var id = referrer.Id;
            return id.IsClusterScoped || resource.Id.IsClusterScoped || resource.Id.EffectiveNamespace == id.EffectiveNamespace
                || (id.Kind == "RoleBinding" && referrer.Root.Find("subjects") is { IsSequence: true } subjects
                    && subjects.Children.Any(subject => subject.Find("kind")?.Text == "ServiceAccount" && subject.Find("namespace")?.Text == resource.Namespace));
        }

        private bool IsInNamespace(Resource resource, string? inNamespace)
        {
            if (inNamespace is null)
                return true;
            return resource.OriginalId.EffectiveNamespace == inNamespace
                || (resource.Id.EffectiveNamespace == inNamespace && !byOldName.Values.Any(all => all.Exists(other => other.OriginalId.EffectiveNamespace == inNamespace)));
        }

        private bool IsVisible(Resource resource)
        {
            var id = referrer.Id;
            return id.IsClusterScoped || resource.Id.IsClusterScoped || resource.Kind == "ServiceAccount" || resource.Id.EffectiveNamespace == id.EffectiveNamespace;
        }

        /// <summary>A roleRef says itself of what kind its target is.</summary>
        private bool IsRoleReferredTo(Resource resource)
        {
            if (field.Path is not ["roleRef", "name"] || referrer.Root.Find("roleRef") is not { } roleRef)
                return true;
            return roleRef.Find("apiGroup") is not { } group || roleRef.Find("kind") is not { } kind
                || resource.PreviousIds.Exists(id => id.Kind == kind.Text && (group.Text.Length == 0 || id.Group == group.Text));
        }

        private bool HasSameContext(Resource other, bool allowEmpty) =>
            HasSameEnd(referrer.Prefixes, other.Prefixes, allowEmpty) && HasSameEnd(referrer.Suffixes, other.Suffixes, allowEmpty);

        private static bool HasSameEnd(List<string> one, List<string> other, bool allowEmpty)
        {
            if (allowEmpty && (one.Count == 0 || other.Count == 0))
                return true;
            var length = Math.Min(one.Count, other.Count);
            return length == 0 ? one.Count == other.Count : one[^length..].SequenceEqual(other[^length..], StringComparer.Ordinal);
        }
    }
}
