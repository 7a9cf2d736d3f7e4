using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EksLint.Rules.Tests;

/// <summary>Rules that ask about other objects cost less than reading the objects did; <c>tests/Benchmarks</c> has the same measurement to run by hand.</summary>
[Collection(nameof(CrossObjectTimeTests))]
[CollectionDefinition(nameof(CrossObjectTimeTests), DisableParallelization = true)]
public sealed class CrossObjectTimeTests(ITestOutputHelper output)
{
    [Fact]
    public void Looking_at_objects_that_refer_to_each_other_takes_less_time_than_the_reference_parser()
    {
        var time = CrossObjectTime.Measure(rounds: 3);
        output.WriteLine(time.ToString());
        Assert.True(time.Ratio < 1, time.ToString());
    }

    [Fact]
    public void The_objects_refer_to_each_other_as_they_should()
    {
        var found = Linter.Run(CrossObjectTime.Generate().Take(40)).Diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(Expectation.From);
        Assert.True(!found.Any(), string.Create(CultureInfo.InvariantCulture, $"{string.Join("\n", found.Take(20))}"));
    }
}
