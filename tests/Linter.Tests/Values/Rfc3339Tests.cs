using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-28T10:00:00Z", null)]
    [InlineData("2024-02-29T23:59:59.123456789+01:00", null)]
    [InlineData("0000-02-29T00:00:00-23:59", null)]
    [InlineData("2026-01-28T1:00:00,5Z", null)]
    [InlineData("2026-01-28T10:00:00+24:60", null)]
    [InlineData("", "is empty")]
    [InlineData("28.01.2026", "does not begin with a date (2026-01-28)")]
    [InlineData("2026-1-28T10:00:00Z", "does not begin with a date (2026-01-28)")]
    [InlineData("2026-13-28T10:00:00Z", "has a month outside 1 to 12")]
    [InlineData("2026-02-29T10:00:00Z", "has a day that its month does not have")]
    [InlineData("2026-01-00T10:00:00Z", "has a day that its month does not have")]
    [InlineData("2026-01-28", "has no time after the date (T10:00:00Z)")]
    [InlineData("2026-01-28 10:00:00Z", "has a blank after the date, where 'T' is needed")]
    [InlineData("2026-01-28t10:00:00Z", "has the character 't' after the date, where 'T' is needed")]
    [InlineData("2026-01-28T10:00Z", "has no time of the form 10:00:00")]
    [InlineData("2026-01-28T24:00:00Z", "has a time after 23:59:59")]
    [InlineData("2026-01-28T10:00:60Z", "has a time after 23:59:59")]
    [InlineData("2026-01-28T10:00:00", "has no offset after the time ('Z' or '+01:00')")]
    [InlineData("2026-01-28T10:00:00.", "has an offset that is neither 'Z' nor of the form '+01:00'")]
    [InlineData("2026-01-28T10:00:00z", "has an offset that is neither 'Z' nor of the form '+01:00'")]
    [InlineData("2026-01-28T10:00:00+0100", "has an offset that is neither 'Z' nor of the form '+01:00'")]
    [InlineData("2026-01-28T10:00:00+25:00", "has an offset that is neither 'Z' nor of the form '+01:00'")]
    [InlineData("2026-01-28T10:00:00Z ", "has an offset that is neither 'Z' nor of the form '+01:00'")]
    public void Points_in_time_are_read_as_go_reads_them(string text, string? problem) => Assert.Equal(problem, Rfc3339.Problem(text));
}
