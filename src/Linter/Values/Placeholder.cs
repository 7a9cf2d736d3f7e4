using System.Buffers;
using EksLint.Syntax;

namespace EksLint.Values;

/// <summary>Tells values that are filled in later from values that can be judged now.</summary>
/// <remarks>The forms are those of the tools that fill manifests in: <c>${NAME}</c> and <c>$NAME</c> (POSIX.1-2024, Shell Command Language, 2.6.2;
/// envsubst; Flux; CloudFormation's Fn::Sub), <c>$(NAME)</c> (Kubernetes' own expansion in containers, make), <c>{{ … }}</c> (Go templates, Jinja,
/// GitHub Actions), and <c>&lt;your-value&gt;</c> as documentation writes it.</remarks>
public static class Placeholder
{
    private static readonly SearchValues<byte> Openings = SearchValues.Create("$<{"u8);

    /// <summary>Whether a scalar holds a placeholder, so that its real value is unknown.</summary>
    public static bool IsUnknown(YamlNode scalar) => scalar.MayHold(Openings) && IsUnknown(scalar.Text);

    /// <summary>Whether a text holds a placeholder, so that its real value is unknown.</summary>
    public static bool IsUnknown(ReadOnlySpan<char> text) => text.IndexOfAny('$', '<', '{') >= 0 && HoldsAny(text);

    private static bool HoldsAny(ReadOnlySpan<char> text) =>
        HoldsPair(text, "${", "}") || HoldsPair(text, "$(", ")") || HoldsPair(text, "{{", "}}") || HoldsAngleBrackets(text) || IsVariable(text);

    // What does not close after the first opening does not close after a later one either.
    private static bool HoldsPair(ReadOnlySpan<char> text, ReadOnlySpan<char> opening, ReadOnlySpan<char> closing)
    {
        var start = text.IndexOf(opening);
        return start >= 0 && text[(start + opening.Length)..].IndexOf(closing) >= 0;
    }

    private static bool HoldsAngleBrackets(ReadOnlySpan<char> text)
    {
        for (var start = text.IndexOf('<'); start >= 0; start = text.IndexOf('<'))
        {
            text = text[(start + 1)..];
            var hasWord = false;
            var i = 0;
            for (; i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is ' ' or '_' or '-' or '.'); i++)
                hasWord |= char.IsLetterOrDigit(text[i]);
            if (hasWord && i < text.Length && text[i] == '>')
                return true;
            text = text[i..];
        }

        return false;
    }

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text is not ['$', (>= 'A' and <= 'Z') or '_', .. var rest])
            return false;
        foreach (var c in rest)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '_')
                return false;
        }

        return true;
    }
}
