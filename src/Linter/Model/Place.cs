namespace EksLint.Model;

/// <summary>Where something stands in the project: what is deployed with it, and what is near.</summary>
/// <param name="Directory">The directory from which steps up and down are counted; empty for the working directory.</param>
/// <param name="Scope">The name of what is deployed together: a kustomization, a scope of the configuration; null where only directories tell.</param>
public readonly record struct Place(string Directory, string? Scope)
{
    /// <summary>Whether what stands elsewhere can be in the same cluster as what stands here. Two scopes are two deployments; what is in none may belong to any.</summary>
    public bool Sees(Place other) => Scope is null || other.Scope is null || Scope == other.Scope;

    /// <summary>Whether the two are probably deployed together: the same scope; else the same directory, or one above the other.</summary>
    public bool IsDeployedWith(Place other) =>
        Scope is not null && other.Scope is not null ? Scope == other.Scope : IsAboveOrSame(Directory, other.Directory) || IsAboveOrSame(other.Directory, Directory);

    private static bool IsAboveOrSame(string directory, string other) =>
        directory.Length == 0
        || (other.StartsWith(directory, StringComparison.Ordinal) && (other.Length == directory.Length || other[directory.Length] == '/'));
}
