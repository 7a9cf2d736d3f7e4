using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class CronFormatTests
{
    [Theory]
    [InlineData("* * * * *")]
    [InlineData("*/5 0 1,15 JAN-mar Sun")]
    [InlineData("? ? ? ? ?")]
    [InlineData("0 22 * * 1-5")]
    [InlineData("0/15 3 * * 6")]
    [InlineData("0-30/10 * * * *")]
    [InlineData("  0\t3  * * * ")]
    [InlineData("*/61 * * * *")]
    [InlineData("1,,2 * * * *")]
    [InlineData("@hourly")]
    [InlineData("@midnight")]
    [InlineData("@every 1h30m")]
    [InlineData("TZ=Europe/Berlin 0 3 * * *")]
    [InlineData("CRON_TZ=UTC @daily")]
    public void Schedules_are_read(string schedule) => Assert.Null(CronFormat.Problem(schedule));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("*", "has 1 field, not five (minute, hour, day of month, month, day of week)")]
    [InlineData("0 0 3 * * *", "has 6 fields, not five (minute, hour, day of month, month, day of week)")]
    [InlineData("60 * * * *", "has '60' as minute, which is above 59")]
    [InlineData("0 24 * * *", "has '24' as hour, which is above 23")]
    [InlineData("0 0 0 * *", "has '0' as day of month, which is below 1")]
    [InlineData("0 0 32 * *", "has '32' as day of month, which is above 31")]
    [InlineData("0 0 1 13 *", "has '13' as month, which is above 12")]
    [InlineData("0 0 * * 7", "has '7' as day of week, which is above 6")]
    [InlineData("0 0 * * monday", "has 'monday' as day of week, which is not a number or name")]
    [InlineData("x * * * *", "has 'x' as minute, which is not a number")]
    [InlineData("30-10 * * * *", "has a range in the minute that ends before it begins ('30-10')")]
    [InlineData("1-2-3 * * * *", "has more than one '-' in the minute ('1-2-3')")]
    [InlineData("*/5/5 * * * *", "has more than one '/' in the minute ('*/5/5')")]
    [InlineData("*/0 * * * *", "has a step of zero in the minute")]
    [InlineData("*/x * * * *", "has a step in the minute that is not a number ('x')")]
    [InlineData("*/-5 * * * *", "has a step in the minute that is not a number ('-5')")]
    [InlineData("1- * * * *", "has '' as minute, which is not a number")]
    [InlineData("99999999999999999999 * * * *", "has '99999999999999999999' as minute, which is not a number")]
    [InlineData("@reboot", "has the unknown word '@reboot' (known: @yearly, @monthly, @weekly, @daily, @hourly, @every 1h30m)")]
    [InlineData("@every 1d", "has a duration after @every that has the unknown unit 'd' (known: h, m, s, ms, us, ns)")]
    [InlineData("TZ=UTC", "has a time zone, but no schedule after it")]
    public void What_is_no_schedule_is_named(string schedule, string problem) => Assert.Equal(problem, CronFormat.Problem(schedule));

    [Theory]
    [InlineData("TZ=UTC 0 3 * * *", true)]
    [InlineData("CRON_TZ=UTC 0 3 * * *", true)]
    [InlineData("0 3 * * *", false)]
    public void Time_zones_are_told_apart(string schedule, bool hasTimeZone) => Assert.Equal(hasTimeZone, CronFormat.HasTimeZone(schedule));
}
