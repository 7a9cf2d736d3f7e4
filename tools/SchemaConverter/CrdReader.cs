using EksLint.Syntax;

namespace EksLint.SchemaConverter;

/// <summary>Reads CustomResourceDefinitions: each version becomes a section, each object in a schema a type.</summary>
/// <remarks>What a table has no word for (patterns, expressions, alternatives of values) is left out: a table may only be laxer than the definition.</remarks>
internal sealed class CrdReader
{
    // The pattern by which controller-gen writes a resource.Quantity.
    private const string QuantityPattern = @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))";

    private readonly string _kind;
    private readonly SortedDictionary<string, TableType> _types;
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    private CrdReader(string kind, SortedDictionary<string, TableType> types)
    {
        _kind = kind;
        _types = types;
    }

    /// <summary>Puts the kinds of a file into a table, in place of what it had of them; gives what was read, a line each.</summary>
    public static IEnumerable<string> Read(Table table, SourceFile file)
    {
        foreach (var root in YamlParser.Parse(file).Documents.Select(static document => document.Root).Where(static root => root["kind"u8].TextEquals("CustomResourceDefinition"u8)))
        {
            var spec = root["spec"u8];
            var names = spec["names"u8];
            var kind = names["kind"u8].Text;
            var scope = spec["scope"u8].TextEquals("Cluster"u8) ? "cluster" : "ns";
            foreach (var version in spec["versions"u8].Children)
            {
                if (version["served"u8].TextEquals("false"u8))
                    continue;
                var apiVersion = $"{spec["group"u8].Text}/{version["name"u8].Text}";
                var section = table.Section(apiVersion);
                section.Kinds[kind] = $"kind {kind} {scope} {names["plural"u8].Text}" + (version["deprecated"u8].TextEquals("true"u8) ? " deprecated" : "");
                section.Types.Remove(kind);
                RemoveUnused(section);
                new CrdReader(kind, section.Types).ReadRoot(version["schema"u8]["openAPIV3Schema"u8]);
                yield return $"{apiVersion} {kind}";
            }
        }
    }

    /// <summary>Types that no kind reaches any more.</summary>
    private static void RemoveUnused(Section section)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(section.Kinds.Keys);
        while (open.TryPop(out var name))
        {
            if (!section.Types.TryGetValue(name, out var type) || !reached.Add(name))
                continue;
            foreach (var field in type.Fields.Values)
                open.Push(field.Type.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries)[^1]);
        }

        foreach (var name in section.Types.Keys.Where(name => !reached.Contains(name)).ToList())
            section.Types.Remove(name);
    }

    private void ReadRoot(YamlNode schema)
    {
        var type = new TableType();
        foreach (var property in schema["properties"u8].Children)
        {
            if (property.Key is "metadata")
                type.Fields["metadata"] = new TableField("metadata", "meta:ObjectMeta");
            else if (property.Key is not ("apiVersion" or "kind"))
                type.Fields[property.Key!] = ReadField(property, [property.Key!], IsRequired(schema, property.Key!));
        }

        _types[_kind] = type;
    }

    private static bool IsRequired(YamlNode schema, string name)
    {
        foreach (var item in schema["required"u8].Children)
        {
            if (item.Text == name)
                return true;
        }

        return false;
    }

    private TableField ReadField(YamlNode schema, string[] path, bool isRequired)
    {
        var field = new TableField(path[^1], TypeOf(schema, path)) { Mark = isRequired ? "!" : "" };

        // What is said of the items of a list stands in the list's line.
        var value = schema["items"u8] is { Exists: true } items ? items : schema["additionalProperties"u8] is { IsMapping: true } values ? values : schema;
        if (value["enum"u8] is { IsSequence: true, Count: > 0 } allowed)
            field.With("enum", string.Join('|', Texts(allowed).Select(TableText.Escape)));
        AddRange(field, "range", value["minimum"u8], value["maximum"u8]);
        AddRange(field, "len", value["minLength"u8], value["maxLength"u8]);
        AddRange(field, "items", schema["minItems"u8], schema["maxItems"u8]);
        if (schema["default"u8] is { IsScalar: true } standard && !standard.IsNull)
            field.With("default", TableText.Escape(standard.Text));
        if (schema["x-kubernetes-list-map-keys"u8] is { IsSequence: true } keys)
            field.With("key", string.Join(',', Texts(keys)));
        if (schema["x-kubernetes-list-type"u8].TextEquals("set"u8))
            field.With("set");
        return field;
    }

    private static void AddRange(TableField field, string attribute, YamlNode low, YamlNode high)
    {
        if (low.Exists || high.Exists)
            field.With(attribute, $"{low.Text}..{high.Text}");
    }

    private static IEnumerable<string> Texts(YamlNode list)
    {
        foreach (var item in list.Children)
            yield return item.Text;
    }

    private string TypeOf(YamlNode schema, string[] path)
    {
        if (schema["x-kubernetes-int-or-string"u8].TextEquals("true"u8))
            return schema["pattern"u8].Text.StartsWith(QuantityPattern, StringComparison.Ordinal) ? "quantity" : "intOrString";
        switch (schema["type"u8].Text)
        {
            case "string":
                return schema["format"u8].Text switch { "date-time" => "time", "byte" => "bytes", _ => "string" };
            case "integer":
                return schema["format"u8].TextEquals("int32"u8) ? "int32" : "int64";
            case "number":
                return "number";
            case "boolean":
                return "bool";
            case "array":
                return "[]" + TypeOf(schema["items"u8], path);
            case "object" when schema["properties"u8] is { IsMapping: true, Count: > 0 }:
                return ReadType(schema, path);
            case "object" when schema["additionalProperties"u8] is { IsMapping: true } values:
                return $"map[{TypeOf(values, path)}]";
            case "object":
                return "object";
            default:
                return "any";
        }
    }

    private string ReadType(YamlNode schema, string[] path)
    {
        var type = new TableType();
        if (schema["x-kubernetes-preserve-unknown-fields"u8].TextEquals("true"u8) || schema["additionalProperties"u8].IsMapping)
            type.Others.Add(" * any");
        foreach (var property in schema["properties"u8].Children)
            type.Fields[property.Key!] = ReadField(property, [.. path, property.Key!], IsRequired(schema, property.Key!));
        if (schema["oneOf"u8] is { IsSequence: true } choices && RequiredFields(choices) is { Count: > 1 } fields)
            type.Others.Add(" =one " + string.Join(',', fields.Order(StringComparer.Ordinal)));

        var body = type.ToString();
        var shortName = _kind + string.Concat(path.Skip(path is ["spec", _, ..] ? 1 : 0).TakeLast(2).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? shortName : $"{shortName}{number}";
            if (_types.TryGetValue(name, out var known) && (known.ToString() != body || !_own.Contains(name)))
                continue;
            _types[name] = type;
            _own.Add(name);
            return name;
        }
    }

    /// <summary>The one field that each alternative requires; null where one of them says something else.</summary>
    private static List<string>? RequiredFields(YamlNode choices)
    {
        var fields = new List<string>();
        foreach (var choice in choices.Children)
        {
            if (choice.Count != 1 || choice["required"u8] is not { IsSequence: true, Count: 1 } required)
                return null;
            fields.Add(required[0].Text);
        }

        return fields;
    }
}
