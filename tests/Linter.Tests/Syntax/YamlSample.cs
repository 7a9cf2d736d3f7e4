using System.Text;
using EksLint.Syntax;

namespace EksLint.Tests.Syntax;

/// <summary>A random document, written by other code than the one under test, and what must be read from it.</summary>
internal sealed class YamlSample
{
    private const int DeepestNesting = 5;

    private static readonly string[] Words =
        ["a", "spec", "été", "😀", "80", "1.5", "true", "x:y", "x#y", "http://x/y?z=1&w", "a-b", "日本", "it's", "say\"x\"", "*", "&", "!", "%", "@", "`", "|", ">", "\u00a0x"];

    private static readonly string[] FlowWords = [.. Words, "-", "?", ":x", "a,b", "[c]", "{d}", "\\", "''", "\"\"", "#z", "x: y", "x #y"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<ExpectedNode> _nodes = [];
    private int _budget = 40;

    private YamlSample(int seed) => _random = new Random(seed);

    /// <summary>The document.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Its nodes in document order.</summary>
    public IReadOnlyList<ExpectedNode> Nodes => _nodes;

    public static YamlSample Create(int seed)
    {
        var sample = new YamlSample(seed);
        sample.WriteDocument();
        sample.Text = sample._text.ToString();
        if (sample.OneOf(5))
            sample.Text = sample.Text.Replace("\n", "\r\n", StringComparison.Ordinal);
        return sample;
    }

    private void WriteDocument()
    {
        if (OneOf(4))
            _text.Append(OneOf(2) ? "--- # a\n" : "---\n");
        WriteGap(0);
        switch (_random.Next(6))
        {
            case 0:
                WriteFlow(null, 1, 0);
                _text.Append('\n');
                break;
            case 1:
                WriteSequence(null, 0, 0, isOnLine: false);
                break;
            default:
                WriteMapping(null, 0, 0, isOnLine: false);
                break;
        }

        WriteGap(0);
    }

    private void WriteMapping(string? key, int indent, int depth, bool isOnLine)
    {
        Expect(key, NodeKind.Mapping, "");
        var count = _random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            if (!isOnLine || i > 0)
            {
                WriteGap(indent);
                _text.Append(' ', indent);
            }

            var childKey = WriteKey(isFlow: false);
            _text.Append(OneOf(8) ? " :" : ":");
            WriteValue(childKey, indent, depth + 1);
        }
    }

    private void WriteValue(string key, int indent, int depth)
    {
        switch (Choose(depth, 8))
        {
            case 0 or 1:
                EndLine();
                WriteMapping(key, indent + _random.Next(1, 5), depth, isOnLine: false);
                break;
            case 2 or 3:
                EndLine();
                WriteSequence(key, indent + _random.Next(0, 4), depth, isOnLine: false);
                break;
            default:
                WriteLeaf(key, indent, depth);
                break;
        }
    }

    private void WriteSequence(string? key, int indent, int depth, bool isOnLine)
    {
        Expect(key, NodeKind.Sequence, "");
        var count = _random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            if (!isOnLine || i > 0)
            {
                WriteGap(indent);
                _text.Append(' ', indent);
            }

            _text.Append('-');
            var blanks = _random.Next(1, 4);
            switch (Choose(depth + 1, 9))
            {
                case 0 or 1:
                    _text.Append(' ', blanks);
                    WriteMapping(null, indent + 1 + blanks, depth + 1, isOnLine: true);
                    break;
                case 2:
                    _text.Append(' ', blanks);
                    WriteSequence(null, indent + 1 + blanks, depth + 1, isOnLine: true);
                    break;
                case 3:
                    EndLine();
                    WriteMapping(null, indent + blanks, depth + 1, isOnLine: false);
                    break;
                default:
                    WriteLeaf(null, indent, depth + 1);
                    break;
            }
        }
    }

    /// <summary>A scalar, a flow collection or nothing behind a colon or dash, with the end of the line.</summary>
    private void WriteLeaf(string? key, int indent, int depth)
    {
        if (OneOf(8))
        {
            Expect(key, NodeKind.Scalar, "");
            EndLine();
            return;
        }

        var ownLine = OneOf(10);
        if (ownLine)
        {
            EndLine();
            _text.Append(' ', indent + 1);
        }
        else
        {
            _text.Append(' ', _random.Next(1, 3));
        }

        if (OneOf(6))
            WriteFlow(key, indent + 1, depth);
        else if (OneOf(5))
            WriteBlockScalar(key, indent);
        else
            WriteFlowScalar(key, indent + 1, isFlow: false, isKey: false);
        if (_text[^1] != '\n')
            EndLine();
    }

    private void WriteFlow(string? key, int indent, int depth)
    {
        var isMapping = OneOf(2);
        Expect(key, isMapping ? NodeKind.Mapping : NodeKind.Sequence, "");
        _text.Append(isMapping ? '{' : '[');
        var count = _random.Next(4);
        for (var i = 0; i < count; i++)
        {
            WriteFlowGap(indent);
            var childKey = isMapping ? WriteKey(isFlow: true) : null;
            if (isMapping)
                _text.Append(": ");
            if (depth < DeepestNesting && OneOf(5))
                WriteFlow(childKey, indent, depth + 1);
            else
                WriteFlowScalar(childKey, indent, isFlow: true, isKey: false);
            WriteFlowGap(indent);
            if (i < count - 1 || OneOf(5))
                _text.Append(',');
        }

        WriteFlowGap(indent);
        _text.Append(isMapping ? '}' : ']');
    }

    private string WriteKey(bool isFlow)
    {
        var start = _nodes.Count;
        WriteFlowScalar(null, 0, isFlow, isKey: true);
        var text = _nodes[start].Text;
        _nodes.RemoveAt(start);
        return text;
    }

    private void WriteFlowScalar(string? key, int indent, bool isFlow, bool isKey)
    {
        var style = _random.Next(4);
        var words = new List<string>();
        var count = _random.Next(style < 2 ? 1 : 0, 4);
        for (var i = 0; i < count; i++)
            words.Add(style < 2 ? PlainWord(i == 0) : FlowWords[_random.Next(FlowWords.Length)]);
        Expect(key, NodeKind.Scalar, string.Join(' ', words));
        var quote = style switch { 2 => "'", 3 => "\"", _ => "" };
        _text.Append(quote);
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0)
                WriteFold(indent, isKey);
            _text.Append(style switch
            {
                2 => words[i].Replace("'", "''", StringComparison.Ordinal),
                3 => Escape(words[i]),
                _ => words[i],
            });
        }

        _text.Append(quote);
        if (isFlow && style < 2 && !isKey)
            _text.Append(' ');
    }

    /// <summary>A blank between two words of a flow scalar, as a blank or as a line break.</summary>
    private void WriteFold(int indent, bool isKey)
    {
        if (isKey || !OneOf(4))
            _text.Append(' ');
        else
            _text.Append(OneOf(3) ? "  \n" : "\n").Append(' ', indent + _random.Next(3));
    }

    private string PlainWord(bool isFirst)
    {
        while (true)
        {
            var word = Words[_random.Next(Words.Length)];
            // What begins like an indicator may only stand inside; a word like '*' inside is left to the mutations.
            if ("*&!%@`|>".Contains(word[0], StringComparison.Ordinal) || (isFirst && word[0] == '\u00a0'))
                continue;
            return word;
        }
    }

    private string Escape(string word)
    {
        var text = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                text.Append('\\').Append(rune);
            else if (!OneOf(6))
                text.Append(rune);
            else if (rune.Value < 0x100)
                text.Append(null, $"\\x{rune.Value:x2}");
            else if (rune.IsBmp)
                text.Append(null, $"\\u{rune.Value:X4}");
            else
                text.Append(null, $"\\U{rune.Value:x8}");
        }

        return text.ToString();
    }

    private void WriteBlockScalar(string? key, int indent)
    {
        var folded = OneOf(2);
        var chomping = _random.Next(3);
        var column = indent + _random.Next(1, 4);
        _text.Append(folded ? '>' : '|').Append(chomping switch { 1 => "-", 2 => "+", _ => "" });
        EndLine();
        var value = new StringBuilder();
        var count = _random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            var line = FlowWords[_random.Next(FlowWords.Length)] + (OneOf(2) ? " # text" : "") + (OneOf(6) ? "  " : "");
            var breaks = _random.Next(1, 4);
            _text.Append(' ', column).Append(line).Append('\n', breaks);
            value.Append(line);
            if (i < count - 1)
                value.Append(!folded ? new string('\n', breaks) : breaks == 1 ? " " : new string('\n', breaks - 1));
            else
                value.Append('\n', chomping switch { 1 => 0, 2 => breaks, _ => 1 });
        }

        Expect(key, NodeKind.Scalar, value.ToString());
        _keepsBlankLines = chomping == 2;
    }

    private bool _keepsBlankLines;

    /// <summary>Blank lines and comments before an entry.</summary>
    private void WriteGap(int indent)
    {
        if (OneOf(5))
            _text.Append(' ', _keepsBlankLines ? 0 : indent).Append(OneOf(2) ? "# - a: |\n" : "#é😀'\n");
        if (OneOf(8) && !_keepsBlankLines)
            _text.Append('\n');
        _keepsBlankLines = false;
    }

    private void WriteFlowGap(int indent)
    {
        if (OneOf(6))
            _text.Append(OneOf(3) ? " # }]\n" : "\n").Append(' ', indent + _random.Next(3));
        else if (OneOf(2))
            _text.Append(' ');
    }

    private void EndLine() => _text.Append(_random.Next(8) switch { 0 => " # x: 'y", 1 => "  ", _ => "" }).Append('\n');

    private void Expect(string? key, NodeKind kind, string text) => _nodes.Add(new ExpectedNode(key, kind, text));

    private int Choose(int depth, int choices) => depth >= DeepestNesting || --_budget < 0 ? choices : _random.Next(choices);

    private bool OneOf(int times) => _random.Next(times) == 0;
}

/// <summary>What must be read from a sample.</summary>
internal sealed record ExpectedNode(string? Key, NodeKind Kind, string Text);
