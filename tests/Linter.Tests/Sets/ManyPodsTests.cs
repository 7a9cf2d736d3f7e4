using System.Diagnostics;
using System.Globalization;
using System.Text;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Sets;

/// <summary>Selectors are answered by the labels that they ask for, not by a look at every pod; what cannot be, is unknown.</summary>
public sealed class ManyPodsTests
{
    private const int Many = 10_000;

    private static readonly ManifestSet Set = ReadPods();

    [Theory]
    [InlineData("{key: app, operator: In, values: [app-7, app-3, app-7]}", 2)]
    [InlineData("{key: rare, operator: Exists}", 1)]
    [InlineData("{key: rare, operator: In, values: ['${RARE}']}", 1)]
    [InlineData("{key: app, operator: In, values: [none]}", 0)]
    [InlineData("{key: none, operator: Exists}", 0)]
    [InlineData("{key: app, operator: NotIn, values: [app-1]}", null)]
    [InlineData("{key: none, operator: DoesNotExist}", null)]
    [InlineData("{key: app, operator: Exists}", null)]
    [InlineData("{key: pod-template-hash, operator: Exists}", null)]
    public void Pods_are_found_by_what_an_expression_asks_for_or_are_unknown(string expression, int? count)
    {
        var selector = SelectorOf($"{{matchExpressions: [{expression}]}}");
        var place = Set.Objects[0].Place;
        Assert.Equal(count, Set.FindPods(selector, "default", place)?.Count());
        Assert.Equal(count is null, Set.IsTooBroad(selector, "default"));
        Assert.Equal(count == 0, Set.HasNoPods(selector, "default", place));
        Assert.Equal(count ?? 0, Set.PodsSelectedBy(selector, Set.Objects[0]).Pods.Count);
    }

    [Fact]
    public void Several_values_give_pods_in_the_order_of_the_files()
    {
        var found = Set.FindPods(SelectorOf("{matchExpressions: [{key: app, operator: In, values: [app-9, app-2, app-5]}]}"), "default", Set.Objects[0].Place);
        Assert.Equal(["app-2", "app-5", "app-9"], found!.Select(static pods => pods.Owner.Name));
    }

    [Fact]
    public void A_selector_of_equalities_is_never_too_broad() =>
        Assert.Equal(Many, Set.FindPods(SelectorOf("{matchLabels: {tier: all}}"), "default", Set.Objects[0].Place)!.Count());

    [Theory]
    [InlineData("{key: app, operator: In, values: [app-N, none-N]}")]
    [InlineData("{key: app, operator: NotIn, values: [none-N]}")]
    [InlineData("{key: none-N, operator: DoesNotExist}")]
    public void Many_selectors_over_many_pods_take_no_time(string expression)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Many; i++)
        {
            var selector = SelectorOf($"{{matchExpressions: [{expression.Replace("N", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}]}}");
            _ = Set.PodsSelectedBy(selector, Set.Objects[0]);
            _ = Set.HasNoPods(selector, "default", Set.Objects[0].Place);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static Selector SelectorOf(string text) => Selector.From(new LabelSelector(Yaml.Root(text)));

    private static ManifestSet ReadPods()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Many; i++)
        {
            var rare = i == 77 ? ", rare: x" : "";
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: app-{i}, labels: {{app: app-{i}, tier: all{rare}}}}}\nspec: {{containers: [{{name: a}}]}}\n");
        }

        return Parsed.Read(text.ToString()).Manifests;
    }
}
