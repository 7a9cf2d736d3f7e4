using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EksLint.Rules.Tests;

/// <summary>Rules that ask about other objects cost less than reading the objects with the reference parser: half of it as they are shipped, which
/// <c>tests/Benchmarks</c> measures. Here they run unoptimised beside a parser that is not, so twice its time is the bound; what is quadratic exceeds it by far.</summary>
[Collection(nameof(CrossObjectTimeTests))]
[CollectionDefinition(nameof(CrossObjectTimeTests), DisableParallelization = true)]
public sealed class CrossObjectTimeTests(ITestOutputHelper output)
{
    [Fact]
    public void Looking_at_objects_that_refer_to_each_other_takes_no_longer_than_it_should()
    {
        var time = CrossObjectTime.Measure(rounds: 3);
        output.WriteLine(time.ToString());
        Assert.True(time.Ratio < 2, time.ToString());
    }

    [Fact]
    public void The_objects_refer_to_each_other_as_they_should()
    {
        var found = Linter.Run(CrossObjectTime.Generate().Take(40)).Diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(Expectation.From);
        Assert.True(!found.Any(), string.Create(CultureInfo.InvariantCulture, $"{string.Join("\n", found.Take(20))}"));
    }
}
