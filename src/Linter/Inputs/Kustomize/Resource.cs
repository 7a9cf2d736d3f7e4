using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>What kustomize tells objects apart by.</summary>
/// <remarks>kubernetes-sigs/kustomize, kyaml/resid/resid.go.</remarks>
internal readonly record struct ResourceId(string ApiVersion, string Kind, string Namespace, string Name)
{
    public string Group => SchemaTable.GroupOf(ApiVersion);

    public string Version => ApiVersion[(ApiVersion.IndexOf('/') + 1)..];

    public bool IsClusterScoped => ClusterKinds.Contains(ApiVersion, Kind);

    /// <summary>The namespace that counts: a kind of the cluster has none, an empty one is <c>default</c>.</summary>
    public string EffectiveNamespace => IsClusterScoped ? "_non_namespaceable_" : Namespace.Length == 0 ? "default" : Namespace;

    /// <summary>The identity with the namespace that counts, for comparisons.</summary>
    public ResourceId Effective => this with { Namespace = EffectiveNamespace };
}

/// <summary>What becomes of a generated object that is there already.</summary>
internal enum GeneratorBehavior
{
    Create,
    Merge,
    Replace,
}

/// <summary>An object on its way through a kustomization.</summary>
internal sealed class Resource
{
    public Resource(EditableNode root, ResolutionBudget budget)
    {
        Root = root;
        Budget = budget;
        budget.SpendObject();
    }

    public EditableNode Root { get; }

    public ResolutionBudget Budget { get; }

    /// <summary>The identities that the object had before it was renamed, the original one first.</summary>
    public List<ResourceId> PreviousIds { get; init; } = [];

    /// <summary>The prefixes and suffixes that were added, the innermost first.</summary>
    public List<string> Prefixes { get; init; } = [];

    public List<string> Suffixes { get; init; } = [];

    /// <summary>Whether the name gets a hash of the content.</summary>
    public bool NeedsHash { get; set; }

    public GeneratorBehavior Behavior { get; init; }

    public string ApiVersion => Root.Find("apiVersion")?.Text ?? "";

    public string Kind => Root.Find("kind")?.Text ?? "";

    public string Name => Root.Find("metadata", "name")?.Text ?? "";

    public string Namespace => Root.Find("metadata", "namespace")?.Text ?? "";

    public ResourceId Id => new(ApiVersion, Kind, Namespace, Name);

    public ResourceId OriginalId => PreviousIds is [var first, ..] ? first : Id;

    public IEnumerable<ResourceId> AllIds => PreviousIds.Append(Id);

    /// <summary>Keeps the identity, for those who refer to it, before it changes.</summary>
    public void StoreId()
    {
        var id = Id;
        if (PreviousIds.Count == 0 || PreviousIds[^1] != id)
            PreviousIds.Add(id);
    }

    /// <summary>Gives a scalar another text; a note of the place says where the change comes from.</summary>
    public void SetText(EditableNode mapping, string key, string text, SourceLocation place, SourceLocation keyPlace)
    {
        var old = mapping.Find(key);
        if (old is { IsScalar: true, Value.Kind: ScalarKind.String } && old.Text == text)
            return;
        var written = EditableNode.Scalar(text, place, Budget);
        mapping.Set(old is null ? written.As(key, keyPlace) : written.As(old));
    }

    /// <summary>A mapping under a key, made where there is none.</summary>
    public EditableNode Demand(EditableNode mapping, string key, SourceLocation place)
    {
        var found = mapping.Find(key);
        if (found is { IsNull: false })
            return found.IsMapping ? found : throw new UnresolvableException($"needs a mapping under '{key}' of {Kind} '{Name}'");
        var made = EditableNode.Collection(NodeKind.Mapping, place, Budget).As(key, place);
        mapping.Set(made);
        return made;
    }

    public override string ToString() => $"{Kind} '{Name}'";
}

/// <summary>The kinds that kustomize knows to be of the cluster: they get no namespace.</summary>
/// <remarks>kubernetes-sigs/kustomize, kyaml/openapi/openapi.go, precomputedIsNamespaceScoped: Kubernetes 1.21. It takes every other kind for one with a namespace, custom
/// resources too.</remarks>
internal static class ClusterKinds
{
    private static readonly HashSet<(string ApiVersion, string Kind)> Kinds =
    [
        .. Of("v1", "Namespace", "Node", "PersistentVolume", "ComponentStatus"),
        .. OfBoth("admissionregistration.k8s.io", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
        .. OfBoth("apiextensions.k8s.io", "CustomResourceDefinition"),
        .. OfBoth("apiregistration.k8s.io", "APIService"),
        .. OfBoth("certificates.k8s.io", "CertificateSigningRequest"),
        .. Of("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", "PriorityLevelConfiguration"),
        .. OfBoth("networking.k8s.io", "IngressClass"),
        .. OfBoth("node.k8s.io", "RuntimeClass"),
        .. Of("policy/v1beta1", "PodSecurityPolicy"),
        .. OfBoth("rbac.authorization.k8s.io", "ClusterRole", "ClusterRoleBinding"),
        .. OfBoth("scheduling.k8s.io", "PriorityClass"),
        .. OfBoth("storage.k8s.io", "CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"),
    ];

    public static bool Contains(string apiVersion, string kind) => Kinds.Contains((apiVersion, kind));

    private static IEnumerable<(string ApiVersion, string Kind)> OfBoth(string group, params string[] kinds) => Of(group + "/v1", kinds).Concat(Of(group + "/v1beta1", kinds));

    private static IEnumerable<(string ApiVersion, string Kind)> Of(string apiVersion, params string[] kinds) => kinds.Select(kind => (apiVersion, kind));
}
