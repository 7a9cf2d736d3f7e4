using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>A field of some kinds that a transformation writes. Lists on the way are walked item by item.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/filters/fieldspec/fieldspec.go.</remarks>
/// <param name="Group">The group; null for any.</param>
/// <param name="Version">The version; null for any.</param>
/// <param name="Kind">The kind; null for any.</param>
/// <param name="Path">The keys.</param>
/// <param name="IsCreated">Whether mappings that are missing on the way are made.</param>
internal sealed record FieldSpec(string? Group, string? Version, string? Kind, string[] Path, bool IsCreated)
{
    /// <summary>Whether the field is one of an object's.</summary>
    public bool Selects(ResourceId id) =>
        (Kind is null || Kind == id.Kind) && (Group is null || Group == id.Group) && (Version is null || Version == id.Version);

    /// <summary>Calls back for each mapping that holds, or is to hold, the last key.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="place">Where the transformation is asked for.</param>
    /// <param name="visit">What to do with the mapping and the last key.</param>
    public void Visit(Resource resource, SourceLocation place, Action<EditableNode, string> visit) => Visit(resource, resource.Root, 0, place, visit);

    private void Visit(Resource resource, EditableNode node, int depth, SourceLocation place, Action<EditableNode, string> visit)
    {
        if (node.IsSequence)
        {
            foreach (var item in node.Children)
                Visit(resource, item, depth, place, visit);
            return;
        }

        if (!node.IsMapping)
            throw new UnresolvableException($"needs a mapping at '{string.Join('/', Path[..depth])}' of {resource}");
        var key = Path[depth];
        var isList = key.EndsWith("[]", StringComparison.Ordinal);
        if (isList)
            key = key[..^2];
        if (depth == Path.Length - 1)
        {
            visit(node, key);
            return;
        }

        var next = IsCreated && !isList && node.Find(key) is null or { IsNull: true } ? resource.Demand(node, key, place) : node.Find(key);
        if (next is { IsNull: false })
            Visit(resource, next, depth + 1, place, visit);
    }
}

/// <summary>The fields that kustomize's transformations write.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/internal/konfig/builtinpluginconsts: commonlabels.go, commonannotations.go, namespace.go, replicas.go, namereference.go.</remarks>
internal static class FieldSpecs
{
    private static readonly string[] Affinities =
    [
        "podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm", "podAffinity/requiredDuringSchedulingIgnoredDuringExecution",
        "podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm", "podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution",
    ];

    private static readonly string[] TemplateKinds = ["Deployment", "ReplicaSet", "DaemonSet", "apps//StatefulSet", "batch//Job", "/v1/ReplicationController"];

    /// <summary>Where labels go that select nothing: the object, and with it the templates of its pods.</summary>
    public static IReadOnlyList<FieldSpec> ObjectLabels { get; } = [Make("", "metadata/labels", isCreated: true)];

    public static IReadOnlyList<FieldSpec> TemplateLabels { get; } =
    [
        .. ObjectLabels,
        .. TemplateKinds.Select(static kind => Make(kind, "spec/template/metadata/labels", isCreated: true)),
        Make("apps//StatefulSet", "spec/volumeClaimTemplates[]/metadata/labels", isCreated: true),
        Make("batch//CronJob", "spec/jobTemplate/metadata/labels", isCreated: true),
        Make("batch//CronJob", "spec/jobTemplate/spec/template/metadata/labels", isCreated: true),
    ];

    public static IReadOnlyList<FieldSpec> CommonLabels { get; } =
    [
        Make("/v1/Service", "spec/selector", isCreated: true),
        Make("/v1/ReplicationController", "spec/selector", isCreated: true),
        .. new[] { "Deployment", "ReplicaSet", "DaemonSet", "apps//StatefulSet" }.Select(static kind => Make(kind, "spec/selector/matchLabels", isCreated: true)),
        .. from kind in new[] { "apps//Deployment", "apps//StatefulSet" }
           from affinity in Affinities.Select(static path => "affinity/" + path).Append("topologySpreadConstraints")
           select Make(kind, $"spec/template/spec/{affinity}/labelSelector/matchLabels"),
        Make("batch//Job", "spec/selector/matchLabels"),
        Make("batch//CronJob", "spec/jobTemplate/spec/selector/matchLabels"),
        Make("policy//PodDisruptionBudget", "spec/selector/matchLabels"),
        Make("networking.k8s.io//NetworkPolicy", "spec/podSelector/matchLabels"),
        Make("networking.k8s.io//NetworkPolicy", "spec/ingress/from/podSelector/matchLabels"),
        Make("networking.k8s.io//NetworkPolicy", "spec/egress/to/podSelector/matchLabels"),
        .. TemplateLabels,
    ];

    public static IReadOnlyList<FieldSpec> Annotations { get; } =
    [
        Make("", "metadata/annotations", isCreated: true),
        .. TemplateKinds.Select(static kind => Make(kind == "apps//StatefulSet" ? "StatefulSet" : kind, "spec/template/metadata/annotations", isCreated: true)),
        Make("batch//CronJob", "spec/jobTemplate/metadata/annotations", isCreated: true),
        Make("batch//CronJob", "spec/jobTemplate/spec/template/metadata/annotations", isCreated: true),
    ];

    /// <summary>Where a namespace is named besides the metadata.</summary>
    public static IReadOnlyList<FieldSpec> Namespaces { get; } =
    [
        Make("/v1/Namespace", "metadata/name", isCreated: true),
        Make("apiregistration.k8s.io//APIService", "spec/service/namespace", isCreated: true),
        Make("apiextensions.k8s.io//CustomResourceDefinition", "spec/conversion/webhook/clientConfig/service/namespace"),
    ];

    public static IReadOnlyList<FieldSpec> Replicas { get; } =
        [.. new[] { "Deployment", "ReplicationController", "ReplicaSet", "StatefulSet" }.Select(static kind => Make(kind, "spec/replicas", isCreated: true))];

    /// <summary>Makes a field spec of a kind written as <c>Kind</c> or <c>group/version/Kind</c>, each part empty for any.</summary>
    public static FieldSpec Make(string kind, string path, bool isCreated = false)
    {
        var parts = kind.Split('/');
        string? Part(int fromEnd) => parts.Length >= fromEnd && parts[^fromEnd].Length > 0 ? parts[^fromEnd] : null;
        return new FieldSpec(Part(3), Part(2), Part(1), [.. path.Split('/').Select(static key => key.Replace('|', '/'))], isCreated);
    }
}
