using System.Collections.Concurrent;
using System.Collections.Frozen;
using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Analysis;

/// <summary>All that a run looks at, read and indexed.</summary>
/// <param name="Files">The files that hold something to look at, in the order of their paths.</param>
/// <param name="Manifests">The objects.</param>
/// <param name="Network">What CloudFormation templates and AWS CLI snapshots say of the VPC.</param>
public sealed record AnalysisInput(IReadOnlyList<InputFile> Files, ManifestSet Manifests, NetworkFacts Network)
{
    // Most sets say the same of the cluster of all places.
    private ClusterFacts? _onlyCluster;
    private ConcurrentDictionary<Place, ClusterFacts>? _clusters;
    private SecretMasks? _secrets;
    private HashSet<SourceFile>? _reportedFiles;
    private IReadOnlyList<ManifestObject>? _reportedManifests;

    /// <summary>The Kubernetes version to check against; null to take the nearest ClusterConfig's, else the default.</summary>
    public KubernetesVersion? KubernetesVersion { get; init; }

    /// <summary>Whether the rest of the project was left unread on purpose: then nobody can say that a suppression is unused.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What the configuration says of the cluster.</summary>
    public ClusterSettings Cluster { get; init; } = ClusterSettings.None;

    /// <summary>The kustomizations that are not resolved: of what they list, each file is looked at alone.</summary>
    public IReadOnlyList<UnresolvedKustomization> UnresolvedKustomizations { get; init; } = [];

    /// <summary>The secrets in the files, for whoever shows a piece of one.</summary>
    public SecretMasks Secrets => _secrets ??= new SecretMasks(this);

    /// <summary>The objects in which findings can be reported, in the order of the files: those that stand in a file that is reported on, and those that a
    /// kustomization made of pieces of one.</summary>
    internal IReadOnlyList<ManifestObject> ReportedManifests => _reportedManifests ??= FindReported();

    /// <summary>Whether findings in an object of a file can be reported.</summary>
    internal bool MayReportIn(InputFile file, ManifestObject manifest) => file.IsReported || (manifest.File.Map is { } map && map.HoldsPieceOf(IsReported));

    /// <summary>Whether findings in a file are reported.</summary>
    internal bool IsReported(SourceFile file) =>
        (_reportedFiles ??= Files.Where(static file => file.IsReported).Select(static file => file.Source).ToHashSet()).Contains(file);

    private IReadOnlyList<ManifestObject> FindReported()
    {
        if (Files.All(static file => file.IsReported))
            return Manifests.Objects;
        var found = new List<ManifestObject>();
        foreach (var file in Files)
        {
            if (file.IsReported || file.HoldsComposed)
                found.AddRange(file.Objects.Where(manifest => MayReportIn(file, manifest)));
        }

        return found;
    }

    /// <summary>What is known of the cluster of what stands at a place.</summary>
    internal ClusterFacts ClusterOf(Place place)
    {
        if (_onlyCluster is null && _clusters is null)
        {
            if (ClusterFacts.DependOnPlace(Manifests))
                Interlocked.CompareExchange(ref _clusters, new(), null);
            else
                _onlyCluster = ClusterFacts.Near(place, Manifests, Cluster);
        }

        return _onlyCluster ?? _clusters!.GetOrAdd(place, static (at, input) => ClusterFacts.Near(at, input.Manifests, input.Cluster), this);
    }
}

/// <summary>A kustomization that is not resolved.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Problem">Why: a half sentence that follows the path.</param>
public sealed record UnresolvedKustomization(string Path, string Problem);

/// <summary>A file of a run.</summary>
/// <param name="Parsed">Its documents and syntax errors.</param>
/// <param name="Objects">The objects that are deployed from it: its own, and in their place what kustomizations make of them; patches left out.</param>
/// <param name="IsReported">Whether findings in it are reported; else it is context.</param>
public sealed record InputFile(ParsedFile Parsed, IReadOnlyList<ManifestObject> Objects, bool IsReported)
{
    /// <summary>The objects as they are written, before kustomizations change them; patches left out.</summary>
    public IReadOnlyList<ManifestObject> WrittenObjects { get; init; } = Objects;

    /// <summary>The documents that are patches.</summary>
    public IReadOnlySet<YamlDocument> Patches { get; init; } = FrozenSet<YamlDocument>.Empty;

    /// <summary>The text.</summary>
    public SourceFile Source => Parsed.File;

    /// <summary>Whether a kustomization changes an object of the file, which then stands in a text of its own.</summary>
    internal bool HoldsComposed
    {
        get
        {
            // Where no kustomization lists the file, both are one list.
            if (Objects == WrittenObjects)
                return false;
            foreach (var manifest in Objects)
            {
                if (manifest.File.Map is not null)
                    return true;
            }

            return false;
        }
    }
}
