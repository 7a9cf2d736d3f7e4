using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>Who was first to claim something of which a cluster has one, among objects that can be deployed together.</summary>
/// <remarks>Certain: the same file, kustomization or scope. Likely: the same directory, or one above the other, where no scope speaks against it. Everything
/// else may be alternatives, and the same object in two places is one object.</remarks>
/// <typeparam name="TKey">What is claimed.</typeparam>
public sealed class DeploymentIndex<TKey>
    where TKey : notnull
{
    // In most runs nothing is claimed.
    private Dictionary<TKey, Claims>? _claims;

    /// <summary>Claims something.</summary>
    /// <param name="key">What is claimed.</param>
    /// <param name="manifest">Who claims it.</param>
    /// <param name="node">Where.</param>
    /// <returns>An earlier claim that conflicts with this one, or null.</returns>
    public Claimant? Claim(TKey key, ManifestObject manifest, YamlNode node)
    {
        var claim = new Claimant(manifest, node, IsCertain: false);
        _claims ??= [];
        if (_claims.TryGetValue(key, out var claims))
            return claims.Claim(claim);
        _claims.Add(key, new Claims(claim));
        return null;
    }

    /// <summary>The claims on one thing. Most things are claimed once, so who can meet whom is worked out with the second claim.</summary>
    private sealed class Claims(Claimant first)
    {
        private Dictionary<string, List<Claimant>>? _byScope;

        public Claimant? Claim(Claimant claim)
        {
            if (_byScope is null)
            {
                _byScope = new(StringComparer.Ordinal);
                Enter(first);
            }

            return Enter(claim);
        }

        private Claimant? Enter(Claimant claim)
        {
            var manifest = claim.Manifest;
            var (directory, scope) = manifest.Place;
            var file = $"file:{scope?.Name}:{manifest.File.Path}";
            var together = scope is not null ? "scope:" + scope.Name : manifest.Kustomization is { } root ? "kustomization:" + root : null;
            var earlier = FindIn(file, manifest, isCertain: true)
                ?? (together is null ? null : FindIn(together, manifest, isCertain: true));

            // What is in a scope meets outside of it only what is in none.
            var others = scope is null ? "any:" : "none:";
            foreach (var above in SelfAndAbove(directory))
                earlier ??= FindIn(others + "directory:" + above, manifest, isCertain: false);
            earlier ??= FindIn(others + "below:" + directory, manifest, isCertain: false);

            Add(file, claim);
            if (together is not null)
                Add(together, claim);
            AddNear("any:");
            if (scope is null)
                AddNear("none:");
            return earlier;

            void AddNear(string seen)
            {
                Add(seen + "directory:" + directory, claim);
                foreach (var above in SelfAndAbove(directory).Skip(1))
                    Add(seen + "below:" + above, claim);
            }
        }

        private static IEnumerable<string> SelfAndAbove(string directory)
        {
            for (var current = directory; ; current = current.LastIndexOf('/') is >= 0 and var slash ? current[..slash] : "")
            {
                yield return current;
                if (current.Length == 0)
                    yield break;
            }
        }

        private Claimant? FindIn(string scope, ManifestObject manifest, bool isCertain)
        {
            foreach (var claim in _byScope!.GetValueOrDefault(scope) ?? [])
            {
                if (claim.Manifest == manifest || claim.Manifest.Identity != manifest.Identity)
                    return claim with { IsCertain = isCertain };
            }

            return null;
        }

        private void Add(string scope, Claimant claim)
        {
            if (!_byScope!.TryGetValue(scope, out var claims))
                _byScope[scope] = claims = [];

            // Two of them are enough to conflict with anything that follows.
            if (claims.Count < 2 && !claims.Exists(known => known.Manifest.Identity == claim.Manifest.Identity))
                claims.Add(claim);
        }
    }
}

/// <summary>A claim on something of which a cluster has one.</summary>
/// <param name="Manifest">Who claims it.</param>
/// <param name="Node">Where.</param>
/// <param name="IsCertain">Whether it is certain that the two are deployed together.</param>
public sealed record Claimant(ManifestObject Manifest, YamlNode Node, bool IsCertain);
