using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Where the objects of a kind live.</summary>
public enum KindScope
{
    /// <summary>In a namespace.</summary>
    Namespaced,

    /// <summary>In the cluster.</summary>
    Cluster,

    /// <summary>Only as a subresource of others.</summary>
    Subresource,

    /// <summary>In a tool's own file; such objects need no name.</summary>
    ToolFile,
}

/// <summary>A kind of the tables.</summary>
public sealed class SchemaKind
{
    private readonly SchemaTable _table;
    private readonly string _typeGroup;
    private readonly string _typeName;
    private SchemaType? _type;

    internal SchemaKind(SchemaTable table, string apiVersion, string name, KindScope scope, string typeGroup, string typeName)
    {
        _table = table;
        ApiVersion = apiVersion;
        Group = SchemaTable.GroupOf(apiVersion);
        Name = name;
        Scope = scope;
        _typeGroup = typeGroup;
        _typeName = typeName;
    }

    /// <summary>The apiVersion, such as <c>apps/v1</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>The group of the apiVersion: empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The name, such as <c>Deployment</c>.</summary>
    public string Name { get; }

    /// <summary>Where its objects live.</summary>
    public KindScope Scope { get; }

    /// <summary>The first Kubernetes version that serves it; null where it is older than the tables.</summary>
    public KubernetesVersion? Since { get; internal init; }

    /// <summary>The first Kubernetes version that no longer serves it.</summary>
    public KubernetesVersion? Removed { get; internal init; }

    /// <summary>Whether the kind is Kubernetes' own.</summary>
    public bool IsBuiltIn { get; internal init; }

    /// <summary>The structure; null where the tables know the kind but not its structure.</summary>
    public SchemaType? Type => _type ??= _table.FindType(_typeGroup, _typeName);

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Name}";
}
