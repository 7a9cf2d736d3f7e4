using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>A kustomization as it is written.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/types/kustomization.go and api/konfig/general.go.</remarks>
internal sealed class KustomizationFile
{
    /// <summary>What ekslint resolves, and what changes nothing of the objects.</summary>
    private static readonly HashSet<string> ResolvedFields = new(StringComparer.Ordinal)
    {
        "apiVersion", "kind", "metadata", "resources", "bases", "components", "patches", "patchesStrategicMerge", "patchesJson6902", "namespace", "namePrefix",
        "nameSuffix", "commonLabels", "labels", "commonAnnotations", "images", "imageTags", "replicas", "configMapGenerator", "secretGenerator", "generatorOptions",
        "sortOptions", "helmGlobals",
    };

    private KustomizationFile(YamlNode root, SourceFile file)
    {
        Root = root;
        Directory = file.Directory;
        File = file;
    }

    /// <summary>The mapping.</summary>
    public YamlNode Root { get; }

    /// <summary>The directory; paths in the kustomization begin there.</summary>
    public string Directory { get; }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Whether it is a part for other kustomizations to use.</summary>
    public bool IsComponent => Root["kind"u8].TextEquals("Component"u8);

    /// <summary>Whether a file has the name of a kustomization.</summary>
    /// <param name="path">The path of the file.</param>
    public static bool IsNamedSo(string path) => path.AsSpan(path.LastIndexOf('/') + 1) is "kustomization.yaml" or "kustomization.yml" or "Kustomization";

    /// <summary>The kustomization in a file; null where it holds none. Flux calls its own resources so too.</summary>
    public static KustomizationFile? Find(ParsedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!IsNamedSo(file.File.Path) || file.Documents is not [var document, ..])
            return null;
        var apiVersion = document.Root["apiVersion"u8].Text;
        return apiVersion.Length == 0 || apiVersion.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal)
            ? new KustomizationFile(document.Root, file.File)
            : null;
    }

    /// <summary>The field that ekslint does not resolve; null where it resolves all of them.</summary>
    public string? FindUnresolved()
    {
        foreach (var entry in Root.Children)
        {
            if (!ResolvedFields.Contains(entry.Key ?? "") && !entry.IsNull && (entry.IsScalar || entry.Count > 0))
                return entry.Key;
        }

        return null;
    }

    /// <summary>Joins the directory and a relative path without asking the file system.</summary>
    public string Combine(string relative) => Combine(Directory, relative);

    /// <summary>Joins a directory and a relative path without asking the file system.</summary>
    public static string Combine(string directory, string relative)
    {
        var parts = new List<string>(directory.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts is [.., not ".."])
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return (directory.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }
}
