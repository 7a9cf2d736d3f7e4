namespace EksLint.Schemas;

/// <summary>The kinds of values in the tables.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>An integer of 32 bits.</summary>
    Int32,

    /// <summary>An integer of 64 bits.</summary>
    Int64,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A resource quantity: text or number.</summary>
    Quantity,

    /// <summary>An integer or a text.</summary>
    IntOrString,

    /// <summary>An RFC 3339 time.</summary>
    Time,

    /// <summary>Base64.</summary>
    Bytes,

    /// <summary>Any mapping.</summary>
    Object,

    /// <summary>Anything.</summary>
    Any,

    /// <summary>A list; see <see cref="FieldType.Element"/>.</summary>
    List,

    /// <summary>A map from text; see <see cref="FieldType.Element"/>.</summary>
    Map,

    /// <summary>A type of the tables; see <see cref="FieldType.Target"/>.</summary>
    Type,
}

/// <summary>What a field, list or map holds.</summary>
public sealed class FieldType
{
    private readonly SchemaTable? _table;
    private readonly string? _group;
    private readonly string? _typeName;
    private readonly StructuralSchema? _schema;
    private SchemaType? _target;

    internal FieldType(FieldKind kind, FieldType? element = null)
    {
        Kind = kind;
        Element = element;
    }

    internal FieldType(SchemaTable table, string group, string typeName)
    {
        Kind = FieldKind.Type;
        _table = table;
        _group = group;
        _typeName = typeName;
    }

    internal FieldType(StructuralSchema schema)
    {
        Kind = FieldKind.Type;
        _schema = schema;
    }

    /// <summary>The kind of value.</summary>
    public FieldKind Kind { get; }

    /// <summary>What a list or a map holds.</summary>
    public FieldType? Element { get; }

    /// <summary>The type that a mapping must follow, read from its table or definition when first asked for; null for every other kind.</summary>
    public SchemaType? Target => _target ??= _schema?.Type ?? _table?.FindType(_group!, _typeName!);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        FieldKind.List => "[]" + Element,
        FieldKind.Map => $"map[{Element}]",
        FieldKind.Type => _schema?.ToString() ?? $"{_group}:{_typeName}",
        _ => Kind.ToString(),
    };
}
