using System.Text;

namespace EksLint.Tests.Syntax;

/// <summary>Breaks documents in the ways that people and editors break them.</summary>
internal sealed class Mutator(int seed)
{
    private const string Alphabet = "\t :-#'\"{}[],&*!|>%@\\`?\n\r~<=+x0 \n :-";

    private static readonly string[] Rarities =
        ["\u0085", "\u2028", "\u00a0", "\ufeff", "é", "😀", "\0", "\u0001", "\r\n", "---\n", "...\n", "- ", ": ", " #", "\n  ", "\t", "<<: ", "*a", "&a ", "!t ", "''", "\\n", "\\\n", "|\n", ">-\n", "? ", "{}", "[]", "%x\n"];

    private static readonly string[] Properties =
        ["&a ", "&b ", "!t ", "!!str ", "!t &a ", "&a !!map ", "*a", "*b ", "*a\n", "&a\n", "!t\n", "&a # c\n", "<<: *a\n", "&a-1_B  ", "!T.x ", "!t"];

    private static readonly string[] Pieces =
        ["a", "b", "c: ", "a:", "\n", "\n", "\n ", "\n  ", "\n    ", " ", "  ", "- ", "-", ": ", ":", ", ", ",", "[", "]", "{", "}", "'", "\"", "'x'", "\"x\"", "\"a\": ", "|", ">", "|+\n", ">-\n  ", " # c", "#", "\n#c\n", "x y", "1", "~", "\\"];

    private readonly Random _random = new(seed);

    /// <summary>The text with one to three random edits.</summary>
    public string Mutate(string text)
    {
        var mutant = new StringBuilder(text);
        for (var i = _random.Next(3); i >= 0; i--)
            Edit(mutant);
        return mutant.ToString();
    }

    /// <summary>A short text of the pieces that YAML is made of, in no order.</summary>
    public string Soup()
    {
        var soup = new StringBuilder(_random.Next(4) switch { 0 => "a:\n", 1 => "a: ", 2 => "- ", _ => "" });
        for (var i = _random.Next(2, 25); i > 0; i--)
            soup.Append(_random.Next(12) == 0 ? Rarities[_random.Next(Rarities.Length)] : Pieces[_random.Next(Pieces.Length)]);
        return soup.ToString();
    }

    /// <summary>The text with anchors, aliases and tags where values begin.</summary>
    public string Decorate(string text)
    {
        var decorated = new StringBuilder(text);
        for (var i = _random.Next(1, 6); i > 0; i--)
        {
            var value = text.IndexOf(" \n[,"[_random.Next(4)], _random.Next(text.Length + 1));
            if (value >= 0)
                decorated.Insert(Math.Min(value + 1 + decorated.Length - text.Length, decorated.Length), Properties[_random.Next(Properties.Length)]);
        }

        return decorated.ToString();
    }

    private void Edit(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        switch (_random.Next(10))
        {
            case 0 or 1 or 2:
                text.Insert(at, Alphabet[_random.Next(Alphabet.Length)]);
                break;
            case 3:
                text.Insert(at, Rarities[_random.Next(Rarities.Length)]);
                break;
            case 4 or 5 when at < text.Length:
                text.Remove(at, 1);
                break;
            case 6 when at < text.Length:
                text[at] = Alphabet[_random.Next(Alphabet.Length)];
                break;
            case 7:
                var length = Math.Min(_random.Next(1, 12), text.Length - at);
                text.Insert(_random.Next(text.Length + 1), text.ToString(at, length));
                break;
            default:
                EditLine(text);
                break;
        }
    }

    private void EditLine(StringBuilder text)
    {
        var lines = text.ToString().Split('\n').ToList();
        var at = _random.Next(lines.Count);
        switch (_random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(_random.Next(lines.Count + 1), lines[at]);
                break;
            case 2:
                lines[at] = new string(' ', _random.Next(1, 4)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].TrimStart(' ');
                break;
            case 4:
                lines[at] += Rarities[_random.Next(Rarities.Length)];
                break;
            default:
                lines.Insert(at, new string(' ', _random.Next(6)));
                break;
        }

        text.Clear().AppendJoin('\n', lines);
    }
}
