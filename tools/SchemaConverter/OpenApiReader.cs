using System.Text.Json;

namespace EksLint.SchemaConverter;

/// <summary>Reads the OpenAPI documents of a Kubernetes version: v3 (<c>components.schemas</c>, a document a group) or Swagger v2 (<c>definitions</c>).</summary>
/// <remarks>kubernetes/kubernetes, api/openapi-spec: a definition is named by its Go package and type, and a kind says its group and version in
/// <c>x-kubernetes-group-version-kind</c>.</remarks>
internal sealed class OpenApiReader
{
    private const string MetaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1";

    private static readonly string[] Scopes = ["sub", "cluster", "ns"];

    private static readonly Dictionary<string, string> Simple = new(StringComparer.Ordinal)
    {
        ["io.k8s.apimachinery.pkg.api.resource.Quantity"] = "quantity",
        ["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = "intOrString",
        [MetaPackage + ".Time"] = "time",
        [MetaPackage + ".MicroTime"] = "time",
        [MetaPackage + ".FieldsV1"] = "object",
        ["io.k8s.apimachinery.pkg.runtime.RawExtension"] = "object",
    };

    private readonly Dictionary<string, JsonElement> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal) { [MetaPackage] = "meta" };
    private readonly Dictionary<(string ApiVersion, string Kind), (string Plural, string Scope)> _resources = [];
    private readonly Table _table = new();

    private OpenApiReader()
    {
    }

    /// <summary>Makes the table of one Kubernetes version.</summary>
    public static Table Read(IEnumerable<JsonElement> documents)
    {
        var reader = new OpenApiReader();
        foreach (var document in documents)
        {
            var schemas = document.TryGetProperty("definitions", out var definitions) ? definitions : document.GetProperty("components").GetProperty("schemas");
            foreach (var schema in schemas.EnumerateObject())
                reader._definitions[schema.Name] = schema.Value;
            if (document.TryGetProperty("paths", out var paths))
                reader.ReadPaths(paths);
        }

        reader.ReadKinds();
        return reader._table;
    }

    /// <summary>Where an object lives is in the paths under which it is made; all objects of a namespaced kind are listed under another.</summary>
    private void ReadPaths(JsonElement paths)
    {
        foreach (var path in paths.EnumerateObject())
        {
            var parts = path.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var resource = parts is ["api", ..] ? 2 : 3;
            if (parts.Length <= resource || parts[resource] == "watch")
                continue;
            var isNamespaced = parts.Length > resource + 2 && parts[resource] == "namespaces" && parts[resource + 1] == "{namespace}";
            resource += isNamespaced ? 2 : 0;
            var scope = parts.Length > resource + 2 ? "sub" : isNamespaced ? "ns" : "cluster";
            foreach (var operation in path.Value.EnumerateObject())
            {
                if (operation.Value.ValueKind != JsonValueKind.Object || !operation.Value.TryGetProperty("x-kubernetes-group-version-kind", out var kind))
                    continue;
                var key = (ApiVersionOf(kind), kind.GetProperty("kind").GetString()!);
                if (Array.IndexOf(Scopes, scope) > Array.IndexOf(Scopes, _resources.GetValueOrDefault(key).Scope))
                    _resources[key] = (scope == "sub" ? "" : parts[resource], scope);
            }
        }
    }

    private void ReadKinds()
    {
        var kinds = new List<(string Definition, string ApiVersion, string Kind)>();
        foreach (var (name, schema) in _definitions)
        {
            if (!schema.TryGetProperty("x-kubernetes-group-version-kind", out var list) || list.GetArrayLength() != 1)
                continue;
            var (apiVersion, kind) = (ApiVersionOf(list[0]), list[0].GetProperty("kind").GetString()!);
            if (PackageOf(name) == MetaPackage)
                continue;
            _sections.TryAdd(PackageOf(name), apiVersion);
            if (!kind.EndsWith("List", StringComparison.Ordinal) || !schema.GetProperty("properties").TryGetProperty("items", out _))
                kinds.Add((name, apiVersion, kind));
        }

        foreach (var (definition, apiVersion, kind) in kinds)
        {
            var (plural, scope) = _resources.GetValueOrDefault((apiVersion, kind), ("", "sub"));
            _table.Section(apiVersion).Kinds[kind] = plural.Length == 0 ? $"kind {kind} {scope}" : $"kind {kind} {scope} {plural}";
            ReadType(definition);
        }
    }

    private void ReadType(string definition)
    {
        var section = _table.Section(_sections[PackageOf(definition)]);
        var name = NameOf(definition);
        if (section.Types.ContainsKey(name))
            return;
        var schema = _definitions[definition];
        var type = section.Types[name] = new TableType();
        var isKind = schema.TryGetProperty("x-kubernetes-group-version-kind", out var kinds) && kinds.GetArrayLength() == 1;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static item => item.GetString()).ToHashSet(StringComparer.Ordinal) : [];
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in properties.EnumerateObject())
        {
            if (!isKind || property.Name is not ("apiVersion" or "kind"))
                type.Fields[property.Name] = ReadField(property, PackageOf(definition), required.Contains(property.Name));
        }
    }

    private TableField ReadField(JsonProperty property, string package, bool isRequired)
    {
        var schema = property.Value;
        var field = new TableField(property.Name, TypeOf(schema, package)) { Mark = isRequired ? "!" : "" };
        var values = schema.TryGetProperty("enum", out var own) || (schema.TryGetProperty("items", out var items) && items.TryGetProperty("enum", out own)) ? own : default;
        if (values.ValueKind == JsonValueKind.Array)
            field.With("enum", string.Join('|', values.EnumerateArray().Select(static value => TableText.Escape(value.GetString()!))));
        if (schema.TryGetProperty("default", out var standard) && DefaultText(standard) is { } text)
            field.With("default", text);
        if (schema.TryGetProperty("x-kubernetes-list-map-keys", out var keys))
            field.With("key", string.Join(',', keys.EnumerateArray().Select(static key => key.GetString())));
        else if (field.Type.StartsWith("[]", StringComparison.Ordinal) && schema.TryGetProperty("x-kubernetes-patch-merge-key", out var key))
            field.With("key", key.GetString());
        if (schema.TryGetProperty("x-kubernetes-list-type", out var list) && list.ValueEquals("set"))
            field.With("set");
        if (IsDeprecated(schema))
            field.With("deprecated");
        return field;
    }

    /// <summary>Zero values are what Go has anyway, and not written.</summary>
    private static string? DefaultText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => TableText.Escape(text),
        JsonValueKind.Number when value.GetRawText() is not "0" and var number => number,
        JsonValueKind.True => "true",
        _ => null,
    };

    private static bool IsDeprecated(JsonElement schema) =>
        schema.TryGetProperty("description", out var description) && description.GetString()!.Contains("deprecated:", StringComparison.OrdinalIgnoreCase);

    private string TypeOf(JsonElement schema, string package)
    {
        // A reference with a default or a description beside it stands in allOf.
        if (schema.TryGetProperty("allOf", out var parts))
            schema = parts[0];
        if (schema.TryGetProperty("$ref", out var reference))
            return TypeOfReference(reference.GetString()!, package);
        var format = schema.TryGetProperty("format", out var stated) ? stated.GetString() : "";
        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : "")
        {
            case "string":
                return format switch { "date-time" => "time", "byte" => "bytes", "int-or-string" => "intOrString", _ => "string" };
            case "integer":
                return format == "int64" ? "int64" : "int32";
            case "number":
                return "number";
            case "boolean":
                return "bool";
            case "array":
                return "[]" + TypeOf(schema.GetProperty("items"), package);
            case "object":
                return !schema.TryGetProperty("additionalProperties", out var values) ? "object" : $"map[{TypeOf(values, package)}]";
            default:
                return "any";
        }
    }

    private string TypeOfReference(string reference, string package)
    {
        var definition = reference[(reference.LastIndexOf('/') + 1)..];
        if (Simple.TryGetValue(definition, out var simple))
            return simple;

        // A schema or a list of them: manifests have the first, and the API server takes no other.
        if (definition.EndsWith(".JSONSchemaPropsOrArray", StringComparison.Ordinal))
            return NameOf(definition)[..^"OrArray".Length];

        // What is no object has no type of its own in a table.
        var schema = _definitions[definition];
        if (!schema.TryGetProperty("properties", out _))
            return TypeOf(schema, package);
        ReadType(definition);
        return PackageOf(definition) == package ? NameOf(definition) : $"{_sections[PackageOf(definition)]}:{NameOf(definition)}";
    }

    private static string ApiVersionOf(JsonElement kind)
    {
        var group = kind.GetProperty("group").GetString()!;
        var version = kind.GetProperty("version").GetString()!;
        return group.Length == 0 ? version : $"{group}/{version}";
    }

    private static string PackageOf(string definition) => definition[..definition.LastIndexOf('.')];

    private static string NameOf(string definition) => definition[(definition.LastIndexOf('.') + 1)..];
}
