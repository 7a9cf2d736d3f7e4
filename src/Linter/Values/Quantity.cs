using System.Globalization;

namespace EksLint.Values;

/// <summary>An amount of a resource: <c>100m</c>, <c>1.5Gi</c>, <c>2e3</c>.</summary>
/// <remarks>
/// kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/api/resource: quantity.go (ParseQuantity, UnmarshalJSON) and suffix.go. As there, an
/// amount below a billionth is rounded up, one with a binary suffix is at most 2^63-1, and blanks around the text are dropped.
/// Two things differ: a text without any digit (<c>Gi</c>), which the API server reads as zero against its own grammar, is refused here, and digits
/// after the twentieth only round up.
/// </remarks>
public readonly record struct Quantity : IComparable<Quantity>
{
    private const int NanoDigits = 9;
    private const int SignificantDigits = 20;
    private const int LargestExponent = 100;
    private const int FewDigits = 9;
    private static readonly UInt128 NanosPerUnit = 1_000_000_000;
    private static readonly UInt128 LargestBinary = (UInt128)long.MaxValue * NanosPerUnit;
    private static readonly UInt128 Largest = (UInt128)Int128.MaxValue;

    // Billionths: what the API server keeps at most, and 128 bits of them hold every amount that it can serve. Two halves: a type with 128 bits in one cannot
    // be compiled ahead of time, nor what holds it or is handed it.
    private readonly long _high;
    private readonly ulong _low;

    private Quantity(Int128 nanos)
        : this((long)(nanos >> 64), (ulong)nanos)
    {
    }

    private Quantity(long high, ulong low) => (_high, _low) = (high, low);

    private Int128 Nanos => new((ulong)_high, _low);

    /// <summary>The amount in whole units, rounded away from zero, at most 2^63-1 either way.</summary>
    public long Value => Scaled(1_000_000_000);

    /// <summary>The amount in thousandths, rounded away from zero, at most 2^63-1 either way: the unit of CPU.</summary>
    public long MilliValue => Scaled(1_000_000);

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => (_high, _low) is (0, 0);

    /// <summary>Whether the amount is below zero.</summary>
    public bool IsNegative => _high < 0;

    /// <summary>Whether the amount has no fraction, as extended resources need.</summary>
    public bool IsWhole => Nanos % (Int128)NanosPerUnit == 0;

    /// <summary>Compares amounts, whatever they are written with: <c>1000m</c> is <c>1</c>.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Compares amounts.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>Adds amounts; the sum stops at the largest amount.</summary>
    public static Quantity operator +(Quantity left, Quantity right)
    {
        var (one, other) = (left.Nanos, right.Nanos);
        if (one > 0 && other > Int128.MaxValue - one)
            return new Quantity(Int128.MaxValue);
        if (one < 0 && other < -Int128.MaxValue - one)
            return new Quantity(-Int128.MaxValue);
        return new Quantity(one + other);
    }

    /// <summary>Reads an amount.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity) => Read(text, out quantity) is null;

    /// <summary>What is wrong with a text that should be an amount, in words; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<char> text) => Read(text, out _);

    /// <summary>Whether UTF-8 is an amount as most people write it: digits, perhaps a point, a suffix. Of another text nothing is said.</summary>
    internal static bool IsUsual(ReadOnlySpan<byte> text)
    {
        var end = SkipDigits(text, 0);
        if (end == 0)
            return false;
        if (end < text.Length && text[end] == '.')
            end = SkipDigits(text, end + 1);
        return (text.Length - end) switch
        {
            0 => true,
            1 => text[end] is (byte)'m' or (byte)'k' or (byte)'M' or (byte)'G' or (byte)'T',
            2 => text[end + 1] == 'i' && text[end] is (byte)'K' or (byte)'M' or (byte)'G' or (byte)'T',
            _ => false,
        };
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _high == other._high ? _low.CompareTo(other._low) : _high.CompareTo(other._high);

    /// <summary>The amount, as far as a decimal reaches (about 7.9e28).</summary>
    public decimal ToDecimal()
    {
        var nanos = Nanos;
        var units = nanos / (Int128)NanosPerUnit;
        if (units > (Int128)decimal.MaxValue || units < (Int128)decimal.MinValue)
            return units > 0 ? decimal.MaxValue : decimal.MinValue;
        return (decimal)units + (decimal)(nanos % (Int128)NanosPerUnit) / 1_000_000_000m;
    }

    /// <summary>The amount without a suffix, for messages and the debugger.</summary>
    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);

    private static string? Read(ReadOnlySpan<char> text, out Quantity quantity) => TryReadUsual(text, out quantity) ? null : ReadAny(text, out quantity);

    private static string? ReadAny(ReadOnlySpan<char> text, out Quantity quantity)
    {
        quantity = default;
        var rest = text.Trim();
        if (rest.IsEmpty)
            return "is empty";
        var isNegative = rest[0] == '-';
        if (rest[0] is '+' or '-')
            rest = rest[1..];

        var number = new Number();
        rest = number.Read(rest);
        if (!number.HasDigits)
            return "has no digits at its beginning";
        if (!TryReadSuffix(rest, out var binaryExponent, out var decimalExponent))
            return SuffixProblem(rest);

        var nanos = number.ToNanos(binaryExponent, decimalExponent);
        if (binaryExponent > 0 && nanos > LargestBinary)
            nanos = LargestBinary;
        quantity = new Quantity(isNegative ? -(Int128)nanos : (Int128)nanos);
        return null;
    }

    /// <summary>Reads a whole number of few digits with a common suffix: nearly all amounts are such, and no division is needed.</summary>
    private static bool TryReadUsual(ReadOnlySpan<char> text, out Quantity quantity)
    {
        quantity = default;
        var number = 0ul;
        var length = 0;
        while (length < text.Length && length < FewDigits && char.IsAsciiDigit(text[length]))
            number = number * 10 + (ulong)(text[length++] - '0');
        var nanos = text[length..] switch
        {
            "" => 1_000_000_000ul,
            "m" => 1_000_000ul,
            "k" => 1_000_000_000_000ul,
            "M" => 1_000_000_000_000_000ul,
            "G" => 1_000_000_000_000_000_000ul,
            "Ki" => 1_000_000_000ul << 10,
            "Mi" => 1_000_000_000ul << 20,
            "Gi" => 1_000_000_000ul << 30,
            _ => 0ul,
        };
        quantity = new Quantity((long)Math.BigMul(number, nanos, out var low), low);
        return length > 0 && nanos > 0;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && text[start] is >= (byte)'0' and <= (byte)'9')
            start++;
        return start;
    }

    private static bool TryReadSuffix(ReadOnlySpan<char> suffix, out int binaryExponent, out int decimalExponent)
    {
        (binaryExponent, decimalExponent, var isKnown) = suffix switch
        {
            "" => (0, 0, true),
            "n" => (0, -9, true),
            "u" => (0, -6, true),
            "m" => (0, -3, true),
            "k" => (0, 3, true),
            "M" => (0, 6, true),
            "G" => (0, 9, true),
            "T" => (0, 12, true),
            "P" => (0, 15, true),
            "E" => (0, 18, true),
            "Ki" => (10, 0, true),
            "Mi" => (20, 0, true),
            "Gi" => (30, 0, true),
            "Ti" => (40, 0, true),
            "Pi" => (50, 0, true),
            "Ei" => (60, 0, true),
            _ => (0, 0, false),
        };
        return isKnown || (suffix is ['e' or 'E', .. var exponent] && TryReadExponent(exponent, out decimalExponent));
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var isNegative = text is ['-', ..];
        if (text is ['+' or '-', ..])
            text = text[1..];
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (var digit in text)
            exponent = Math.Min(exponent * 10 + (digit - '0'), LargestExponent);
        exponent = isNegative ? -exponent : exponent;
        return true;
    }

    private static string SuffixProblem(ReadOnlySpan<char> suffix)
    {
        var blank = suffix.IndexOfAny(' ', '\t');
        return blank >= 0
            ? $"has {CharacterWords.Describe(suffix, blank)} inside"
            : $"has the unknown suffix '{CharacterWords.Excerpt(suffix)}' (known: n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei)";
    }

    /// <summary>Two factors of 63 bits have a product of 126; only larger ones are worth a division.</summary>
    private static UInt128 MultiplyToLimit(UInt128 left, UInt128 right) =>
        (left | right) > long.MaxValue && right != 0 && left > Largest / right ? Largest : left * right;

    private long Scaled(Int128 nanosPerStep)
    {
        var (steps, rest) = Int128.DivRem(Nanos, nanosPerStep);
        if (rest != 0)
            steps += IsNegative ? -1 : 1;
        return (long)Int128.Clamp(steps, -(Int128)long.MaxValue, long.MaxValue);
    }

    /// <summary>The digits of an amount: the leading ones, where the point stands, and whether what was left out is more than nothing.</summary>
    private struct Number
    {
        private UInt128 _digits;
        private int _count;
        private int _exponent;
        private bool _isRoundedDown;

        public bool HasDigits { get; private set; }

        public ReadOnlySpan<char> Read(ReadOnlySpan<char> text)
        {
            var isFraction = false;
            var i = 0;
            for (; i < text.Length; i++)
            {
                if (text[i] == '.' && !isFraction)
                    isFraction = true;
                else if (char.IsAsciiDigit(text[i]))
                    Add((uint)(text[i] - '0'), isFraction);
                else
                    break;
            }

            return text[i..];
        }

        public readonly UInt128 ToNanos(int binaryExponent, int decimalExponent)
        {
            if (_digits == 0)
                return 0;
            var nanos = _digits << binaryExponent;
            var shift = _exponent + decimalExponent + NanoDigits;
            var isRoundedDown = _isRoundedDown;
            for (; shift > 0 && nanos < Largest; shift--)
                nanos = MultiplyToLimit(nanos, 10);
            for (; shift < 0 && nanos > 0; shift++)
            {
                (nanos, var rest) = UInt128.DivRem(nanos, 10);
                isRoundedDown |= rest != 0;
            }

            return isRoundedDown && nanos < Largest ? nanos + 1 : nanos;
        }

        private void Add(uint digit, bool isFraction)
        {
            HasDigits = true;
            if (_count == SignificantDigits)
            {
                _isRoundedDown |= digit != 0;
                _exponent += isFraction ? 0 : 1;
                return;
            }

            _digits = _digits * 10 + digit;
            _count += _digits == 0 ? 0 : 1;
            _exponent -= isFraction ? 1 : 0;
        }
    }
}
