using System.Text;

namespace EksLint.Schemas;

/// <summary>The APIs that Kubernetes deprecated or removed since 1.16.</summary>
/// <remarks>Origin: the life-cycle markers of kubernetes/api, checked against the OpenAPI documents of 1.23 to 1.35; see Schemas/FORMAT.md.</remarks>
public static class RemovedApis
{
    private static readonly Lazy<HashSet<(string ApiVersion, string Kind)>> Rows = new(Read);

    /// <summary>Whether a kind of an apiVersion is in the table.</summary>
    public static bool Contains(string apiVersion, string kind) => Rows.Value.Contains((apiVersion, kind));

    private static HashSet<(string ApiVersion, string Kind)> Read()
    {
        using var stream = typeof(RemovedApis).Assembly.GetManifestResourceStream("removed-apis.csv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var rows = new HashSet<(string ApiVersion, string Kind)>();
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            rows.Add((cells[0].Length == 0 ? cells[1] : $"{cells[0]}/{cells[1]}", cells[2]));
        }

        return rows;
    }
}
