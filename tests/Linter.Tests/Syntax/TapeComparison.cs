using EksLint.Syntax;

namespace EksLint.Tests.Syntax;

/// <summary>Reads documents with both producers, counts, and says where they differ.</summary>
internal sealed class TapeComparison
{
    /// <summary>Bytes read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Documents read.</summary>
    public int Documents { get; private set; }

    /// <summary>Bytes of the documents that the fast producer left to the reference.</summary>
    public long BytesHandedOver { get; private set; }

    /// <summary>Documents that the fast producer left to the reference.</summary>
    public int DocumentsHandedOver { get; private set; }

    /// <summary>Documents that the reference refuses for their indentation between quotes or brackets, or for blanks above literal text, which the fast producer does
    /// not mind.</summary>
    public int DocumentsIndented { get; private set; }

    /// <summary>Documents that the reference refuses for anchors of scalars between braces, which the fast producer does not mind.</summary>
    public int DocumentsWithoutAnchors { get; private set; }

    /// <summary>Compares all documents of a file.</summary>
    /// <returns>The first difference; null where there is none.</returns>
    public string? Compare(SourceFile file)
    {
        foreach (var span in DocumentSplitter.Split(file.Text))
        {
            Documents++;
            Bytes += span.Length;
            if (!BlockStyleProducer.TryProduce(file, span, out var fast))
            {
                DocumentsHandedOver++;
                BytesHandedOver += span.Length;
            }
            else if (FindDifference(file, span, fast) is { } difference)
            {
                return $"{difference} in\n{file.GetText(span)}";
            }
        }

        return null;
    }

    private string? FindDifference(SourceFile file, SourceSpan span, Tape? fast)
    {
        var error = new YamlDotNetProducer().Produce(file, span, out var reference);
        if (error is not null && fast is not null && DropAnchorsInBraces(file, fast) is { } dropped)
            return fast.Aliases is null ? FindDifference(dropped, span, fast) : null;
        if (error is not null)
            return fast is null ? $"the reference says: {error.Message}" : FindDifferenceBesideIndentation(file, span, fast, error);
        if (reference is null || fast is null)
            return reference is null && fast is null ? null : "only one tape is empty";
        if ((reference.Texts ?? reference.KeyTexts) is not null)
            return "the reference has stored texts";
        if (!AreSame(fast.Tags, reference.Tags) || !AreSame(fast.Aliases, reference.Aliases))
            return "other tags or aliases";
        for (var i = 0; i < Math.Max(fast.Nodes.Length, reference.Nodes.Length); i++)
        {
            if (i >= fast.Nodes.Length || i >= reference.Nodes.Length)
                return $"{fast.Nodes.Length} nodes instead of {reference.Nodes.Length}";
            if (!AreSame(fast.Nodes[i], reference.Nodes[i]))
                return $"node {i} is {Describe(fast.Nodes[i])} instead of {Describe(reference.Nodes[i])}";
        }

        return null;
    }

    /// <summary>Compares a document with what the reference reads when all lines between quotes and brackets are indented, and those above literal text empty.</summary>
    private string? FindDifferenceBesideIndentation(SourceFile file, SourceSpan span, Tape fast, SyntaxError error)
    {
        DocumentsIndented++;
        var indented = Indent(file, span, fast);
        if (indented.Text.SequenceEqual(file.Text[span.Start..span.End]) || new YamlDotNetProducer().Produce(indented, new SourceSpan(0, indented.Length), out var tape) is not null)
            return $"the reference says: {error.Message}";
        if (tape is null || tape.Nodes.Length != fast.Nodes.Length)
            return "another number of nodes than in the indented text";
        var (actual, expected) = (new YamlDocument(file, span, fast), new YamlDocument(indented, new SourceSpan(0, indented.Length), tape));
        for (var i = 0; i < fast.Nodes.Length; i++)
        {
            var (one, other) = (fast.Nodes[i], tape.Nodes[i]);
            if ((one.Kind, one.Style, one.Next, one.KeyStyle, one.KeyHash, one.Flags) != (other.Kind, other.Style, other.Next, other.KeyStyle, other.KeyHash, other.Flags)
                || (one.HasKey && actual.GetKeyText(i) != expected.GetKeyText(i))
                || (one.Kind == NodeKind.Scalar && actual.GetText(i) != expected.GetText(i)))
            {
                return $"node {i} is {Describe(one)} instead of {Describe(other)} of the indented text";
            }
        }

        return null;
    }

    /// <summary>The file without the anchors between braces, some of which the reference refuses; null where there are none.</summary>
    private SourceFile? DropAnchorsInBraces(SourceFile file, Tape tape)
    {
        byte[]? text = null;
        for (var mapping = 0; mapping < tape.Nodes.Length; mapping++)
        {
            if (tape.Nodes[mapping] is not { Kind: NodeKind.Mapping, Style: NodeStyle.Flow })
                continue;
            for (var entry = mapping + 1; entry < tape.Nodes[mapping].Next; entry = tape.Nodes[entry].Next)
            {
                var (start, end) = (tape.Nodes[entry].KeyEnd, tape.Nodes[entry].Start);
                var anchor = file.Text[start..end].IndexOf((byte)'&');
                if (anchor < 0)
                    continue;
                text ??= file.Text.ToArray();
                for (var i = start + anchor; text[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'); i++)
                    text[i] = (byte)' ';
            }
        }

        DocumentsWithoutAnchors += text is null ? 0 : 1;
        return text is null ? null : new SourceFile(file.Path, text);
    }

    private static SourceFile Indent(SourceFile file, SourceSpan span, Tape tape)
    {
        var isIndented = new bool[span.Length];
        var isDropped = new bool[span.Length];
        foreach (var node in tape.Nodes)
        {
            var (start, end) = (node.Start - span.Start, node.End - span.Start);
            if (node.Style is NodeStyle.DoubleQuoted or NodeStyle.Flow)
                isIndented.AsSpan(start..end).Fill(true);
            else if (node.Style == NodeStyle.Literal)
                DropBlanksAbove(file.Text[node.Start..node.End], isDropped.AsSpan(start..end));
        }

        var text = new List<byte>(span.Length);
        for (var i = 0; i < span.Length; i++)
        {
            var code = file.Text[span.Start + i];
            if (!isDropped[i])
                text.Add(code);
            if (code == '\n' && isIndented[i])
                text.AddRange(Enumerable.Repeat((byte)' ', 80));
        }

        return new SourceFile(file.Path, [.. text]);
    }

    private static void DropBlanksAbove(ReadOnlySpan<byte> literal, Span<bool> isDropped)
    {
        var start = literal.IndexOf((byte)'\n') + 1;
        while (true)
        {
            var blanks = literal[start..].IndexOfAnyExcept((byte)' ');
            if (blanks < 0 || literal[start + blanks] is not ((byte)'\n' or (byte)'\r'))
                return;
            isDropped.Slice(start, blanks).Fill(true);
            start += literal[start..].IndexOf((byte)'\n') + 1;
        }
    }

    private static bool AreSame<T>(Dictionary<int, T>? left, Dictionary<int, T>? right) => (left ?? []).OrderBy(static pair => pair.Key).SequenceEqual((right ?? []).OrderBy(static pair => pair.Key));

    private static bool AreSame(in NodeRecord left, in NodeRecord right) =>
        (left.KeyStart, left.KeyEnd, left.Start, left.End, left.Next) == (right.KeyStart, right.KeyEnd, right.Start, right.End, right.Next)
        && (left.Kind, left.Style, left.KeyStyle, left.KeyHash, left.Flags) == (right.Kind, right.Style, right.KeyStyle, right.KeyHash, right.Flags);

    private static string Describe(in NodeRecord node) =>
        $"{node.Kind} {node.Style} {node.Start}..{node.End} next {node.Next} key {node.KeyStyle} {node.KeyStart}..{node.KeyEnd} {node.Flags}";
}
