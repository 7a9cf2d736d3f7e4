using System.Text.Json.Nodes;

namespace EksLint.Tests.Schemas;

/// <summary>Makes random structural schemas, and for each of them objects that fit it or almost do.</summary>
/// <remarks>What JSON Schema and the API server see differently is not made: tests/compare-with-ajv.sh lists it.</remarks>
internal sealed class StructuralCaseGenerator(Random random)
{
    private const int Deepest = 3;

    private static readonly string[] Names = ["alpha", "beta", "gamma", "delta"];
    private static readonly string[] Alternatives = ["allOf", "anyOf", "oneOf", "not"];
    private static readonly string[] Words = ["a", "ab", "abc", "x1", "x-1", "Fast", "Slow", "äöü", "", "yes", "1"];
    private static readonly string[] Patterns = ["^a", "b$", "^[a-z]+$", @"^x-?\d$", "^(Fast|Slow)$", "^.{2,3}$", @"^[^\s]*$"];
    private static readonly (string Name, string Right, string Wrong)[] Formats =
    [
        ("date-time", "2026-01-31T08:00:00Z", "2026-01-31"), ("date", "2026-01-31", "2026-02-31"), ("ipv4", "10.0.0.1", "10.0.0"),
        ("ipv6", "fd00::1", "fd00:::1"), ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"), ("byte", "YWJj", "YWJ"), ("unknown", "a", "b"),
    ];

    /// <summary>A schema for <c>spec</c> in a whole one.</summary>
    public JsonObject MakeSchema() => new() { ["type"] = "object", ["properties"] = new JsonObject { ["spec"] = MakeObject(0) } };

    /// <summary>An object, as often wrong as right.</summary>
    public JsonObject MakeInstance(JsonObject schema) => new() { ["spec"] = MakeValue((JsonObject)schema["properties"]!["spec"]!) };

    private JsonObject MakeAny(int depth)
    {
        var schema = random.Next(depth < Deepest ? 9 : 6) switch
        {
            0 or 1 => MakeText(),
            2 or 3 => MakeNumber("integer"),
            4 => MakeNumber("number"),
            5 => random.Next(2) == 0 ? new JsonObject { ["type"] = "boolean" } : new JsonObject { ["x-kubernetes-int-or-string"] = true },
            6 => MakeList(depth),
            7 => new JsonObject { ["type"] = "object", ["additionalProperties"] = MakeAny(depth + 1) },
            _ => MakeObject(depth),
        };
        // Alternatives are not asked about null: kube-openapi, pkg/validation/validate/schema.go, Validate.
        if (Sometimes(8) && Alternatives.All(word => schema[word] is null))
            schema["nullable"] = true;
        return schema;
    }

    private JsonObject MakeObject(int depth)
    {
        var properties = new JsonObject();
        foreach (var name in Names.Where(_ => !Sometimes(3)))
            properties[name] = MakeAny(depth + 1);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (Sometimes(3))
            schema["required"] = new JsonArray(Any(Names));
        if (Sometimes(6))
            schema["x-kubernetes-preserve-unknown-fields"] = true;
        if (Sometimes(6))
            schema[Any("minProperties", "maxProperties")] = random.Next(1, 4);
        if (Sometimes(3))
            schema[Any("anyOf", "oneOf", "allOf")] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => MakePart(properties))]);
        if (Sometimes(6))
            schema["not"] = MakePart(properties);
        return schema;
    }

    /// <summary>A part of allOf, anyOf, oneOf or not: it says more of values, and neither types nor new fields.</summary>
    private JsonObject MakePart(JsonObject properties)
    {
        var part = new JsonObject();
        if (Sometimes(2))
            part["required"] = new JsonArray(Any(Names));
        if (properties.Count > 0 && Sometimes(2))
        {
            var (name, schema) = properties.ElementAt(random.Next(properties.Count));
            part["properties"] = new JsonObject { [name] = schema!["type"]?.GetValue<string>() switch { "string" => WithoutType(MakeText()), "integer" or "number" => WithoutType(MakeNumber("integer")), _ => [] } };
        }

        if (Sometimes(6))
            part[Any("anyOf", "oneOf", "allOf")] = new JsonArray(MakePart(properties), MakePart(properties));
        return part;
    }

    private JsonObject MakeText()
    {
        var schema = new JsonObject { ["type"] = "string" };
        switch (random.Next(8))
        {
            case 0:
                schema["enum"] = new JsonArray("Fast", "Slow", "");
                break;
            case 1:
                schema["pattern"] = Any(Patterns);
                break;
            case 2:
                schema["minLength"] = random.Next(3);
                schema["maxLength"] = random.Next(2, 5);
                break;
            case 3:
                schema["format"] = Formats[random.Next(Formats.Length)].Name;
                break;
        }

        return schema;
    }

    private JsonObject MakeNumber(string type)
    {
        var schema = new JsonObject { ["type"] = type };
        switch (random.Next(8))
        {
            case 0:
                schema["minimum"] = random.Next(-2, 4);
                schema["exclusiveMinimum"] = Sometimes(2);
                break;
            case 1:
                schema["maximum"] = random.Next(2, 6);
                schema["exclusiveMaximum"] = Sometimes(2);
                break;
            case 2:
                schema["multipleOf"] = random.Next(1, 4);
                break;
            case 3:
                schema["enum"] = new JsonArray(1, 2, 4);
                break;
        }

        return schema;
    }

    private JsonObject MakeList(int depth)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = MakeAny(depth + 1) };
        if (Sometimes(3))
            schema[Any("minItems", "maxItems")] = random.Next(1, 3);
        if (Sometimes(4))
            schema["x-kubernetes-list-type"] = "set";
        return schema;
    }

    private static JsonObject WithoutType(JsonObject schema)
    {
        schema.Remove("type");
        return schema;
    }

    private JsonNode? MakeValue(JsonObject schema)
    {
        if (schema["nullable"] is not null && Sometimes(4))
            return null;
        if (Sometimes(60))
            return MakeScalar();
        switch (schema["type"]?.GetValue<string>())
        {
            case "object":
                return MakeMapping(schema);
            case "array":
                return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Sometimes(60) ? null : MakeValue((JsonObject)schema["items"]!))]);
            case "string":
                return schema["format"]?.GetValue<string>() is { } format && Formats.First(known => known.Name == format) is var known
                    ? Sometimes(8) ? known.Wrong : known.Right
                    : AnyWord(schema);
            case "integer":
                return Sometimes(30) ? JsonValue.Create(1.5) : Sometimes(10) ? JsonNode.Parse("2.0") : JsonValue.Create(random.Next(-3, 8));
            case "number":
                return Sometimes(3) ? JsonValue.Create(random.Next(-3, 8) + 0.5) : JsonValue.Create(random.Next(-3, 8));
            case "boolean":
                return JsonValue.Create(Sometimes(2));
            default:
                return MakeScalar();
        }
    }

    // Half of the texts of an enum are right.
    private string AnyWord(JsonObject schema) =>
        schema["enum"] is JsonArray allowed && Sometimes(2) ? allowed[random.Next(allowed.Count)]!.GetValue<string>() : Any(Words);

    private JsonObject MakeMapping(JsonObject schema)
    {
        var mapping = new JsonObject();
        var properties = schema["properties"] as JsonObject;
        foreach (var name in Names.Where(_ => !Sometimes(3)))
        {
            var inner = properties?[name] ?? schema["additionalProperties"];
            if (inner is JsonObject known)
            {
                // Null for what is not nullable is dropped by the API server, and wrong in JSON Schema.
                var value = MakeValue(known);
                if (value is not null || known["nullable"] is not null)
                    mapping[name] = value;
            }
            else if (Sometimes(schema["x-kubernetes-preserve-unknown-fields"] is null ? 12 : 2))
            {
                mapping[name] = MakeScalar();
            }
        }

        return mapping;
    }

    private JsonNode MakeScalar() => random.Next(4) switch
    {
        0 => JsonValue.Create(random.Next(-3, 8)),
        1 => JsonValue.Create(Sometimes(2)),
        2 => JsonValue.Create(random.Next(10) / 4.0),
        _ => JsonValue.Create(Any(Words)),
    };

    private bool Sometimes(int oneIn) => random.Next(oneIn) == 0;

    private string Any(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
}
