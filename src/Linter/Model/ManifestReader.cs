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
        var apiVersion = node["apiVersion"u8].Text is { Length: > 0 } version ? version : itemApiVersion;
        var name = node["kind"u8].Text is { Length: > 0 } stated ? stated : itemKind;
        if (apiVersion.Length == 0 || name.Length == 0)
            return;

        var kind = ManifestKind.Of(apiVersion, name);
        if (!kind.IsList || node["items"u8] is not { IsSequence: true } items)
        {
            objects.Add(new ManifestObject(node, kind));
            return;
        }

        // The items of a typed list (DeploymentList) may leave out what the list says; those of a plain List may not.
        var (impliedVersion, impliedKind) = name == "List" ? ("", "") : (apiVersion, name[..^4]);
        foreach (var item in items.Children)
            Read(item, impliedVersion, impliedKind, objects);
    }
}
