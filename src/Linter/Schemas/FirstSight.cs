using System.Text;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Tells of most scalars that are right that they are, from their bytes alone. Of the others nothing is said: <see cref="SchemaValidator"/> reads
/// them as the API server does, and knows what to say.</summary>
internal static class FirstSight
{
    /// <summary>Whether a scalar certainly fits.</summary>
    /// <param name="document">The document.</param>
    /// <param name="scalar">The record of the scalar, no alias.</param>
    /// <param name="type">What the place holds.</param>
    /// <param name="field">The field that it belongs to.</param>
    public static bool Fits(YamlDocument document, int scalar, FieldType type, SchemaField field) => type.Kind switch
    {
        FieldKind.Any => true,
        FieldKind.String => IsText(document, scalar) && (!field.RestrictsText || IsAllowedText(document, scalar, field)),
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Number =>
            document.GetValue(scalar) is { Kind: ScalarKind.Integer } number && IsAllowedNumber(number.Integer, type, field),
        FieldKind.IntOrString =>
            IsText(document, scalar) || (document.GetValue(scalar) is { Kind: ScalarKind.Integer } number && IsAllowedNumber(number.Integer, type, field)),
        FieldKind.Boolean => document.GetValue(scalar).Kind == ScalarKind.Boolean,
        FieldKind.Quantity => document.TryGetUtf8(scalar, out var amount) && Quantity.IsUsual(amount),
        FieldKind.Bytes =>
            IsText(document, scalar) && !field.RestrictsText && document.TryGetUtf8(scalar, out var bytes) && Base64Format.IsUsual(bytes),
        _ => false,
    };

    /// <summary>Whether a mapping certainly has the field of an entry: neither null nor an empty text, which is none for some types.</summary>
    /// <param name="document">The document.</param>
    /// <param name="value">The record of the entry's value, no alias.</param>
    public static bool IsSet(YamlDocument document, int value) =>
        document[value].Kind != NodeKind.Scalar
        || IsPlainText(document, value)
        || (document.TryGetUtf8(value, out var text) && !text.IsEmpty && !document.IsNull(value));

    private static bool IsText(YamlDocument document, int scalar) =>
        IsPlainText(document, scalar) || document[scalar].Style != NodeStyle.Plain || document.GetValue(scalar).Kind == ScalarKind.String;

    private static bool IsPlainText(YamlDocument document, int scalar)
    {
        ref readonly var record = ref document[scalar];
        var length = record.End - record.Start;
        return record.Style == NodeStyle.Plain && length > 0 && record.Has(NodeFlags.Verbatim) && ScalarValue.IsText(document.File.Text[record.Start], length);
    }

    private static bool IsAllowedText(YamlDocument document, int scalar, SchemaField field) =>
        document.TryGetUtf8(scalar, out var text)
        && (field.Enum is null || field.Enum.HoldsInEveryVersion(text))
        && (field.Format is not { } format || ValueFormats.HasSimpleForm(format, text))
        && (field.Length is not { } length || (Ascii.IsValid(text) && length.Contains(text.Length)));

    private static bool IsAllowedNumber(long number, FieldType type, SchemaField field) =>
        field.Enum is null
        && (type.Kind != FieldKind.Int32 || number is >= int.MinValue and <= int.MaxValue)
        && (field.Range is not { } range || range.Contains(number));
}
