using EksLint.Inputs.Kustomize;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>What kustomizations say of the files that they name: which are patches, and, for those that ekslint does not resolve, in which namespace the rest
/// ends up.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/types/kustomization.go. Where a kustomization is not resolved, the objects under it are marked, and nothing is said
/// that its transformations could have changed.</remarks>
internal sealed class KustomizationSet
{
    private static readonly string[] Transformations =
    [
        "components", "commonLabels", "labels", "namePrefix", "nameSuffix", "patches", "patchesJson6902", "patchesStrategicMerge", "replacements",
        "transformers", "vars", "helmCharts", "helmChartInflationGenerator", "generators",
    ];

    private readonly Dictionary<string, Kustomization> _byDirectory = new(StringComparer.Ordinal);
    private readonly ProjectFiles _files;

    private KustomizationSet(ProjectFiles files)
    {
        _files = files;
        foreach (var file in files.Kustomizations)
            _byDirectory[file.Directory] = new Kustomization(file.Directory, file.Root);
    }

    /// <summary>Marks patches, and the objects that kustomizations change in a way that is not resolved.</summary>
    /// <param name="files">The files of the run.</param>
    /// <param name="resolved">The directories of the kustomizations that are resolved.</param>
    public static void Apply(ProjectFiles files, IReadOnlySet<string> resolved)
    {
        var set = new KustomizationSet(files);
        foreach (var kustomization in set._byDirectory.Values)
        {
            foreach (var path in kustomization.Patches)
            {
                foreach (var manifest in set.ObjectsOf(path) ?? [])
                    manifest.IsPatch = true;
            }
        }

        var used = set._byDirectory.Values.SelectMany(static kustomization => kustomization.Resources).ToHashSet(StringComparer.Ordinal);
        foreach (var root in set._byDirectory.Values.Where(kustomization => !used.Contains(kustomization.Directory) && !resolved.Contains(kustomization.Directory)))
            set.ApplyRoot(root);
    }

    private List<ManifestObject>? ObjectsOf(string path) => _files.Find(path) is { } number ? _files.WrittenIn(number) : null;

    private void ApplyRoot(Kustomization root)
    {
        var reached = new Dictionary<ManifestObject, string?>();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var transformed = Reach(root, null, reached, visited);
        var isComplete = visited.SelectMany(directory => _byDirectory[directory].Resources)
            .All(resource => _byDirectory.ContainsKey(resource) || _files.Find(resource) is not null);
        var generates = visited.Any(directory => _byDirectory[directory].GeneratesConfig);
        foreach (var (manifest, applied) in reached)
        {
            // A base under two roots with different namespaces becomes two sets of objects; ekslint knows one.
            if (manifest.AppliedNamespace is { } other && other != applied)
                transformed = true;
            manifest.AppliedNamespace = applied ?? manifest.AppliedNamespace;
            manifest.Kustomization = root.Directory;
        }

        foreach (var manifest in reached.Keys)
        {
            manifest.IsTransformed |= transformed;
            manifest.HasUnreadCompanions |= !isComplete;
            manifest.HasGeneratedConfig |= generates;
        }
    }

    /// <summary>Gathers what a kustomization lists, bases included; says whether anything transforms it.</summary>
    private bool Reach(Kustomization kustomization, string? outerNamespace, Dictionary<ManifestObject, string?> reached, HashSet<string> visited)
    {
        if (!visited.Add(kustomization.Directory))
            return false;
        var transformed = kustomization.Transforms;
        var applied = outerNamespace ?? kustomization.Namespace;
        foreach (var resource in kustomization.Resources)
        {
            if (_byDirectory.TryGetValue(resource, out var inner))
            {
                transformed |= Reach(inner, applied, reached, visited);
            }
            else if (ObjectsOf(resource) is { } objects)
            {
                foreach (var manifest in objects)
                    reached[manifest] = applied;
            }
        }

        return transformed;
    }

    private sealed class Kustomization
    {
        public Kustomization(string directory, YamlNode root)
        {
            Directory = directory;
            Namespace = root["namespace"u8] is { IsScalar: true, Text.Length: > 0 } text ? text.Text : null;
            Resources = [.. Paths(root["resources"u8]), .. Paths(root["bases"u8]), .. Paths(root["components"u8])];
            Patches =
            [
                .. Paths(root["patchesStrategicMerge"u8]), .. Paths(root["patches"u8], "path"), .. Paths(root["patchesJson6902"u8], "path"),
            ];
            Transforms = Transformations.Any(key => !root[key].IsNull && (root[key].Count > 0 || root[key].IsScalar));
            GeneratesConfig = root["configMapGenerator"u8].Count > 0 || root["secretGenerator"u8].Count > 0;
        }

        public string Directory { get; }

        public string? Namespace { get; }

        /// <summary>The files and directories that are listed, as paths like those of the files.</summary>
        public IReadOnlyList<string> Resources { get; }

        public IReadOnlyList<string> Patches { get; }

        public bool Transforms { get; }

        public bool GeneratesConfig { get; }

        private IEnumerable<string> Paths(YamlNode list, string? key = null)
        {
            foreach (var item in list.Children)
            {
                var text = key is null ? item.Text : item[key].Text;
                if (text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal))
                    yield return KustomizationFile.Combine(Directory, text);
            }
        }
    }
}
