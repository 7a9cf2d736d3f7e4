using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>A typed view over a node; a view over a missing node is a value too.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface INodeView<TSelf>
    where TSelf : struct, INodeView<TSelf>
{
    /// <summary>The node.</summary>
    YamlNode Node { get; }

    /// <summary>Looks at a node as this type; nothing is checked.</summary>
    static abstract TSelf From(YamlNode node);
}

/// <summary>A typed view over a whole object.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IKindView<TSelf>
    where TSelf : struct, IKindView<TSelf>
{
    /// <summary>The apiVersion of the kind.</summary>
    static abstract string ApiVersion { get; }

    /// <summary>The name of the kind.</summary>
    static abstract string Kind { get; }

    /// <summary>The object.</summary>
    ManifestObject Manifest { get; }

    /// <summary>The root of the object.</summary>
    YamlNode Node { get; }

    /// <summary>Looks at an object as this kind; nothing is checked.</summary>
    static abstract TSelf From(ManifestObject manifest);
}
