using System.Text;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>An API that Kubernetes deprecated or removed.</summary>
/// <param name="ApiVersion">The apiVersion.</param>
/// <param name="Kind">The kind.</param>
/// <param name="DeprecatedIn">The version that deprecated it; null where none is recorded.</param>
/// <param name="RemovedIn">The first version that no longer serves it; null where none is announced.</param>
/// <param name="Replacement">What takes its place; null where nothing does.</param>
/// <param name="HasSameStructure">Whether an object of the old version is one of the new with its apiVersion changed.</param>
public sealed record RemovedApi(
    string ApiVersion,
    string Kind,
    KubernetesVersion? DeprecatedIn,
    KubernetesVersion? RemovedIn,
    (string ApiVersion, string Kind)? Replacement,
    bool HasSameStructure);

/// <summary>The APIs that Kubernetes deprecated or removed since 1.16.</summary>
/// <remarks>Origin: the life-cycle markers of kubernetes/api, checked against the OpenAPI documents of 1.23 to 1.35; see Schemas/FORMAT.md.</remarks>
public static class RemovedApis
{
    private static readonly Lazy<Dictionary<(string ApiVersion, string Kind), RemovedApi>> Rows = new(Read);

    /// <summary>Finds an API in the table.</summary>
    public static bool TryFind(string apiVersion, string kind, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RemovedApi? api)
    {
        api = null;
        return MayHold(apiVersion, kind) && Rows.Value.TryGetValue((apiVersion, kind), out api);
    }

    /// <summary>Only beta and alpha versions were ever removed, and of the stable ones two kinds deprecated, so most runs never read the table.</summary>
    private static bool MayHold(string apiVersion, string kind) => !IsStable(apiVersion) || (kind is "ComponentStatus" or "Endpoints" && apiVersion is "v1");

    /// <summary>Whether nothing stands behind the number of a version: <c>v1</c>, <c>apps/v1</c>.</summary>
    private static bool IsStable(string apiVersion)
    {
        var end = apiVersion.Length;
        while (end > 0 && char.IsAsciiDigit(apiVersion[end - 1]))
            end--;
        return end < apiVersion.Length && end > 0 && apiVersion[end - 1] == 'v' && (end == 1 || apiVersion[end - 2] == '/');
    }

    private static Dictionary<(string ApiVersion, string Kind), RemovedApi> Read()
    {
        using var stream = typeof(RemovedApis).Assembly.GetManifestResourceStream("removed-apis.csv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var rows = new Dictionary<(string ApiVersion, string Kind), RemovedApi>();
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            var apiVersion = cells[0].Length == 0 ? cells[1] : $"{cells[0]}/{cells[1]}";
            rows[(apiVersion, cells[2])] = new RemovedApi(
                apiVersion,
                cells[2],
                KubernetesVersion.TryParse(cells[3], out var deprecated) ? deprecated : null,
                KubernetesVersion.TryParse(cells[4], out var removed) ? removed : null,
                cells[5].Length > 0 ? (cells[5], cells[6].Length > 0 ? cells[6] : cells[2]) : null,
                cells[7] == "same");
        }

        return rows;
    }
}
