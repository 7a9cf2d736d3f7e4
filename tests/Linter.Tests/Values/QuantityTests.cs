using System.Text;
using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("100m", "0.1")]
    [InlineData("+1", "1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1.", "1")]
    [InlineData("1.G", "1000000000")]
    [InlineData("1n", "0.000000001")]
    [InlineData("1u", "0.000001")]
    [InlineData("0.1n", "0.000000001")]
    [InlineData("1k", "1000")]
    [InlineData("1M", "1000000")]
    [InlineData("1T", "1000000000000")]
    [InlineData("1P", "1000000000000000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("1.5Gi", "1610612736")]
    [InlineData("0.5Ti", "549755813888")]
    [InlineData("1Pi", "1125899906842624")]
    [InlineData("7Ei", "8070450532247928832")]
    [InlineData("100Ei", "9223372036854775807")]
    [InlineData("12e6", "12000000")]
    [InlineData("12E6", "12000000")]
    [InlineData("5e-3", "0.005")]
    [InlineData("1E+3", "1000")]
    [InlineData("00012", "12")]
    [InlineData(" 1Gi ", "1073741824")]
    [InlineData("9223372036854775807.5", "9223372036854775807.5")]
    [InlineData("0.00000000000000000000000000000000000001", "0.000000001")]
    [InlineData("1000000000000000000000000000000000000000", "79228162514264337593543950335")]
    [InlineData("1e999999999999999999999", "79228162514264337593543950335")]
    [InlineData("1e-999999999999999999999", "0.000000001")]
    [InlineData("0e999999999999999999999", "0")]
    public void Amounts_are_read_exactly(string text, string value)
    {
        Assert.Null(Quantity.Problem(text));
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(value, quantity.ToDecimal().ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("-", "has no digits at its beginning")]
    [InlineData(".", "has no digits at its beginning")]
    [InlineData("Gi", "has no digits at its beginning")]
    [InlineData("1 Gi", "has a blank inside")]
    [InlineData("1GB", "has the unknown suffix 'GB'")]
    [InlineData("1gi", "has the unknown suffix 'gi'")]
    [InlineData("1K", "has the unknown suffix 'K'")]
    [InlineData("1i", "has the unknown suffix 'i'")]
    [InlineData("1.1.1", "has the unknown suffix '.1'")]
    [InlineData("1e", "has the unknown suffix 'e'")]
    [InlineData("1e1.5", "has the unknown suffix 'e1.5'")]
    [InlineData("1k3", "has the unknown suffix 'k3'")]
    [InlineData("1,5", "has the unknown suffix ',5'")]
    [InlineData("--1", "has no digits at its beginning")]
    public void What_is_no_amount_is_named(string text, string problem)
    {
        Assert.False(Quantity.TryParse(text, out _));
        Assert.StartsWith(problem, Quantity.Problem(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000m", "1", 0)]
    [InlineData("1Gi", "1G", 1)]
    [InlineData("500m", "1", -1)]
    [InlineData("1e3", "1k", 0)]
    [InlineData("-1", "-2", 1)]
    [InlineData("0.1", "100m", 0)]
    public void Amounts_compare_whatever_they_are_written_with(string left, string right, int expected)
    {
        var (one, other) = (Parse(left), Parse(right));
        Assert.Equal(expected, one.CompareTo(other));
        Assert.Equal(expected == 0, one == other);
        Assert.Equal(expected < 0, one < other);
        Assert.Equal(expected > 0, one > other);
        Assert.Equal(expected <= 0, one <= other);
        Assert.Equal(expected >= 0, one >= other);
    }

    [Theory]
    [InlineData("100m", 100, 1)]
    [InlineData("1.0005", 1001, 2)]
    [InlineData("-1.0005", -1001, -2)]
    [InlineData("2Ki", 2048000, 2048)]
    [InlineData("9E", long.MaxValue, 9000000000000000000)]
    [InlineData("1e40", long.MaxValue, long.MaxValue)]
    [InlineData("-1e40", -long.MaxValue, -long.MaxValue)]
    public void Scaled_values_round_up_and_stop_at_the_largest(string text, long milli, long whole)
    {
        var quantity = Parse(text);
        Assert.Equal(milli, quantity.MilliValue);
        Assert.Equal(whole, quantity.Value);
    }

    [Fact]
    public void Amounts_know_their_sign_and_fraction()
    {
        Assert.True(Parse("0Gi").IsZero);
        Assert.True(Parse("-1m").IsNegative);
        Assert.True(Parse("1000m").IsWhole);
        Assert.False(Parse("1m").IsWhole);
        Assert.Equal("0.1", Parse("100m").ToString());
    }

    [Theory]
    [InlineData("500m", "500m", "1")]
    [InlineData("1", "-1", "0")]
    [InlineData("1e40", "1e40", "1e40")]
    [InlineData("-1e40", "-1e40", "-1e40")]
    [InlineData("-1e40", "1e40", "0")]
    public void Sums_stop_at_the_largest_amount(string left, string right, string sum) => Assert.Equal(Parse(sum), Parse(left) + Parse(right));

    /// <summary>A sign takes the longer way.</summary>
    [Fact]
    public void Whole_numbers_are_the_same_with_and_without_a_sign()
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3"])
        {
            foreach (var number in (ReadOnlySpan<string>)["0", "1", "007", "98", "515", "999999999", "0999999999", "9999999999"])
                Assert.Equal(Parse("+" + number + suffix), Parse(number + suffix));
        }
    }

    [Fact]
    public void What_is_usual_is_an_amount()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Create(random.Next(6), random, static (text, random) => random.GetItems("0123..mkMGTKiie-", text));
            Assert.True(!Quantity.IsUsual(Encoding.UTF8.GetBytes(text)) || Quantity.Problem(text) is null, text);
        }

        foreach (var text in (ReadOnlySpan<string>)["0", "250m", "1.5", "2", "512Mi", "1.25Gi", "3k", "10G"])
            Assert.True(Quantity.IsUsual(Encoding.UTF8.GetBytes(text)), text);
    }

    private static Quantity Parse(string text) => Quantity.TryParse(text, out var quantity) ? quantity : throw new ArgumentException(text, nameof(text));
}
