using System.Globalization;
using System.Text;
using EksLint.Schemas;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas;

/// <summary>What the fixtures cannot show: schemas and objects that are made to do harm.</summary>
public sealed class StructuralValidatorTests
{
    // An alias may not stand for the whole of these, or the parser refuses them: go-yaml's bound on expansion.
    private const int Filling = 20_000;

    [Fact]
    public void Alternatives_that_multiply_are_given_up()
    {
        var schema = new StringBuilder("filler: [" + string.Join(", ", Enumerable.Repeat("a", Filling)) + "]\na0: &a0 {pattern: ^b}\n");
        for (var i = 1; i <= 13; i++)
            schema.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} {{anyOf: [*a{i - 1}, *a{i - 1}]}}\n");
        schema.Append("schema: {type: object, properties: {items: {type: array, items: {type: string, not: *a13}}}}\n");
        var instance = "items: [" + string.Join(", ", Enumerable.Repeat("x", 2_000)) + "]\n";
        Assert.Empty(Validate(schema.ToString(), instance));
    }

    [Fact]
    public void A_schema_as_deep_as_the_parser_allows_is_given_up()
    {
        var schema = "schema: " + Nest("{type: object, properties: {p: ", 450, "{type: string}", "}}") + "\n";
        var instance = Nest("p: {", 1, Nest("p: {", 448, "p: 1", "}"), "}") + "\n";
        Assert.Empty(Validate(schema, instance));
    }

    [Fact]
    public void A_huge_enum_is_read_once()
    {
        var schema = "schema: {type: object, properties: {items: {type: array, items: {type: string, enum: ["
            + string.Join(", ", Enumerable.Range(0, 50_000).Select(static i => $"v{i}")) + "]}}}}\n";
        var instance = "items: [" + string.Join(", ", Enumerable.Range(0, 20_000).Select(static i => $"v{i * 3}")) + "]\n";
        Assert.Equal(20_000 - 16_667, Validate(schema, instance).Count);
    }

    [Fact]
    public void A_list_of_unique_items_is_read_once()
    {
        var instance = "items: [" + string.Join(", ", Enumerable.Range(0, 50_000).Select(static i => $"{{a: {i}}}")) + ", {a: 0x10}]\n";
        var misfit = Assert.Single(Validate("schema: {type: object, properties: {items: {type: array, uniqueItems: true}}}\n", instance));
        Assert.Equal(MisfitKind.BadFormat, misfit.Kind);
    }

    [Theory]
    [InlineData("schema: {type: [object], properties: [a], required: {a: b}, enum: {a: b}, allOf: {}, anyOf: 3, not: x, items: 1}\n")]
    [InlineData("schema: {type: object, properties: {a: ~, b: 3, c: {type: integer, minimum: x, maxLength: {}, multipleOf: 0, pattern: [}}}\n")]
    [InlineData("schema: {type: object, $ref: '#', properties: {a: {$ref: '#/schema'}}}\n")]
    public void A_broken_schema_is_no_reason_to_fail(string schema) =>
        Validate(schema.Replace("pattern: [", "pattern: (", StringComparison.Ordinal), "a: 1\nb: [2]\nc: 0\n");

    private static string Nest(string opening, int times, string inner, string closing) =>
        string.Concat(Enumerable.Repeat(opening, times)) + inner + string.Concat(Enumerable.Repeat(closing, times));

    private static IReadOnlyList<Misfit> Validate(string schema, string instance) =>
        StructuralValidator.Validate(Yaml.Root(instance), new StructuralSchema(Yaml.Root(schema)["schema"], "Test"), hasStatusSubresource: false);
}
