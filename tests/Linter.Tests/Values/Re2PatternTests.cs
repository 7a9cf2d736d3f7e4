using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

/// <summary>Patterns mean what they mean in RE2: golang/go, src/regexp/syntax/doc.go.</summary>
public sealed class Re2PatternTests
{
    [Theory]
    [InlineData("^[a-z]+$", "abc", true)]
    [InlineData("^[a-z]+$", "abc\n", false)]
    [InlineData("b", "abc", true)]
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "١٢", false)]
    [InlineData(@"^\w$", "ä", false)]
    [InlineData(@"^\W$", "ä", true)]
    [InlineData(@"^[\W]$", "a", false)]
    [InlineData(@"^[\S\n]+$", "a\u00a0\n", true)]
    [InlineData(@"^[^\s]$", " ", false)]
    [InlineData(@"^[\D-]$", "7", false)]
    [InlineData("^[[:alpha:]_]+$", "a_", true)]
    [InlineData("^[[:alpha:]_]+$", ":", false)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[^]a]+$", "]", false)]
    [InlineData("^[a-z-[aeiou]]$", "[]", true)]
    [InlineData("^(?P<name>a)$", "a", true)]
    [InlineData("(?i)^abc$", "ABC", true)]
    [InlineData(@"^\x41\.\-\/$", "A.-/", true)]
    [InlineData("^.{2}$", "äb", true)]
    [InlineData("", "anything", true)]
    public void A_pattern_matches_as_in_RE2(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Re2Pattern.TryCreate(pattern)!.IsMatch(text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\pL")]
    [InlineData(@"\p{Greek}")]
    [InlineData(@"\Qa\E")]
    [InlineData(@"\x{10FFFF}")]
    [InlineData("(?m)^a$")]
    [InlineData("[[:nonsense:]]")]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData(@"\")]
    [InlineData("((a{1000}){1000}){1000}")]
    public void What_cannot_be_matched_as_in_RE2_is_not_matched_at_all(string pattern) => Assert.Null(Re2Pattern.TryCreate(pattern));

    [Theory]
    [InlineData("^a$", 3)]
    [InlineData("a{3}b{2,5}c{4,}", 12)]
    [InlineData("(a(bc){10}){2}", 42)]
    public void The_size_counts_repetitions(string pattern, int size) => Assert.Equal(size, Re2Pattern.TryCreate(pattern)!.Size);

    [Fact]
    public void Code_points_beyond_16_bits_are_passed_over() => Assert.Null(Re2Pattern.TryCreate("^.$")!.IsMatch("\U0001F600"));

    [Fact]
    public void Long_patterns_and_texts_are_passed_over()
    {
        Assert.Null(Re2Pattern.TryCreate(new string('a', 100_000)));
        Assert.Null(Re2Pattern.TryCreate("a")!.IsMatch(new string('a', 100_000)));
    }

    [Theory]
    [InlineData("^(a?){500}a{500}$")]
    [InlineData("(x+x+)+y")]
    [InlineData("(.*a){1,100}b")]
    [InlineData(".*[a-z].{900}b$")]
    public void Slow_patterns_cost_little(string pattern)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
            Re2Pattern.TryCreate(pattern)?.IsMatch(new string('a', 999) + "c");
        Assert.InRange(started.Elapsed.TotalSeconds, 0, 20);
    }
}
