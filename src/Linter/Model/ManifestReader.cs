using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>Finds the objects of a document.</summary>
public static class ManifestReader
{
    /// <summary>The objects of documents: one each, or the items of a List; none of documents that are no manifests.</summary>
    public static List<ManifestObject> Read(IReadOnlyList<YamlDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var objects = new List<ManifestObject>(documents.Count);
        foreach (var document in documents)
        {
            if (document.Outline is { } outline)
                objects.Add(new ManifestObject(document.Root, outline));
            else
                Read(document.Root, "", "", objects);
        }

        return objects;
    }

    /// <summary>The object of a document, or the items of a List; nothing where the document is no manifest.</summary>
    public static IReadOnlyList<ManifestObject> Read(YamlDocument document) => Read([document]);

    /// <summary>Whether a node is an object: a mapping with apiVersion and kind.</summary>
    public static bool IsObject(YamlNode node) =>
        IsStated(node["apiVersion"u8]) && IsStated(node["kind"u8]);

    /// <summary>Whether a text that cannot be parsed was probably meant to be a manifest or a template of the VPC, and not some other tool's file.</summary>
    public static bool LooksLikeManifest(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Text.IndexOf("apiVersion"u8) >= 0 || file.Text.IndexOf("AWSTemplateFormatVersion"u8) >= 0;
    }

    private static bool IsStated(YamlNode node) => node.IsScalar && !node.TextEquals(""u8);

    private static void Read(YamlNode node, string itemApiVersion, string itemKind, List<ManifestObject> objects)
    {
        if (KindOf(node, itemApiVersion, itemKind) is not { } kind)
            return;
        if (!kind.IsList || node["items"u8] is not { IsSequence: true } items)
        {
            objects.Add(new ManifestObject(node, kind));
            return;
        }

        // The items of a typed list (DeploymentList) may leave out what the list says; those of a plain List may not.
        var (impliedVersion, impliedKind) = kind.Name == "List" ? ("", "") : (kind.ApiVersion, kind.Name[..^4]);
        foreach (var item in items.Children)
            Read(item, impliedVersion, impliedKind, objects);
    }

    private static ManifestKind? KindOf(YamlNode node, string itemApiVersion, string itemKind)
    {
        var (apiVersion, kind) = (node["apiVersion"u8], node["kind"u8]);
        if (apiVersion.TryGetUtf8(out var versionBytes) && kind.TryGetUtf8(out var kindBytes) && ManifestKind.Find(versionBytes, kindBytes) is { } known)
            return known;
        var version = apiVersion.Text is { Length: > 0 } stated ? stated : itemApiVersion;
        var name = kind.Text is { Length: > 0 } statedKind ? statedKind : itemKind;
        return version.Length == 0 || name.Length == 0 ? null : ManifestKind.Of(version, name);
    }
}
