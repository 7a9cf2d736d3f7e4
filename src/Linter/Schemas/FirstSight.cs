using System.Text;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Tells of most scalars that are right that they are, from their bytes alone. Of the others nothing is said: <see cref="SchemaValidator"/> reads
/// them as the API server does.</summary>
internal static class FirstSight
{
    // "false" is the longest boolean or null.
    private const int LongestWord = 5;

    // Numbers of more digits may not fit into 32 bits.
    private const int SafeDigits = 9;

    /// <summary>Whether a scalar certainly fits.</summary>
    /// <param name="document">The document.</param>
    /// <param name="scalar">The record of the scalar, no alias.</param>
    /// <param name="type">What the place holds.</param>
    /// <param name="field">The field that it belongs to.</param>
    public static bool Fits(YamlDocument document, int scalar, FieldType type, SchemaField field)
    {
        ref readonly var record = ref document[scalar];
        var isPlain = record.Style == NodeStyle.Plain;
        if (type.Kind == FieldKind.String && !isPlain && !field.RestrictsText)
            return true;
        if (!document.TryGetUtf8(scalar, out var text))
            return false;
        return type.Kind switch
        {
            FieldKind.Any => true,
            FieldKind.String => IsText(text, isPlain) && (!field.RestrictsText || IsAllowedText(text, field)),
            FieldKind.Int32 or FieldKind.Int64 or FieldKind.Number => isPlain && IsAllowedNumber(text, record, field),
            FieldKind.IntOrString => IsText(text, isPlain) || IsAllowedNumber(text, record, field),
            FieldKind.Boolean => isPlain && !record.Has(NodeFlags.Tagged) && (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8)),
            FieldKind.Bytes => IsText(text, isPlain) && !field.RestrictsText && Base64Format.IsUsual(text),
            FieldKind.Quantity => Quantity.IsUsual(text),
            _ => false,
        };
    }

    /// <summary>Whether a mapping certainly has the field of an entry: neither null nor an empty text, which is none for some types.</summary>
    /// <param name="document">The document.</param>
    /// <param name="value">The record of the entry's value, no alias.</param>
    public static bool IsSet(YamlDocument document, int value)
    {
        ref readonly var record = ref document[value];
        return record.Kind != NodeKind.Scalar
            || (document.TryGetUtf8(value, out var text) && !text.IsEmpty && (record.Style != NodeStyle.Plain || text.Length > 4 || text[0] is not ((byte)'~' or (byte)'n' or (byte)'N')));
    }

    /// <summary>Whether a scalar is a text, by its first byte and its length: no number begins so, and no boolean or null of that length.</summary>
    private static bool IsText(ReadOnlySpan<byte> text, bool isPlain) =>
        !isPlain
        || (!text.IsEmpty
            && text[0] is not ((byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'))
            && (text.Length > LongestWord || text[0] is not (
                (byte)'~' or (byte)'n' or (byte)'N' or (byte)'y' or (byte)'Y' or (byte)'t' or (byte)'T' or (byte)'f' or (byte)'F' or (byte)'o' or (byte)'O')));

    private static bool IsAllowedText(ReadOnlySpan<byte> text, SchemaField field) =>
        (field.Enum is null || field.Enum.HoldsInEveryVersion(text))
        && (field.Format is not { } format || ValueFormats.HasSimpleForm(format, text))
        && (field.Length is not { } length || (Ascii.IsValid(text) && length.Contains(text.Length)));

    private static bool IsAllowedNumber(ReadOnlySpan<byte> digits, in NodeRecord record, SchemaField field)
    {
        // A zero before others makes the number an octal one.
        if (field.Enum is not null || record.Has(NodeFlags.Tagged) || digits.Length is 0 or > SafeDigits || (digits[0] == '0' && digits.Length > 1))
            return false;
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = number * 10 + digit - '0';
        }

        return field.Range is not { } range || range.Contains(number);
    }
}
