using EksLint.Schemas;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas;

public sealed class SchemaTableTests
{
    /// <summary>Start-up must not grow with the tables: of their two thousand types a Service needs four.</summary>
    [Fact]
    public void A_run_over_one_service_reads_only_the_types_that_it_meets()
    {
        var table = SchemaTable.Load();
        Assert.Equal(0, table.TypesRead);
        var misfits = new List<Misfit>();
        new SchemaValidator(misfits.Add).ValidateObject(
            Yaml.Root("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}"),
            table.FindKind("v1", "Service")!.Type!);
        Assert.Empty(misfits);
        Assert.Equal(4, table.TypesRead);
    }

    [Fact]
    public void Every_type_of_the_tables_can_be_read()
    {
        var table = SchemaTable.Load();
        foreach (var apiVersion in table.ApiVersions)
        {
            foreach (var kind in table.KindNames(apiVersion))
                Assert.NotNull(table.FindKind(apiVersion, kind));
        }
    }
}
