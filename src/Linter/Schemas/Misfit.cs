using EksLint.Syntax;

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
}

/// <summary>A place where a node is not what the tables say: a fact, which a rule reports.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Node">The entry or item at fault; for a missing field the mapping that lacks it.</param>
/// <param name="Owner">The type that the mapping follows; null for items of plain lists and maps.</param>
/// <param name="Field">The field that the table has for the place; null for unknown fields.</param>
/// <param name="Expected">What the place should hold; null for unknown fields.</param>
public readonly record struct Misfit(MisfitKind Kind, YamlNode Node, SchemaType? Owner, SchemaField? Field, FieldType? Expected)
{
    /// <summary>The type of the mapping around the one at fault: a field may belong there.</summary>
    public SchemaType? OuterType { get; init; }

    /// <summary>What is wrong with the form, as the end of a sentence; null for the other kinds.</summary>
    public string? Problem { get; init; }
}
