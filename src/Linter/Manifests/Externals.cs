using System.IO.Enumeration;

namespace EksLint.Manifests;

/// <summary>Objects that exist though no manifest of the project holds them: <c>externals</c> of the configuration.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace, in which <c>*</c> stands for anything; null for every namespace.</param>
/// <param name="Name">The name, in which <c>*</c> stands for anything.</param>
public sealed record ExternalObject(string Kind, string? Namespace, string Name)
{
    /// <summary>Whether an object is meant.</summary>
    public bool Covers(string kind, string objectNamespace, string name) =>
        Kind == kind
        && (Namespace is null || FileSystemName.MatchesSimpleExpression(Namespace, objectNamespace, ignoreCase: false))
        && FileSystemName.MatchesSimpleExpression(Name, name, ignoreCase: false);
}
