using System.Text;
using System.Text.Json.Nodes;
using EksLint.Schemas;
using EksLint.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas;

/// <summary>Our half of tests/compare-with-ajv.sh: the cases, each with our verdict, which the script holds against that of ajv.</summary>
public sealed class AjvComparisonTests
{
    private const int Schemas = 2000;
    private const int Instances = 10;

    [Fact]
    public void Cases_are_right_and_wrong()
    {
        var random = new Random(20261122);
        var generator = new StructuralCaseGenerator(random);
        var lines = new StringBuilder();
        var right = 0;
        for (var i = 0; i < Schemas; i++)
        {
            var schema = generator.MakeSchema();
            var read = new StructuralSchema(Parse(schema), "Test");
            var cases = new JsonArray();
            for (var j = 0; j < Instances; j++)
            {
                var instance = generator.MakeInstance(schema);
                var misfits = StructuralValidator.Validate(Parse(instance), read, hasStatusSubresource: false);
                right += misfits.Count == 0 ? 1 : 0;
                cases.Add(new JsonObject { ["instance"] = instance, ["misfits"] = new JsonArray([.. misfits.Select(static misfit => $"{misfit.Kind} {misfit.Node.GetPath()} {misfit.Field?.Name} {misfit.Problem}")]) });
            }

            lines.Append(new JsonObject { ["schema"] = schema, ["cases"] = cases }.ToJsonString()).Append('\n');
        }

        Assert.InRange(right, Schemas * Instances / 4, Schemas * Instances * 3 / 4);
        if (Environment.GetEnvironmentVariable("EKSLINT_AJV_CASES") is { Length: > 0 } path)
            File.WriteAllText(path, lines.ToString());
    }

    private static YamlNode Parse(JsonObject value)
    {
        var parsed = YamlParser.Parse(new SourceFile("test.json", Encoding.UTF8.GetBytes(value.ToJsonString())));
        Assert.Empty(parsed.Errors);
        return parsed.Documents[0].Root;
    }
}
