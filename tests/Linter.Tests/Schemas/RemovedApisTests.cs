using EksLint.Schemas;
using Xunit;

namespace EksLint.Tests.Schemas;

public sealed class RemovedApisTests
{
    /// <summary>Of most kinds it is known without the table that it does not hold them: no row may be among those.</summary>
    [Fact]
    public void Every_row_is_found()
    {
        using var reader = new StreamReader(typeof(RemovedApis).Assembly.GetManifestResourceStream("removed-apis.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            var apiVersion = cells[0].Length == 0 ? cells[1] : $"{cells[0]}/{cells[1]}";
            Assert.True(RemovedApis.TryFind(apiVersion, cells[2], out var api) && api.ApiVersion == apiVersion && api.Kind == cells[2], line);
        }
    }

    [Theory]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("v1", "Pod")]
    [InlineData("", "Pod")]
    [InlineData("v", "Pod")]
    [InlineData("1", "Endpoints")]
    [InlineData("apps/1", "Deployment")]
    public void Others_are_not(string apiVersion, string kind) => Assert.False(RemovedApis.TryFind(apiVersion, kind, out _));
}
