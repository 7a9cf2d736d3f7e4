namespace EksLint.Model;

/// <summary>Where something stands in the project: what is deployed with it, and what is near.</summary>
/// <param name="Directory">The directory from which steps up and down are counted; empty for the working directory.</param>
/// <param name="Scope">The scope; null where only directories tell what is deployed together.</param>
public readonly record struct Place(string Directory, DeploymentScope? Scope)
{
    /// <summary>Whether what stands elsewhere can be in the same cluster as what stands here: not where the two belong to alternatives.</summary>
    public bool Sees(Place other) => Scope is null || other.Scope is null || Scope.CanMeet(other.Scope);

    /// <summary>Whether the two are probably deployed together: the same scope; else the same directory, or one above the other.</summary>
    public bool IsDeployedWith(Place other) =>
        Scope is not null && other.Scope is not null ? Scope == other.Scope : IsAboveOrSame(Directory, other.Directory) || IsAboveOrSame(other.Directory, Directory);

    private static bool IsAboveOrSame(string directory, string other) =>
        directory.Length == 0
        || (other.StartsWith(directory, StringComparison.Ordinal) && (other.Length == directory.Length || other[directory.Length] == '/'));
}

/// <summary>What is certainly deployed together: a kustomization with all that it lists, a scope of the configuration. One instance stands for one scope.</summary>
/// <param name="name">A name, which nothing but messages and the order of results depend on.</param>
public sealed class DeploymentScope(string name)
{
    private DeploymentScope? _family;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether both can be deployed to one cluster. Two scopes that hold the same object are alternatives: prod and dev over one base.</summary>
    public bool CanMeet(DeploymentScope other) => this == other || Family != other.Family;

    /// <summary>Finds out which scopes are alternatives.</summary>
    /// <param name="objects">All objects of a run.</param>
    public static void FindAlternatives(IEnumerable<ManifestObject> objects)
    {
        Dictionary<ObjectIdentity, DeploymentScope>? holders = null;
        foreach (var manifest in objects)
        {
            if (manifest.Scope is { } scope && !(holders ??= []).TryAdd(manifest.Identity, scope))
                scope.Family._family = holders[manifest.Identity].Family;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The scopes that are alternatives of one another, through however many others, have one family.</summary>
    private DeploymentScope Family
    {
        get
        {
            var family = this;
            while (family._family is { } above && above != family)
                family = above;

            // Shortens the way for the next who asks; what several threads write here is the same.
            if (family != this)
                _family = family;
            return family;
        }
    }
}
