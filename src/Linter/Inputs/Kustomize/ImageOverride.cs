using System.Buffers;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>An entry of <c>images</c>: another name, tag or digest for an image.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/filters/imagetag/{legacy,updater}.go and api/internal/image/image.go: wherever a list is called containers or initContainers.</remarks>
internal sealed class ImageOverride
{
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.{}-");

    private readonly NamePattern _pattern;
    private readonly YamlNode _item;
    private readonly YamlNode _newName;
    private readonly YamlNode _newTag;
    private readonly YamlNode _digest;

    public ImageOverride(YamlNode item)
    {
        _item = item;
        _pattern = new NamePattern(item["name"u8].Text);
        _newName = item["newName"u8];
        _newTag = item["newTag"u8];
        _digest = item["digest"u8];
        if (item["tagSuffix"u8].Exists)
            throw new UnresolvableException("has an image with 'tagSuffix'");
    }

    /// <summary>Changes the images of an object.</summary>
    public void Apply(Resource resource)
    {
        if (resource.Kind != "CustomResourceDefinition")
            Walk(resource, resource.Root, 0);
    }

    private void Walk(Resource resource, EditableNode node, int depth)
    {
        // Lists of containers stand near the top; data of megabytes is not looked through.
        if (node.IsScalar || !MayHoldContainers(node) || depth > YamlLimits.Depth)
            return;
        foreach (var child in node.Children)
        {
            Walk(resource, child, depth + 1);
            if (child is not { IsSequence: true, Key: "containers" or "initContainers" })
                continue;
            foreach (var container in child.Children)
            {
                if (container.Find("image") is { IsScalar: true, IsNull: false } image)
                    Apply(resource, container, image.Text);
            }
        }
    }

    /// <summary>Whether the name of such a list stands anywhere in what a node covers of its file; a node that was looked into already is looked into again.</summary>
    private static bool MayHoldContainers(EditableNode node)
    {
        if (node.IsExpanded || !node.Source.Exists || node.Source.Document.FollowsAliases)
            return true;
        var text = node.Source.Document.File.Text[node.Source.Span.Start..node.Source.Span.End];
        return text.IndexOf("ontainers"u8) >= 0 || text.IndexOf("\\"u8) >= 0;
    }

    private void Apply(Resource resource, EditableNode container, string image)
    {
        if (!IsMatch(image))
            return;
        var (name, tag, digest) = Split(image);
        if (_newName.Text.Length > 0)
            name = _newName.Text;
        if (_newTag.Text.Length > 0)
            (tag, digest) = (_newTag.Text, _digest.Text);
        else if (_digest.Text.Length > 0)
            (tag, digest) = ("", _digest.Text);
        var place = _newTag.Text.Length > 0 ? _newTag : _digest.Text.Length > 0 ? _digest : _newName.Exists ? _newName : _item;
        var text = name + (tag.Length > 0 ? ":" + tag : "") + (digest.Length > 0 ? "@" + digest : "");
        resource.SetText(container, "image", text, place.Location, place.Location);
    }

    /// <summary>Whether the name is that of the entry, a pattern too; a tag and a digest may follow.</summary>
    private bool IsMatch(string image)
    {
        const string digestStart = "@sha256:";
        var digest = image.LastIndexOf(digestStart, StringComparison.Ordinal);
        var hasDigest = digest >= 0 && !image.AsSpan(digest + digestStart.Length).ContainsAnyExcept(TagCharacters);
        var named = hasDigest ? image[..digest] : image;
        var colon = named.LastIndexOf(':');
        var hasTag = colon >= 0 && !named.AsSpan(colon + 1).ContainsAnyExcept(TagCharacters);
        return _pattern.IsMatch(image) || (hasDigest && _pattern.IsMatch(named)) || (hasTag && _pattern.IsMatch(named[..colon]));
    }

    private static (string Name, string Tag, string Digest) Split(string image)
    {
        var slash = Math.Max(image.IndexOf('/', StringComparison.Ordinal), 0);
        var at = image.IndexOf('@', slash);
        var colon = image.IndexOf(':', slash);
        if (colon >= 0 && (at < 0 || colon < at))
            return at < 0 ? (image[..colon], image[(colon + 1)..], "") : (image[..colon], image[(colon + 1)..at], image[(at + 1)..]);
        return at < 0 ? (image, "", "") : (image[..at], "", image[(at + 1)..]);
    }
}
