using EksLint.Values;

namespace EksLint.Inputs.Kustomize;

/// <summary>A regular expression for the whole of a name. Those that people write (<c>web</c>, <c>web-.*</c>, <c>Deployment|StatefulSet</c>) are matched here: without
/// start-up time, and with no clock that could decide what a kustomization comes to.</summary>
internal sealed class NamePattern
{
    private readonly List<Part[]> _alternatives = [];
    private readonly Re2Pattern? _pattern;
    private readonly string _text;

    public NamePattern(string text)
    {
        _text = text;
        foreach (var alternative in text.Split('|'))
        {
            if (Read(alternative) is { } parts)
            {
                _alternatives.Add(parts);
                continue;
            }

            _pattern = Re2Pattern.TryCreate("^(?:" + text + ")$") ?? throw Unknown();
            return;
        }
    }

    /// <summary>Whether the pattern matches a whole text.</summary>
    public bool IsMatch(string text) =>
        _pattern is null ? _alternatives.Exists(parts => IsMatch(parts, text)) : _pattern.IsMatch(text) ?? throw Unknown();

    /// <summary>The characters of a simple pattern; null where it has more than characters, dots and repetitions.</summary>
    private static Part[]? Read(string pattern)
    {
        var parts = new List<Part>();
        var start = pattern.StartsWith('^') ? 1 : 0;
        var end = pattern.Length > start && pattern[^1] == '$' ? pattern.Length - 1 : pattern.Length;
        for (var i = start; i < end; i++)
        {
            var c = pattern[i];
            if (c is '*' or '+' or '?')
            {
                if (parts.Count == 0 || parts[^1].IsRepeated || parts[^1].IsOptional)
                    return null;
                parts[^1] = parts[^1] with { IsRepeated = c != '?', IsOptional = c != '+' };
            }
            else if (c == '\\' && i + 1 < end && pattern[i + 1] is '.' or '-' or '/')
            {
                parts.Add(new Part(pattern[++i], IsAny: false));
            }
            else if (c == '.' || char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or ':' or '@')
            {
                parts.Add(new Part(c, IsAny: c == '.'));
            }
            else
            {
                return null;
            }
        }

        return [.. parts];
    }

    /// <summary>Follows all ways through the pattern at once, so that the work is bounded by the product of the lengths.</summary>
    private static bool IsMatch(Part[] parts, string text)
    {
        var states = new bool[parts.Length + 1];
        states[0] = true;
        PassOptional(parts, states);
        foreach (var c in text)
        {
            var next = new bool[parts.Length + 1];
            for (var i = 0; i < parts.Length; i++)
            {
                if (!states[i] || (parts[i].IsAny ? c == '\n' : parts[i].Character != c))
                    continue;
                next[i + 1] = true;
                next[i] |= parts[i].IsRepeated;
            }

            PassOptional(parts, next);
            states = next;
        }

        return states[parts.Length];
    }

    private static void PassOptional(Part[] parts, bool[] states)
    {
        for (var i = 0; i < parts.Length; i++)
            states[i + 1] |= states[i] && parts[i].IsOptional;
    }

    private UnresolvableException Unknown() => new($"has the pattern '{_text}'");

    private readonly record struct Part(char Character, bool IsAny, bool IsRepeated = false, bool IsOptional = false);
}
