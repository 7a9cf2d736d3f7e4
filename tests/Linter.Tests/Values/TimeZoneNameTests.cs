using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class TimeZoneNameTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("US/Eastern")]
    [InlineData("Asia/Calcutta")]
    [InlineData("EST")]
    public void Zones_are_known(string name) => Assert.Null(TimeZoneName.Problem(name));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("local", "is the zone of whatever machine reads it")]
    [InlineData("europe/berlin", "is no name of the IANA time zone database")]
    [InlineData("CEST", "is no name of the IANA time zone database")]
    [InlineData("+02:00", "is no name of the IANA time zone database")]
    [InlineData("# The names", "is no name of the IANA time zone database")]
    public void What_is_no_zone_is_named(string name, string problem) => Assert.Equal(problem, TimeZoneName.Problem(name));
}
