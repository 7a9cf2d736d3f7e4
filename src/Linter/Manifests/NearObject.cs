using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>What a reference to a missing object was probably meant for.</summary>
/// <param name="Name">The name of an object that is there.</param>
/// <param name="Elsewhere">The object of exactly the wanted name in another namespace; null where the name is another.</param>
public sealed record NearObject(string Name, ManifestObject? Elsewhere);
