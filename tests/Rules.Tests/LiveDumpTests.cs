using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests;

/// <summary>What <c>kubectl get -o yaml</c> writes: everything that the API server and its controllers fill in is no mistake of anybody.</summary>
public sealed class LiveDumpTests
{
    private const int Objects = 500;

    [Theory]
    [InlineData("imagePullPolicy: IfNotPresent", "imagePullPolicy: Sometimes", "EKS0104")]
    [InlineData("cpu: 100m", "cpu: 100mm", "EKS0106")]
    public void A_mistake_in_a_template_is_one_whatever_was_made_from_it(string right, string wrong, string id)
    {
        var dump = ReadDump().Replace(right, wrong, StringComparison.Ordinal);
        var kinds = Linter.Run(dump).Diagnostics.Where(diagnostic => diagnostic.Id == id).Select(static diagnostic => diagnostic.Manifest!.Kind).ToList();
        Assert.Single(kinds, "Deployment");
        Assert.DoesNotContain("ReplicaSet", kinds);
        Assert.DoesNotContain("Pod", kinds);
    }

    [Fact]
    public void Five_hundred_objects_of_a_cluster_give_no_finding()
    {
        var one = ReadDump();
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

    private static string ReadDump() => File.ReadAllText(Path.Combine(Repository.Fixtures, "apps", "live-dump", "dump.yaml"));
}
