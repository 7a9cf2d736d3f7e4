using System.Text;
using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>What a rendered document says of the file that it was made from.</summary>
internal static class RenderedSource
{
    private const int LongestPath = 1_000;

    /// <summary>The file that an object was rendered from; null where nothing says it.</summary>
    /// <remarks>helm/helm, pkg/action/action.go, renderResources (<c># Source: chart/templates/file.yaml</c>); kubernetes-sigs/kustomize, api/konfig and
    /// kyaml/kio/kioutil (the annotations that <c>buildMetadata: [originAnnotations]</c> and the package writers leave).</remarks>
    public static string? Find(ManifestObject manifest)
    {
        var annotations = manifest.Root["metadata"u8]["annotations"u8];
        foreach (var line in annotations["config.kubernetes.io/origin"u8].Text.EnumerateLines())
        {
            if (line.StartsWith("path: ", StringComparison.Ordinal))
                return Usable(line["path: ".Length..].Trim());
        }

        return Usable(annotations["internal.config.kubernetes.io/path"u8].Text) ?? FindComment(manifest.Root.Document);
    }

    private static string? FindComment(YamlDocument document)
    {
        var text = document.File.Text;
        foreach (var comment in document.Comments)
        {
            if (comment.Start >= document.Root.Span.Start)
                return null;
            var line = text[comment.Start..comment.End];
            if (line.StartsWith("# Source: "u8))
                return Usable(Encoding.UTF8.GetString(line["# Source: ".Length..]).AsSpan().Trim());
        }

        return null;
    }

    private static string? Usable(ReadOnlySpan<char> path) => path.Length is > 0 and <= LongestPath ? path.ToString() : null;
}
