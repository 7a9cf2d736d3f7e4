using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EksLint.SchemaConverter;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas.Converter;

/// <summary>tools/convert-schema makes the tables that are checked in, and adds to them what a new version brings.</summary>
public sealed class ConverterTests
{
    // What the document of 1.22 can say; the rest is from validation code and later documents.
    private static readonly string[] Comparable = ["key", "set", "removed", "deprecated"];

    [Theory]
    [InlineData("k8s.schema")]
    [InlineData("crds.schema")]
    public void A_table_is_written_as_it_was_read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "..", "..", "..", "..", "src", "Linter", "Schemas", name));
        Assert.Equal(text, Table.Read(text).ToString());
    }

    [Fact]
    public void A_document_of_Kubernetes_gives_the_lines_of_the_table()
    {
        var converted = OpenApiReader.Read([Json(File.ReadAllText(Path.Combine(Folder, "kubernetes-1.22.json")))]);
        var table = Table.Read(File.ReadAllText(Path.Combine(Folder, "..", "..", "..", "..", "src", "Linter", "Schemas", "k8s.schema")));
        var same = 0;
        var differences = new List<string>();
        foreach (var (apiVersion, section) in converted.Sections)
        {
            foreach (var (name, line) in section.Kinds)
                Assert.StartsWith(line, table.Sections[apiVersion].Kinds[name], StringComparison.Ordinal);
            foreach (var (name, type) in section.Types)
                differences.AddRange(Compare($"{apiVersion} {name}", type, table.Sections[apiVersion].Types.GetValueOrDefault(name), ref same));
        }

        var explained = File.ReadLines(Path.Combine(Folder, "kubernetes-1.22.differences.txt")).Where(static line => line.Length > 0 && line[0] != '#').Order(StringComparer.Ordinal);
        Assert.Equal(explained, differences.Order(StringComparer.Ordinal));
        Assert.InRange(same, 740, int.MaxValue);
    }

    [Fact]
    public void A_new_version_says_since_when_and_until_when()
    {
        const string before = """
            ekslint-schema 1
            versions 1.36 1.37

            group apps/v1
            kind Gone cluster gones
            kind Widget ns widgets
            type Gone
             spec any
            type Widget
             metadata meta:ObjectMeta
             mode string enum Fast|Slow range 1..
             name~ string
             old int32
             spec! WidgetSpec
             =max1 mode,old
            type WidgetSpec
             size int32 range 1..5

            """;
        const string document = """
            {"paths": {
              "/apis/apps/v1/namespaces/{namespace}/widgets": {"post": {"x-kubernetes-group-version-kind": {"group": "apps", "version": "v1", "kind": "Widget"}}},
              "/apis/apps/v1/widgets": {"get": {"x-kubernetes-group-version-kind": {"group": "apps", "version": "v1", "kind": "Widget"}}},
              "/apis/apps/v1/gadgets": {"post": {"x-kubernetes-group-version-kind": {"group": "apps", "version": "v1", "kind": "Gadget"}}}},
             "components": {"schemas": {
              "io.k8s.api.apps.v1.Widget": {"properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"},
                "mode": {"type": "string", "enum": ["Fast", "Slow", "Very Slow"]}, "name": {"type": "string"},
                "spec": {"allOf": [{"$ref": "#/components/schemas/io.k8s.api.apps.v1.WidgetSpec"}], "default": {}},
                "metadata": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}},
                "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Widget"}]},
              "io.k8s.api.apps.v1.WidgetSpec": {"required": ["size"], "properties": {"size": {"type": "integer", "format": "int32", "default": 3},
                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/io.k8s.api.apps.v1.Part"}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["id"]}}},
              "io.k8s.api.apps.v1.Part": {"properties": {"id": {"type": "string", "default": ""}, "weight": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"}}},
              "io.k8s.api.apps.v1.Gadget": {"properties": {"on": {"type": "boolean"}}, "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Gadget"}]},
              "io.k8s.apimachinery.pkg.api.resource.Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]},
              "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {"properties": {"name": {"type": "string"}}}}}}
            """;
        const string after = """
            ekslint-schema 1
            versions 1.36 1.37 1.38

            group meta
            type ObjectMeta
             name string

            group apps/v1
            kind Gadget cluster gadgets since 1.38
            kind Gone cluster gones removed 1.38
            kind Widget ns widgets
            type Gadget
             on bool
            type Gone
             spec any
            type Part
             id string
             weight quantity
            type Widget
             metadata meta:ObjectMeta
             mode string enum Fast|Slow|Very%20Slow@1.38 range 1..
             name~ string
             old int32 removed 1.38
             spec WidgetSpec
             =max1 mode,old
            type WidgetSpec
             parts []Part key id since 1.38
             size! int32 range 1..5 default 3

            """;
        var table = Table.Read(before);
        var newer = OpenApiReader.Read([Json(document)]);
        Assert.Equal(
            [
                "+ apps/v1 Gadget", "- apps/v1 Gone", "+ apps/v1 Widget.mode enum Very%20Slow@1.38", "~ apps/v1 Widget.spec is optional",
                "- apps/v1 Widget.old", "+ apps/v1 WidgetSpec.parts", "~ apps/v1 WidgetSpec.size is required", "~ apps/v1 WidgetSpec.size default 3",
            ],
            TableMerger.Merge(table, newer, "1.38"));
        Assert.Equal(after, table.ToString());
        Assert.Empty(TableMerger.Merge(table, newer, "1.38"));
    }

    [Fact]
    public void A_definition_becomes_a_section()
    {
        const string definition = """
            kind: CustomResourceDefinition
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Widget, plural: widgets}
              versions:
                - name: v1
                  served: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      required: [spec]
                      properties:
                        apiVersion: {type: string}
                        metadata: {type: object}
                        spec:
                          type: object
                          required: [mode]
                          properties:
                            mode: {type: string, enum: [Fast, "Very Slow"], default: Fast}
                            size: {type: integer, format: int32, minimum: 1, maximum: 5}
                            names: {type: array, maxItems: 3, x-kubernetes-list-type: set, items: {type: string, maxLength: 63}}
                            port: {x-kubernetes-int-or-string: true}
                            memory: {x-kubernetes-int-or-string: true, pattern: '^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$'}
                            labels: {type: object, additionalProperties: {type: string}}
                            source:
                              type: object
                              properties: {git: {type: string}, image: {type: string}}
                              oneOf: [{required: [image]}, {required: [git]}]
                            parts:
                              type: array
                              x-kubernetes-list-type: map
                              x-kubernetes-list-map-keys: [id]
                              items: {type: object, required: [id], properties: {id: {type: string}, at: {type: string, format: date-time}}}
                            values: {x-kubernetes-preserve-unknown-fields: true}
                            more: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {known: {type: boolean}}}
                - {name: v1alpha1, served: false}
            """;
        const string expected = """
            ekslint-schema 1

            group example.com/v1
            kind Widget ns widgets
            type Widget
             metadata meta:ObjectMeta
             spec! WidgetSpec
            type WidgetMore
             * any
             known bool
            type WidgetParts
             at time
             id! string
            type WidgetSource
             git string
             image string
             =one git,image
            type WidgetSpec
             labels map[string]
             memory quantity
             mode! string enum Fast|Very%20Slow default Fast
             more WidgetMore
             names []string len ..63 items ..3 set
             parts []WidgetParts key id
             port intOrString
             size int32 range 1..5
             source WidgetSource
             values any

            """;
        var table = new Table();
        Assert.Equal(["example.com/v1 Widget"], CrdReader.Read(table, new SourceFile("crd.yaml", Encoding.UTF8.GetBytes(definition))));
        Assert.Equal(expected, table.ToString());

        // Read again, it takes the place of what was there.
        Assert.Single(CrdReader.Read(table, new SourceFile("crd.yaml", Encoding.UTF8.GetBytes(definition))));
        Assert.Equal(expected, table.ToString());
    }

    private static string Folder => FindFolder();

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static IEnumerable<string> Compare(string place, TableType converted, TableType? known, ref int same)
    {
        if (known is null)
            return [$"- {place}"];
        var differences = new List<string>();
        foreach (var field in converted.Fields.Values)
        {
            if (!known.Fields.TryGetValue(field.Name, out var other))
                differences.Add($"- {place}.{field.Name}");
            else if (Shown(field) == Shown(other))
                same++;
            else
                differences.Add($"~ {place}: {Shown(field)} -> {Shown(other)}");
        }

        differences.AddRange(known.Fields.Values.Where(field => !converted.Fields.ContainsKey(field.Name) && !field.Has("since")).Select(field => $"+ {place}.{field.Name}"));
        return differences;
    }

    /// <summary>A line without what the document cannot say.</summary>
    private static string Shown(TableField field)
    {
        var shown = new TableField(field.Name, field.Type) { Mark = field.Mark == "!" ? "!" : "" };
        foreach (var attribute in Comparable.Where(field.Has))
            shown.With(attribute, field[attribute]);
        return shown.ToString().Trim();
    }
}
