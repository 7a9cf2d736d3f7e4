using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>What Argo CD Applications and Flux Kustomizations say of directories of the run: what is deployed together, and into which namespace.</summary>
/// <remarks>argoproj/argo-cd, pkg/apis/application/v1alpha1/types.go (a directory is deployed with its files, and with those below only where
/// <c>directory.recurse</c> says so; destination.namespace is for objects that state none); fluxcd/kustomize-controller, api/v1/kustomization_types.go
/// (targetNamespace replaces every namespace; a directory without kustomization is taken with all that lies below).</remarks>
internal static class DeliverySet
{
    /// <summary>Tells the objects of the directories that something deploys.</summary>
    public static void Apply(IReadOnlyCollection<ManifestObject> objects)
    {
        var deliveries = objects.Where(IsDeployer).SelectMany(Read).ToList();
        if (deliveries.Count == 0)
            return;
        var directories = objects.Select(static manifest => manifest.Place.Directory).ToHashSet(StringComparer.Ordinal);
        foreach (var delivery in deliveries)
            delivery.Directory = Resolve(delivery, directories);

        // Who deploys several things of which one is not here deploys something unknown.
        foreach (var deployer in deliveries.GroupBy(static delivery => delivery.Deployer))
            deployer.Key.DeploysFilesOfRun = deployer.All(static delivery => delivery.Directory is not null);

        foreach (var group in deliveries.Where(static delivery => delivery.Directory is not null).GroupBy(static delivery => delivery.Directory!, StringComparer.Ordinal))
        {
            // One directory that is deployed several times becomes several sets of objects; ekslint knows one.
            if (group.ToList() is [var only])
                Apply(only, objects);
        }
    }

    private static void Apply(Delivery delivery, IReadOnlyCollection<ManifestObject> objects)
    {
        var scope = new DeploymentScope($"{delivery.Deployer} of {delivery.Deployer.File.Path}");
        foreach (var manifest in objects.Where(manifest => delivery.Holds(manifest.Place.Directory)))
        {
            if (manifest == delivery.Deployer)
                continue;
            manifest.Scope ??= scope;
            manifest.DefaultNamespace ??= delivery.DefaultNamespace;
            manifest.AppliedNamespace = delivery.TargetNamespace ?? manifest.AppliedNamespace;
        }
    }

    private static IEnumerable<Delivery> Read(ManifestObject manifest)
    {
        var spec = manifest.Root["spec"u8];
        if (IsFluxKustomization(manifest))
        {
            yield return new Delivery(manifest, Path(spec["path"u8]), IsRecursive: true) { TargetNamespace = Text(spec["targetNamespace"u8]) };
        }
        else
        {
            YamlNode[] sources = [spec["source"u8], .. spec["sources"u8].Children];
            foreach (var source in sources.Where(static source => source.IsMapping))
            {
                // A source without a path is a chart of a repository of charts.
                var recurses = source["directory"u8]["recurse"u8].TextEquals("true"u8);
                yield return new Delivery(manifest, Path(source["path"u8]), recurses) { DefaultNamespace = Text(spec["destination"u8]["namespace"u8]) };
            }
        }
    }

    private static bool IsDeployer(ManifestObject manifest) => IsFluxKustomization(manifest) || manifest.Is("argoproj.io", "Application");

    private static bool IsFluxKustomization(ManifestObject manifest) => manifest.Is("kustomize.toolkit.fluxcd.io", "Kustomization");

    private static string? Text(YamlNode node) => node is { IsNull: false, IsScalar: true, Text: { Length: > 0 } text } && !Values.Placeholder.IsUnknown(text) ? text : null;

    private static string? Path(YamlNode node)
    {
        var path = Text(node)?.Trim('/');
        while (path is not null && path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..].TrimStart('/');
        return path is "." ? "" : path is not null && path.Split('/').Contains("..", StringComparer.Ordinal) ? null : path;
    }

    /// <summary>Paths count from the root of the repository, which is the directory of the deployer or one above it.</summary>
    private static string? Resolve(Delivery delivery, HashSet<string> directories)
    {
        if (delivery.Path is null)
            return null;
        for (var above = delivery.Deployer.File.Directory; ; above = above.LastIndexOf('/') is >= 0 and var slash ? above[..slash] : "")
        {
            var candidate = above.Length == 0 ? delivery.Path : delivery.Path.Length == 0 ? above : above + "/" + delivery.Path;
            if (candidate.Length > 0 && (directories.Contains(candidate) || (delivery.IsRecursive && directories.Any(directory => directory.StartsWith(candidate + "/", StringComparison.Ordinal)))))
                return candidate;
            if (above.Length == 0)
                return null;
        }
    }

    /// <summary>A directory that something deploys.</summary>
    private sealed record Delivery(ManifestObject Deployer, string? Path, bool IsRecursive)
    {
        /// <summary>The directory; null where the run does not hold it.</summary>
        public string? Directory { get; set; }

        /// <summary>The namespace of objects that state none; null where nothing is said.</summary>
        public string? DefaultNamespace { get; init; }

        /// <summary>The namespace of all objects; null where nothing is said.</summary>
        public string? TargetNamespace { get; init; }

        public bool Holds(string directory) => directory == Directory || (IsRecursive && directory.StartsWith(Directory + "/", StringComparison.Ordinal));
    }
}
