using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>Who was first to claim something of which a cluster has one, among objects that can be deployed together.</summary>
/// <remarks>Certain: the same file or kustomization. Likely: the same directory, or one above the other. Everything else may be alternatives, and the
/// same object in two places is one object.</remarks>
/// <typeparam name="TKey">What is claimed.</typeparam>
public sealed class DeploymentIndex<TKey>
    where TKey : notnull
{
    private readonly Dictionary<(TKey Key, string Scope), List<Claimant>> _claims = [];

    /// <summary>Claims something.</summary>
    /// <param name="key">What is claimed.</param>
    /// <param name="manifest">Who claims it.</param>
    /// <param name="node">Where.</param>
    /// <returns>An earlier claim that conflicts with this one, or null.</returns>
    public Claimant? Claim(TKey key, ManifestObject manifest, YamlNode node)
    {
        var directory = manifest.File.Directory;
        var earlier = FindIn(key, "file:" + manifest.File.Path, manifest, isCertain: true)
            ?? (manifest.Kustomization is { } kustomization ? FindIn(key, "kustomization:" + kustomization, manifest, isCertain: true) : null);
        for (var above = directory; earlier is null; above = above.LastIndexOf('/') is >= 0 and var slash ? above[..slash] : "")
        {
            earlier = FindIn(key, "directory:" + above, manifest, isCertain: false);
            if (above.Length == 0)
                break;
        }

        earlier ??= FindIn(key, "below:" + directory, manifest, isCertain: false);
        var claim = new Claimant(manifest, node, IsCertain: false);
        Add(key, "file:" + manifest.File.Path, claim);
        Add(key, "directory:" + directory, claim);
        for (var above = directory; above.Length > 0;)
        {
            above = above.LastIndexOf('/') is >= 0 and var slash ? above[..slash] : "";
            Add(key, "below:" + above, claim);
        }

        if (manifest.Kustomization is not null)
            Add(key, "kustomization:" + manifest.Kustomization, claim);
        return earlier;
    }

    private Claimant? FindIn(TKey key, string scope, ManifestObject manifest, bool isCertain)
    {
        foreach (var claim in _claims.GetValueOrDefault((key, scope)) ?? [])
        {
            if (claim.Manifest == manifest || claim.Manifest.Identity != manifest.Identity)
                return claim with { IsCertain = isCertain };
        }

        return null;
    }

    private void Add(TKey key, string scope, Claimant claim)
    {
        if (!_claims.TryGetValue((key, scope), out var claims))
            _claims[(key, scope)] = claims = [];

        // Two of them are enough to conflict with anything that follows.
        if (claims.Count < 2 && !claims.Exists(known => known.Manifest.Identity == claim.Manifest.Identity))
            claims.Add(claim);
    }
}

/// <summary>A claim on something of which a cluster has one.</summary>
/// <param name="Manifest">Who claims it.</param>
/// <param name="Node">Where.</param>
/// <param name="IsCertain">Whether it is certain that the two are deployed together.</param>
public sealed record Claimant(ManifestObject Manifest, YamlNode Node, bool IsCertain);
