namespace EksLint.Schemas;

/// <summary>What a field holds, in words for messages.</summary>
public static class FieldTypeText
{
    /// <summary>A noun with its article: <c>a number</c>, <c>a list of texts</c>.</summary>
    public static string Describe(this FieldType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            FieldKind.Int32 or FieldKind.Int64 => "an integer",
            FieldKind.Number => "a number",
            FieldKind.Boolean => "true or false",
            FieldKind.Quantity => "a quantity",
            FieldKind.IntOrString => "an integer or a text",
            FieldKind.List => "a list",
            FieldKind.Map or FieldKind.Object or FieldKind.Type => "a mapping",
            FieldKind.Any => "anything",
            _ => "a text",
        };
    }
}
