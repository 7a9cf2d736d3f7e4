using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Tests.Schemas;

/// <summary>A node of a generated document: what it holds, what the table says of it, and, once written, where it stands.</summary>
internal sealed class GeneratedNode
{
    public string? Key { get; init; }

    /// <summary>The text of a scalar; null for collections.</summary>
    public string? Scalar { get; set; }

    /// <summary>Whether the scalar must be in quotes to be text.</summary>
    public bool IsText { get; set; }

    public bool IsList { get; set; }

    public List<GeneratedNode> Children { get; } = [];

    /// <summary>The field, or the one whose list or map holds the node; null for the root.</summary>
    public SchemaField? Field { get; init; }

    /// <summary>What the place must hold; null for the root.</summary>
    public FieldType? Type { get; init; }

    /// <summary>The type that the mapping follows; null for everything else.</summary>
    public SchemaType? Target { get; init; }

    public SourceSpan KeySpan { get; set; }

    public SourceSpan ValueSpan { get; set; }

    /// <summary>Where a finding about the node points, as <see cref="YamlNode.HeadSpan"/> has it.</summary>
    public SourceSpan HeadSpan => Scalar is not null || Key is null ? ValueSpan : KeySpan;

    /// <summary>The node and all below it.</summary>
    public IEnumerable<GeneratedNode> All() => Children.SelectMany(static child => child.All()).Prepend(this);

    public void BecomeScalar(string text, bool isText)
    {
        Children.Clear();
        IsList = false;
        Scalar = text;
        IsText = isText;
    }

    public void BecomeList(params ReadOnlySpan<GeneratedNode> items)
    {
        Scalar = null;
        IsList = true;
        Children.Clear();
        Children.AddRange(items);
    }
}
