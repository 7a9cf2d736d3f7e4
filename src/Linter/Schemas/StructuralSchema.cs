using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>The JSON types that a schema allows.</summary>
[Flags]
internal enum JsonTypes
{
    /// <summary>Nothing is said.</summary>
    None = 0,

    /// <summary>A mapping.</summary>
    Object = 1,

    /// <summary>A list.</summary>
    Array = 2,

    /// <summary>Text.</summary>
    String = 4,

    /// <summary>A number without fraction.</summary>
    Integer = 8,

    /// <summary>Any number.</summary>
    Number = 16,

    /// <summary>A boolean.</summary>
    Boolean = 32,
}

/// <summary>A schema of a CustomResourceDefinition, or a part of one. What lies below is read when it is first asked for.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/types_jsonschema.go and
/// pkg/apiserver/schema/structural.go. A structural schema has no references, so it ends where its text ends.</remarks>
public sealed class StructuralSchema
{
    private readonly string _fieldName;
    private readonly string _definition;
    private readonly Dictionary<string, Lazy<StructuralSchema>> _properties = new(StringComparer.Ordinal);
    private readonly Lazy<StructuralSchema>? _items;
    private readonly Lazy<StructuralSchema>? _additional;
    private readonly Lazy<Re2Pattern?>? _pattern;
    private readonly Lazy<EnumTexts>? _enum;
    private readonly Lazy<SchemaType> _type;
    private readonly Lazy<FieldType> _fieldType;
    private readonly Lazy<SchemaField> _field;
    private readonly List<string> _required = [];
    private double? _minimum;
    private double? _maximum;

    /// <summary>Reads the schema of a whole object.</summary>
    /// <param name="source">The <c>openAPIV3Schema</c>.</param>
    /// <param name="kind">The name of the kind.</param>
    public StructuralSchema(YamlNode source, string kind)
        : this(source, kind, kind, keepsUnknown: false)
    {
    }

    private StructuralSchema(YamlNode source, string definition, string fieldName, bool keepsUnknown)
    {
        _definition = definition;
        _fieldName = fieldName;
        KeepsUnknown = keepsUnknown;
        _type = new(MakeType, LazyThreadSafetyMode.PublicationOnly);
        _fieldType = new(MakeFieldType, LazyThreadSafetyMode.PublicationOnly);
        _field = new(MakeField, LazyThreadSafetyMode.PublicationOnly);
        SaysOnlyRequired = source.Count == 1 && source["required"u8].IsSequence;
        foreach (var entry in source.Children)
        {
            switch (entry.Key)
            {
                case "type":
                    Types |= ReadType(entry.Text);
                    break;
                case "x-kubernetes-int-or-string" when IsTrue(entry):
                    Types |= JsonTypes.Integer | JsonTypes.String;
                    break;
                case "x-kubernetes-preserve-unknown-fields":
                    KeepsUnknown |= IsTrue(entry);
                    break;
                case "x-kubernetes-embedded-resource":
                    IsEmbeddedObject = IsTrue(entry);
                    break;
                case "x-kubernetes-list-type":
                    IsSet |= entry.TextEquals("set"u8);
                    break;
                case "x-kubernetes-list-map-keys":
                    MapKeys = [.. Texts(entry)];
                    break;
                case "nullable":
                    IsNullable = IsTrue(entry);
                    break;
                case "default":
                    HasDefault = !entry.IsNull;
                    Default = entry;
                    break;
                case "format":
                    Format = entry.Text;
                    break;
                case "minimum":
                    _minimum = Number(entry);
                    break;
                case "maximum":
                    _maximum = Number(entry);
                    break;
                case "exclusiveMinimum":
                    IsMinimumExclusive = IsTrue(entry);
                    break;
                case "exclusiveMaximum":
                    IsMaximumExclusive = IsTrue(entry);
                    break;
                case "multipleOf":
                    MultipleOf = Number(entry);
                    break;
                case "minLength":
                    Length = Length with { Low = Number(entry) };
                    break;
                case "maxLength":
                    Length = Length with { High = Number(entry) };
                    break;
                case "minItems":
                    ItemCount = ItemCount with { Low = Number(entry) };
                    break;
                case "maxItems":
                    ItemCount = ItemCount with { High = Number(entry) };
                    break;
                case "minProperties":
                    PropertyCount = PropertyCount with { Low = Number(entry) };
                    break;
                case "maxProperties":
                    PropertyCount = PropertyCount with { High = Number(entry) };
                    break;
                case "uniqueItems":
                    IsSet |= IsTrue(entry);
                    break;
                case "required":
                    _required.AddRange(Texts(entry));
                    break;
                case "pattern":
                    _pattern = new(() => Re2Pattern.TryCreate(entry.Text), LazyThreadSafetyMode.PublicationOnly);
                    PatternText = entry.Text;
                    break;
                case "enum" when entry.IsSequence:
                    _enum = new(() => new EnumTexts(entry), LazyThreadSafetyMode.PublicationOnly);
                    break;
                case "properties":
                    foreach (var property in entry.Children)
                        _properties.TryAdd(property.Key ?? "", Below(property, $"{definition}.{property.Key}", property.Key ?? ""));
                    break;
                case "items":
                    _items = Below(entry, definition + "[]", fieldName);
                    break;
                case "additionalProperties" when entry.IsMapping:
                    _additional = Below(entry, definition + "[*]", fieldName);
                    break;
                case "additionalProperties":
                    KeepsUnknown |= IsTrue(entry);
                    break;
                case "allOf":
                    AllOf = ReadAlternatives(entry);
                    break;
                case "anyOf":
                    AnyOf = ReadAlternatives(entry);
                    break;
                case "oneOf":
                    OneOf = ReadAlternatives(entry);
                    break;
                case "not":
                    Not = Below(entry, definition, fieldName);
                    break;
            }
        }
    }

    /// <summary>The type as the tables would have it, for messages.</summary>
    public SchemaType Type => _type.Value;

    /// <summary>What a field with this schema holds, for messages.</summary>
    public FieldType FieldType => _fieldType.Value;

    /// <summary>The field that has this schema, for messages.</summary>
    internal SchemaField Field => _field.Value;

    internal JsonTypes Types { get; }

    /// <summary>Whether fields that the schema does not list are kept. One without type is none that the API server takes: nothing is said of it.</summary>
    internal bool AllowsOtherFields => KeepsUnknown || !Types.HasFlag(JsonTypes.Object);

    internal bool IsEmbeddedObject { get; }

    internal bool IsNullable { get; }

    internal bool HasDefault { get; }

    internal YamlNode Default { get; }

    internal string Format { get; } = "";

    internal NumberRange Range => new(_minimum, _maximum);

    internal bool IsMinimumExclusive { get; }

    internal bool IsMaximumExclusive { get; }

    internal double? MultipleOf { get; }

    internal NumberRange Length { get; }

    internal NumberRange ItemCount { get; }

    internal NumberRange PropertyCount { get; }

    internal bool IsSet { get; }

    internal IReadOnlyList<string> MapKeys { get; } = [];

    internal IReadOnlyList<string> Required => _required;

    /// <summary>Whether the schema asks for fields and for nothing else: a choice between fields is written so.</summary>
    internal bool SaysOnlyRequired { get; }

    internal string PatternText { get; } = "";

    /// <summary>The pattern; null where there is none, or none that can be matched.</summary>
    internal Re2Pattern? Pattern => _pattern?.Value;

    internal EnumTexts? Enum => _enum?.Value;

    internal StructuralSchema? Items => _items?.Value;

    internal IReadOnlyList<Lazy<StructuralSchema>> AllOf { get; } = [];

    internal IReadOnlyList<Lazy<StructuralSchema>> AnyOf { get; } = [];

    internal IReadOnlyList<Lazy<StructuralSchema>> OneOf { get; } = [];

    internal Lazy<StructuralSchema>? Not { get; }

    internal IEnumerable<string> PropertyNames => _properties.Keys;

    private bool KeepsUnknown { get; }

    /// <summary>The schema of an entry: its property's, else that of all other entries; null where it has none.</summary>
    internal StructuralSchema? Find(string key) => _properties.TryGetValue(key, out var property) ? property.Value : _additional?.Value;

    /// <inheritdoc/>
    public override string ToString() => _definition;

    private static JsonTypes ReadType(string name) => name switch
    {
        "object" => JsonTypes.Object,
        "array" => JsonTypes.Array,
        "string" => JsonTypes.String,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "boolean" => JsonTypes.Boolean,
        _ => JsonTypes.None,
    };

    private static bool IsTrue(YamlNode node) => node.Value is { Kind: ScalarKind.Boolean, Boolean: true };

    private static double? Number(YamlNode node) => node.Value is { Kind: ScalarKind.Integer or ScalarKind.Float } value ? value.Float : null;

    private static IEnumerable<string> Texts(YamlNode list)
    {
        foreach (var item in list.Children)
            yield return item.Text;
    }

    // The items of a list that keeps unknown fields keep theirs: pruning/algorithm.go, skipPrune.
    private Lazy<StructuralSchema> Below(YamlNode source, string definition, string fieldName) =>
        new(() => new StructuralSchema(source, definition, fieldName, KeepsUnknown && Types == JsonTypes.Array), LazyThreadSafetyMode.PublicationOnly);

    private List<Lazy<StructuralSchema>> ReadAlternatives(YamlNode list)
    {
        var schemas = new List<Lazy<StructuralSchema>>();
        foreach (var item in list.Children)
            schemas.Add(Below(item, _definition, _fieldName));
        return schemas;
    }

    private SchemaType MakeType() => new(
        "",
        _definition,
        isBuiltIn: false,
        [.. _properties.Select(property => new SchemaField(property.Key, FieldRequirement.Optional, property.Value.Value.FieldType))],
        [],
        AllowsOtherFields || _additional is not null);

    private SchemaField MakeField() => new(_fieldName, FieldRequirement.Optional, FieldType)
    {
        Enum = _enum?.Value is { AreTexts: true } values ? new EnumValues(values.Shown) : null,
    };

    private FieldType MakeFieldType() => Types switch
    {
        JsonTypes.Object => _properties.Count > 0 ? new FieldType(this) : _additional is null ? new FieldType(FieldKind.Object) : new FieldType(FieldKind.Map, _additional.Value.FieldType),
        JsonTypes.Array => new FieldType(FieldKind.List, Items?.FieldType ?? new FieldType(FieldKind.Any)),
        JsonTypes.String => new FieldType(Format switch { "byte" => FieldKind.Bytes, "date-time" => FieldKind.Time, _ => FieldKind.String }),
        JsonTypes.Integer => new FieldType(Format == "int32" ? FieldKind.Int32 : FieldKind.Int64),
        JsonTypes.Number => new FieldType(FieldKind.Number),
        JsonTypes.Boolean => new FieldType(FieldKind.Boolean),
        JsonTypes.Integer | JsonTypes.String => new FieldType(FieldKind.IntOrString),
        _ => new FieldType(FieldKind.Any),
    };
}

/// <summary>The allowed values of a schema.</summary>
internal sealed class EnumTexts
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public EnumTexts(YamlNode list)
    {
        AreTexts = true;
        foreach (var item in list.Children)
        {
            _values.Add(CanonicalText.Of(item) ?? "");
            AreTexts &= item.Value.Kind == ScalarKind.String;
            Shown.Add(item.IsScalar ? item.Value.Kind == ScalarKind.String ? item.Text : item.Value.ToString() : "…");
        }
    }

    /// <summary>Whether all of them are texts.</summary>
    public bool AreTexts { get; }

    /// <summary>The values as a message shows them.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>Whether a value is allowed.</summary>
    public bool Contains(string canonicalText) => _values.Contains(canonicalText);
}
