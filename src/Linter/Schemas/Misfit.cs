using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>The ways in which a node can fail to be what the tables say.</summary>
public enum MisfitKind
{
    /// <summary>A field that its type does not have.</summary>
    UnknownField,

    /// <summary>A scalar, list or map where another is needed.</summary>
    WrongType,

    /// <summary>A required field is absent or null.</summary>
    MissingField,

    /// <summary>A text outside the allowed ones.</summary>
    BadEnumValue,

    /// <summary>A text is needed and YAML reads a boolean or a number.</summary>
    UnquotedString,

    /// <summary>A text or number of the right kind in a form or range that is refused.</summary>
    BadFormat,

    /// <summary>A field or value that not every Kubernetes version has; whether the target has it is for the rule to ask.</summary>
    NotInEveryVersion,

    /// <summary>Fields that exclude each other are set together, or none of those of which one must be set.</summary>
    ExclusiveFields,

    /// <summary>Two items of a list share a key that the server keeps unique.</summary>
    DuplicateListKey,
}

/// <summary>A place where a node is not what the tables say: a fact, which a rule reports.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Node">The entry or item at fault; for a missing field the mapping that lacks it.</param>
/// <param name="Owner">The type that the mapping follows; null for items of plain lists and maps.</param>
/// <param name="Field">The field that the table has for the place; null for unknown fields.</param>
/// <param name="Expected">What the place should hold; null for unknown fields.</param>
public sealed record Misfit(MisfitKind Kind, YamlNode Node, SchemaType? Owner, SchemaField? Field, FieldType? Expected)
{
    /// <summary>The type of the mapping around the one at fault: a field may belong there.</summary>
    public SchemaType? OuterType { get; init; }

    /// <summary>What is wrong with the form, as the end of a sentence; null for the other kinds.</summary>
    public string? Problem { get; init; }

    /// <summary>The text that means the same and is accepted; null where there is none.</summary>
    public string? Correction { get; init; }

    /// <summary>The first version that has the field or value.</summary>
    public KubernetesVersion? Since { get; init; }

    /// <summary>The first version that no longer has the field.</summary>
    public KubernetesVersion? Removed { get; init; }

    /// <summary>The fields of which one, or at most one, may be set.</summary>
    public FieldGroup? Group { get; init; }

    /// <summary>The other node that is involved: the first of two items with one key, the first of two fields that exclude each other.</summary>
    public YamlNode Other { get; init; }
}
