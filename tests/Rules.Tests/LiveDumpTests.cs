using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>What <c>kubectl get -o yaml</c> writes: everything that the API server and its controllers fill in is no mistake of anybody.</summary>
public sealed class LiveDumpTests
{
    private const int Objects = 500;

    [Fact]
    public void Five_hundred_objects_of_a_cluster_give_no_finding()
    {
        var one = File.ReadAllText(Path.Combine(Repository.Fixtures, "apps", "live-dump", "dump.yaml"));
        var (start, end) = (one.IndexOf("- apiVersion", StringComparison.Ordinal), one.LastIndexOf("kind: List", StringComparison.Ordinal));
        var items = one[start..end];
        var count = items.Split('\n').Count(static line => line.StartsWith("- ", StringComparison.Ordinal));
        var dump = new StringBuilder(one[..start]);
        for (var i = 0; i * count < Objects; i++)
        {
            var number = i.ToString("000", CultureInfo.InvariantCulture);
            dump.Append(items.Replace("shop", "shop" + number, StringComparison.Ordinal).Replace(": 31877", ": 31" + number, StringComparison.Ordinal));
        }

        dump.Append(one[end..]);
        var found = Linter.Run([("dump.yaml", Encoding.UTF8.GetBytes(dump.ToString()))]).Diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Empty(found.Select(Expectation.From));
    }
}
