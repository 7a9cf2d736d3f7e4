using System.Text;
using EksLint.Syntax;

namespace EksLint.Tests.Schemas;

/// <summary>Writes a generated document as people do, in block and flow style, with quotes and comments, and notes where each node stands.</summary>
internal sealed class DocumentWriter
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();

    private DocumentWriter(Random random) => _random = random;

    /// <summary>The text, in ASCII: an offset in it is an offset in the file.</summary>
    public static string Write(GeneratedNode root, Random random)
    {
        var writer = new DocumentWriter(random);
        writer.WriteBlock(root, 0, isInList: false);
        return writer._text.ToString();
    }

    private void WriteBlock(GeneratedNode node, int indent, bool isInList)
    {
        var isFirst = true;
        foreach (var child in node.Children)
        {
            if (!isFirst || !isInList)
                Indent(indent);
            isFirst = false;
            if (node.IsList)
                _text.Append("- ");
            else
                WriteKey(child);
            WriteBlockValue(child, indent, isItem: node.IsList);
        }
    }

    private void WriteBlockValue(GeneratedNode node, int indent, bool isItem)
    {
        if (node.Scalar is not null || node.Children.Count == 0 || (isItem && node.IsList) || _random.Next(6) == 0)
        {
            WriteFlow(node);
            EndLine();
            return;
        }

        if (!isItem)
            EndLine();
        var start = _text.Length;
        var inner = isItem ? indent + 2 : node.IsList && _random.Next(2) == 0 ? indent : indent + 2;
        WriteBlock(node, inner, isInList: isItem);

        // A finding about a mapping in a list points at its first key.
        node.ValueSpan = isItem ? node.Children[0].KeySpan : new SourceSpan(start, _text.Length);
    }

    private void WriteFlow(GeneratedNode node)
    {
        var start = _text.Length;
        if (node.Scalar is { } scalar)
        {
            WriteScalar(scalar, node.IsText);
        }
        else
        {
            _text.Append(node.IsList ? '[' : '{');
            for (var i = 0; i < node.Children.Count; i++)
            {
                if (i > 0)
                    _text.Append(", ");
                if (!node.IsList)
                    WriteKey(node.Children[i]);
                WriteFlow(node.Children[i]);
            }

            _text.Append(node.IsList ? ']' : '}');
        }

        node.ValueSpan = new SourceSpan(start, _text.Length);
        if (node.Key is null && node.Scalar is null && !node.IsList && node.Children.Count > 0)
            node.ValueSpan = node.Children[0].KeySpan;
    }

    private void WriteKey(GeneratedNode node)
    {
        var start = _text.Length;
        _text.Append(_random.Next(12) == 0 ? $"\"{node.Key}\"" : node.Key);
        node.KeySpan = new SourceSpan(start, _text.Length);
        _text.Append(": ");
    }

    private void WriteScalar(string scalar, bool isText)
    {
        var isPlain = !isText || (_random.Next(2) == 0 && ScalarValue.Resolve(scalar).Kind == ScalarKind.String && scalar.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/'));
        _text.Append(isPlain ? scalar : _random.Next(2) == 0 ? $"\"{scalar.Replace("\\", @"\\", StringComparison.Ordinal)}\"" : $"'{scalar}'");
    }

    private void EndLine() => _text.Append(_random.Next(15) == 0 ? " # for a reason\n" : "\n");

    private void Indent(int indent) => _text.Append(' ', indent);
}
