using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>A version of a kind that a CustomResourceDefinition of the run defines.</summary>
public sealed class CustomKind
{
    private readonly Lazy<StructuralSchema?> _schema;

    internal CustomKind(ManifestObject definition, string kind, YamlNode version)
    {
        Definition = definition;
        Version = version["name"u8].Text;
        IsServed = version["served"u8].Value is not { Kind: ScalarKind.Boolean, Boolean: false };
        HasStatusSubresource = version["subresources"u8]["status"u8].Exists;
        var schema = version["schema"u8]["openAPIV3Schema"u8];
        _schema = new(() => schema.IsMapping ? new StructuralSchema(schema, kind) : null, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The CustomResourceDefinition.</summary>
    public ManifestObject Definition { get; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    public string Version { get; }

    /// <summary>Whether the API server takes objects of the version.</summary>
    public bool IsServed { get; }

    /// <summary>Whether <c>status</c> is written apart from the rest: what a manifest says there is dropped.</summary>
    public bool HasStatusSubresource { get; }

    /// <summary>The structure; null where the definition states none.</summary>
    public StructuralSchema? Schema => _schema.Value;
}
