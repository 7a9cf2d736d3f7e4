using System.Globalization;
using System.Text;

namespace EksLint.Syntax;

/// <summary>What the API server reads in a scalar.</summary>
public enum ScalarKind
{
    /// <summary>Nothing: an empty value, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>A boolean; <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c>, <c>y</c> and <c>n</c> are booleans too.</summary>
    Boolean,

    /// <summary>An integer: decimal, <c>0x</c>, <c>0b</c>, <c>0o</c>, or octal after a leading zero; underscores are dropped.</summary>
    Integer,

    /// <summary>A number with fraction or exponent, infinity or not-a-number, or an integer too large for 64 bits.</summary>
    Float,

    /// <summary>Text; dates and base-60 numbers stay text.</summary>
    String,
}

/// <summary>A scalar as Kubernetes resolves it before it looks at the type of the field.</summary>
/// <remarks>YAML 1.1 as go-yaml v2 reads it, with which sigs.k8s.io/yaml turns YAML into JSON (goyaml.v2/resolve.go): the API server's view counts,
/// not YAML 1.2's.</remarks>
/// <param name="Kind">What it is.</param>
/// <param name="Boolean">The value of a boolean.</param>
/// <param name="Integer">The value of an integer.</param>
/// <param name="Float">The value of a number of either kind.</param>
public readonly record struct ScalarValue(ScalarKind Kind, bool Boolean = false, long Integer = 0, double Float = 0)
{
    /// <summary>The longest text that means null.</summary>
    internal const int LongestNull = 4;

    // As false.
    private const int LongestWord = 5;

    // No number is longer that a manifest holds, and no number of so few digits is too large.
    private const int LongestNumber = 128;
    private const int FewDigits = 18;

    /// <summary>Resolves a plain scalar.</summary>
    public static ScalarValue Resolve(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return new ScalarValue(ScalarKind.Null);
        switch (text[0])
        {
            case '~' or 'n' or 'N' or 'y' or 'Y' or 't' or 'T' or 'f' or 'F' or 'o' or 'O':
                return ResolveWord(text);
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return ResolveNumber(text);
            default:
                return new ScalarValue(ScalarKind.String);
        }
    }

    /// <summary>Whether a plain scalar is a text by its first byte and its length, as most texts are.</summary>
    internal static bool IsText(byte first, int length) => first switch
    {
        (byte)'~' or (byte)'n' or (byte)'N' or (byte)'y' or (byte)'Y' or (byte)'t' or (byte)'T' or (byte)'f' or (byte)'F' or (byte)'o' or (byte)'O' => length > LongestWord,
        (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9') => length > LongestNumber,
        _ => true,
    };

    /// <summary>Resolves a plain scalar from its UTF-8 bytes.</summary>
    internal static ScalarValue Resolve(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return new ScalarValue(ScalarKind.Null);
        if (IsText(text[0], text.Length) || !Ascii.IsValid(text))
            return new ScalarValue(ScalarKind.String);
        if (TryResolveDigits(text, out var number))
            return new ScalarValue(ScalarKind.Integer, Integer: number, Float: number);
        Span<char> characters = stackalloc char[text.Length];
        Ascii.ToUtf16(text, characters, out _);
        return Resolve(characters);
    }

    /// <summary>Most numbers are a few digits without a leading zero.</summary>
    private static bool TryResolveDigits(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length > FewDigits || (text[0] == '0' && text.Length > 1))
            return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = number * 10 + (digit - '0');
        }

        return true;
    }

    /// <summary>The value as JSON would show it, for messages: <c>true</c>, <c>83</c>, <c>null</c>.</summary>
    public override string ToString() => Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Boolean => Boolean ? "true" : "false",
        ScalarKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        ScalarKind.Float => Float.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static ScalarValue ResolveWord(ReadOnlySpan<char> text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => new ScalarValue(ScalarKind.Null),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new ScalarValue(ScalarKind.Boolean, Boolean: true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new ScalarValue(ScalarKind.Boolean),
        _ => new ScalarValue(ScalarKind.String),
    };

    private static ScalarValue ResolveNumber(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case ".nan" or ".NaN" or ".NAN":
                return new ScalarValue(ScalarKind.Float, Float: double.NaN);
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return new ScalarValue(ScalarKind.Float, Float: double.PositiveInfinity);
            case "-.inf" or "-.Inf" or "-.INF":
                return new ScalarValue(ScalarKind.Float, Float: double.NegativeInfinity);
        }

        // Longer than any number that a manifest holds: text, as its digits could not be kept anyway.
        if (text.Length > LongestNumber)
            return new ScalarValue(ScalarKind.String);
        Span<char> digits = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c != '_')
                digits[length++] = c;
        }

        digits = digits[..length];
        if (TryParseInteger(digits, out var integer))
            return new ScalarValue(ScalarKind.Integer, Integer: integer, Float: integer);
        return IsFloat(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new ScalarValue(ScalarKind.Float, Float: number)
            : new ScalarValue(ScalarKind.String);
    }

    private static bool TryParseInteger(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        var negative = false;
        if (text is ['+' or '-', ..])
        {
            negative = text[0] == '-';
            text = text[1..];
        }

        if (text.IsEmpty)
            return false;
        var radix = 10u;
        if (text.Length > 1 && text[0] == '0')
        {
            (radix, var prefix) = text[1] switch
            {
                'x' or 'X' => (16u, 2),
                'b' or 'B' => (2u, 2),
                'o' or 'O' => (8u, 2),
                _ => (8u, 1),
            };
            text = text[prefix..];
            if (text.IsEmpty)
                return false;
        }

        var result = 0ul;
        foreach (var c in text)
        {
            var digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : uint.MaxValue;
            if (digit >= radix || result > ((ulong)long.MaxValue - digit) / radix)
                return false;
            result = result * radix + digit;
        }

        value = negative ? -(long)result : (long)result;
        return true;
    }

    /// <summary>go-yaml's yamlStyleFloat: an optional sign, digits with at most one point, an optional exponent.</summary>
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        var i = text is ['+' or '-', ..] ? 1 : 0;
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        var digits = i - start;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
                digits++;
            }
        }

        if (digits == 0)
            return false;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            var exponent = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            if (i == exponent)
                return false;
        }

        return i == text.Length;
    }
}
