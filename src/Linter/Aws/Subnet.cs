using EksLint.Syntax;

namespace EksLint.Aws;

/// <summary>A tag of a subnet.</summary>
/// <param name="Key">The key; where a part of it is not known, as it is written.</param>
/// <param name="Value">The value; null where it cannot be known from the file.</param>
/// <param name="KeyNode">The scalar that holds the key.</param>
/// <param name="ValueNode">The scalar that holds the value; missing where none is written.</param>
public sealed record SubnetTag(string Key, string? Value, YamlNode KeyNode, YamlNode ValueNode)
{
    /// <summary>Whether the key stands in the file as it is, so that it can be mended there.</summary>
    public bool IsKeyWritten => IsWritten(KeyNode);

    /// <summary>Whether the value stands in the file as it is: not the default of a parameter, nor what a function comes to.</summary>
    public bool IsValueWritten => IsWritten(ValueNode);

    // A tag of the template language (!Ref) makes an expression of a scalar.
    private static bool IsWritten(YamlNode node) => node is { IsScalar: true, IsAlias: false, Tag: not ['!', not '!', ..] };
}

/// <summary>What kind of file describes a subnet.</summary>
public enum SubnetSource
{
    /// <summary>A CloudFormation template: what it says can be mended in the file.</summary>
    Template,

    /// <summary>The output of the AWS CLI: a record of what is, which only a command can mend.</summary>
    Snapshot,
}

/// <summary>A subnet as a file describes it.</summary>
/// <param name="Node">The mapping that describes it.</param>
/// <param name="Name">What to call it: the logical id in a template, the subnet id in a snapshot.</param>
/// <param name="Vpc">What tells its VPC apart within the file: an id or a logical id; null where it is not known.</param>
/// <param name="Tags">The tags that the file gives it.</param>
/// <param name="AreTagsComplete">Whether the subnet can have no other tags: false where a value or the list cannot be evaluated.</param>
/// <param name="IsPublic">Whether its route table leads to an internet gateway (where no routes are known, whether it maps public addresses); null where
/// neither is known.</param>
public sealed record Subnet(YamlNode Node, string Name, string? Vpc, IReadOnlyList<SubnetTag> Tags, bool AreTagsComplete, bool? IsPublic)
{
    /// <summary>The file that describes it.</summary>
    public SourceFile File => Node.Document.File;

    /// <summary>What kind of file that is.</summary>
    public SubnetSource Source { get; init; }

    /// <summary>The node to point at when the subnet is meant.</summary>
    public YamlNode NameNode { get; init; } = Node;

    /// <summary>The list of its tags; missing where it has none.</summary>
    public YamlNode TagsNode { get; init; }

    /// <summary>What says whether it is public: the gateway of a route, the association with a table, or MapPublicIpOnLaunch.</summary>
    public YamlNode PublicNode { get; init; }
}
