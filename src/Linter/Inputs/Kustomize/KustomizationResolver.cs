using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>An object as a kustomization deploys it.</summary>
/// <param name="Root">The object: a node of its file where nothing changed it, else of a composed text.</param>
/// <param name="File">The file that it is counted with: that of its base, or the kustomization that makes it.</param>
/// <param name="IsChanged">Whether the kustomization changed it.</param>
internal sealed record ResolvedObject(YamlNode Root, SourceFile File, bool IsChanged);

/// <summary>What a kustomization that no other uses comes to.</summary>
/// <param name="Kustomization">The kustomization.</param>
/// <param name="Objects">What it deploys; null where that is not known.</param>
/// <param name="Problem">Why it is not known.</param>
internal sealed record ResolvedRoot(KustomizationFile Kustomization, IReadOnlyList<ResolvedObject>? Objects, string? Problem)
{
    /// <summary>The directories of the kustomizations that the root was made of.</summary>
    public IReadOnlySet<string> Directories { get; init; } = System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>The paths of the files whose objects it deploys.</summary>
    public IReadOnlySet<string> Files { get; init; } = System.Collections.Frozen.FrozenSet<string>.Empty;
}

/// <summary>Resolves the kustomizations of a project.</summary>
internal sealed class KustomizationResolver
{
    private static readonly string[] Lists = ["resources", "bases", "components"];

    private readonly Dictionary<string, KustomizationFile> _byDirectory = new(StringComparer.Ordinal);

    /// <param name="files">The files of the run.</param>
    /// <param name="readFile">Reads a file that is no YAML, given by its path relative to a kustomization; null where there is none, or it is too large. Called on any
    /// thread.</param>
    public KustomizationResolver(ProjectFiles files, Func<KustomizationFile, string, byte[]?> readFile)
    {
        Files = files;
        ReadFile = readFile;
        foreach (var kustomization in files.Kustomizations)
            _byDirectory[kustomization.Directory] = kustomization;
    }

    /// <summary>The files of the run.</summary>
    public ProjectFiles Files { get; }

    /// <summary>The kustomizations by their directories.</summary>
    public IReadOnlyDictionary<string, KustomizationFile> ByDirectory => _byDirectory;

    /// <summary>Reads a file that is no YAML, given by its path relative to a kustomization; null where there is none, or it is too large.</summary>
    public Func<KustomizationFile, string, byte[]?> ReadFile { get; }

    /// <summary>Resolves the kustomizations that no other lists, in the order of their directories. Components are for others to use.</summary>
    public IReadOnlyList<ResolvedRoot> ResolveAll()
    {
        var listed = _byDirectory.Values
            .SelectMany(static kustomization => Lists.SelectMany(key => TextsOf(kustomization.Root[key]).Select(kustomization.Combine)))
            .ToHashSet(StringComparer.Ordinal);
        var roots = _byDirectory.Values
            .Where(kustomization => !listed.Contains(kustomization.Directory) && !kustomization.IsComponent)
            .OrderBy(static kustomization => kustomization.Directory, StringComparer.Ordinal)
            .ToArray();
        var resolved = new ResolvedRoot[roots.Length];
        var budget = new ResolutionBudget(Files.Bytes);
        Cores.For(roots.Length, i => resolved[i] = new RootResolver(this, budget).Resolve(roots[i]));
        if (!budget.IsExceeded)
            return resolved;

        // What it is not enough for must not depend on which of them was faster.
        budget = new ResolutionBudget(Files.Bytes);
        return Array.ConvertAll(roots, root => new RootResolver(this, budget).Resolve(root));
    }

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> TextsOf(YamlNode list)
    {
        foreach (var item in list.Children)
        {
            if (item.Text is { Length: > 0 } text)
                yield return text;
        }
    }
}
