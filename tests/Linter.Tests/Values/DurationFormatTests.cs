using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class DurationFormatTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("5s", 5_000)]
    [InlineData("-1.5h", -5_400_000)]
    [InlineData("+2h45m", 9_900_000)]
    [InlineData("300ms", 300)]
    [InlineData(".5s", 500)]
    [InlineData("1.s", 1_000)]
    [InlineData("1000us", 1)]
    [InlineData("1000\u00b5s", 1)]
    [InlineData("1000\u03bcs", 1)]
    [InlineData("1000000ns", 1)]
    [InlineData("1h1h", 7_200_000)]
    [InlineData("0.1234567890123456789012345h", 444_444.4)]
    public void Durations_are_read(string text, double milliseconds)
    {
        Assert.Null(DurationFormat.Problem(text));
        Assert.True(DurationFormat.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds, tolerance: 0.1);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("-", "has no number")]
    [InlineData("5", "has a number without a unit (h, m, s, ms, us or ns)")]
    [InlineData("1h5", "has a number without a unit (h, m, s, ms, us or ns)")]
    [InlineData("7d", "has the unknown unit 'd' (known: h, m, s, ms, us, ns)")]
    [InlineData("5 s", "has the unknown unit ' s' (known: h, m, s, ms, us, ns)")]
    [InlineData("5S", "has the unknown unit 'S' (known: h, m, s, ms, us, ns)")]
    [InlineData("PT5M", "has an upper case letter 'P' where a number is needed")]
    [InlineData(".", "has '.' without digits")]
    [InlineData(".s", "has the character 's' where a number is needed")]
    [InlineData("s", "has the character 's' where a number is needed")]
    [InlineData("--5s", "has the character '-' where a number is needed")]
    [InlineData("9223372036854775808ns", "is too long (more than 292 years)")]
    [InlineData("2562048h", "is too long (more than 292 years)")]
    [InlineData("2562047h2562047h", "is too long (more than 292 years)")]
    [InlineData("99999999999999999999999999999h", "is too long (more than 292 years)")]
    public void What_is_no_duration_is_named(string text, string problem)
    {
        Assert.False(DurationFormat.TryParse(text, out _));
        Assert.Equal(problem, DurationFormat.Problem(text));
    }

    [Fact]
    public void The_longest_durations_are_those_of_64_bits()
    {
        Assert.Null(DurationFormat.Problem("9223372036854775807ns"));
        Assert.Null(DurationFormat.Problem("-9223372036854775808ns"));
    }
}
