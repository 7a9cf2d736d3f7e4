using System.Text;
using System.Text.Json;

namespace EksLint.Configuration;

/// <summary>Writes the JSON schema of configuration files, by which editors complete and check them.</summary>
public static class ConfigurationSchema
{
    private const string Address = "https://raw.githubusercontent.com/ekslint/ekslint/main/ekslint.schema.json";
    private const string RulePattern = "^([Aa]ll|EKS[0-9]{0,4}|[A-Za-z]+|[a-z0-9]+(-[a-z0-9]+)+)$";

    /// <summary>The schema, as the repository holds it in <c>ekslint.schema.json</c>.</summary>
    public static string Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            writer.WriteString("$id", Address);
            writer.WriteString("title", ".ekslint.yaml");
            WriteBody(writer, ConfigurationShape.Root);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, ConfigurationShape shape)
    {
        writer.WriteStartObject();
        WriteBody(writer, shape);
        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, ConfigurationShape shape)
    {
        writer.WriteString("description", shape.Description);
        switch (shape)
        {
            case MappingShape mapping:
                WriteMapping(writer, mapping);
                break;
            case ListShape list:
                WriteTypes(writer, "array", "null");
                writer.WritePropertyName("items");
                Write(writer, list.Item);
                break;
            case RulesShape:
                WriteTypes(writer, "object", "null");
                writer.WriteStartObject("propertyNames");
                writer.WriteString("pattern", RulePattern);
                writer.WriteEndObject();
                writer.WriteStartObject("additionalProperties");
                WriteSeverity(writer);
                writer.WriteEndObject();
                break;
            case ScalarShape scalar:
                WriteScalar(writer, scalar.Meaning);
                break;
        }
    }

    private static void WriteMapping(Utf8JsonWriter writer, MappingShape mapping)
    {
        WriteTypes(writer, "object", "null");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var field in mapping.Fields)
        {
            writer.WritePropertyName(field.Key);
            Write(writer, field.Value);
        }

        writer.WriteEndObject();
        var required = mapping.Fields.Where(static field => field.IsRequired).Select(static field => field.Key).ToList();
        if (required.Count > 0)
        {
            writer.WriteStartArray("required");
            foreach (var key in required)
                writer.WriteStringValue(key);
            writer.WriteEndArray();
        }

        if (!mapping.IsRestricted)
            return;
        writer.WriteStartArray("anyOf");
        foreach (var key in (string[])["files", "objects"])
        {
            writer.WriteStartObject();
            writer.WriteStartArray("required");
            writer.WriteStringValue(key);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter writer, ScalarMeaning meaning)
    {
        switch (meaning)
        {
            case ScalarMeaning.Boolean:
                writer.WriteString("type", "boolean");
                break;
            case ScalarMeaning.Severity:
                WriteSeverity(writer);
                break;
            case ScalarMeaning.KubernetesVersion:
                // An unquoted 1.33 is a number.
                WriteTypes(writer, "string", "number");
                break;
            case ScalarMeaning.PortRange:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", "^[0-9]+-[0-9]+$");
                break;
            case ScalarMeaning.Cidr:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", "^[0-9a-fA-F.:]+/[0-9]+$");
                break;
            case ScalarMeaning.PathGlob:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", "^[^/!\\\\][^\\\\]*$");
                break;
            case ScalarMeaning.Name:
                writer.WriteString("type", "string");
                writer.WriteNumber("minLength", 1);
                break;
            default:
                writer.WriteString("type", "string");
                break;
        }
    }

    /// <summary>An unquoted <c>off</c> is false to a reader of YAML 1.1.</summary>
    private static void WriteSeverity(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("enum");
        foreach (var word in SeverityWords.All)
            writer.WriteStringValue(word);
        writer.WriteBooleanValue(false);
        writer.WriteEndArray();
    }

    private static void WriteTypes(Utf8JsonWriter writer, params ReadOnlySpan<string> types)
    {
        writer.WriteStartArray("type");
        foreach (var type in types)
            writer.WriteStringValue(type);
        writer.WriteEndArray();
    }
}
