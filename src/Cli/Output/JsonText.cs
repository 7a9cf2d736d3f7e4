using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EksLint.Cli.Output;

/// <summary>
/// Writes strings into JSON so that they may stand in a terminal or a log: the same characters are escaped as in text, but in JSON's own way, so that a
/// reader gets back exactly what was there. The writer's own encoders either escape every quote and every foreign letter or let bidirectional overrides pass.
/// </summary>
internal static class JsonText
{
    /// <summary>Indented with LF, so that two runs can be compared line by line on every system.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes a property that holds a string.</summary>
    public static void WriteText(this Utf8JsonWriter writer, string name, string value)
    {
        writer.WritePropertyName(name);
        writer.WriteTextValue(value);
    }

    /// <summary>Writes a string.</summary>
    public static void WriteTextValue(this Utf8JsonWriter writer, string value) => writer.WriteRawValue(Quote(value), skipInputValidation: true);

    private static string Quote(string value)
    {
        Span<char> units = stackalloc char[2];
        var result = new StringBuilder(value.Length + 2).Append('"');
        for (var i = 0; i < value.Length;)
        {
            Rune.DecodeFromUtf16(value.AsSpan(i), out var rune, out var length);
            if (rune.Value is '"' or '\\')
                result.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n')
                result.Append("\\n");
            else if (SafeText.IsUnsafe(rune) || SafeText.OpensLogCommand(value, i))
                AppendEscaped(result, value.AsSpan(i, length));
            else
                result.Append(units[..rune.EncodeToUtf16(units)]);
            i += length;
        }

        return result.Append('"').ToString();
    }

    private static void AppendEscaped(StringBuilder result, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            result.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
    }
}
