using System.Text;
using EksLint.CodeFixes;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Puts a changed object together: the lines of the base and of the patches as they stand, what was written behind them, and a tape over all of it.</summary>
internal sealed class TextComposer
{
    private readonly ResolutionBudget _budget;
    private readonly List<byte> _text = [];
    private readonly List<SourceSegment> _segments = [];
    private readonly List<NodeRecord> _nodes = [];
    private readonly Dictionary<YamlDocument, List<SourceSpan>> _placed = [];
    private readonly Dictionary<YamlDocument, List<int>> _shifts = [];
    private Dictionary<int, string>? _tags;
    private Dictionary<int, string>? _texts;
    private Dictionary<int, string>? _keyTexts;

    // What is written comes last; until then it is kept apart, as copied lines must stay in one piece.
    private readonly List<(int Node, bool IsKey, int Start, int End)> _written = [];
    private readonly List<byte> _writtenText = [];
    private readonly List<SourceSegment> _writtenSegments = [];

    private TextComposer(ResolutionBudget budget) => _budget = budget;

    /// <summary>The document of a changed object.</summary>
    /// <param name="root">The object; finished.</param>
    /// <param name="budget">What it may cost.</param>
    public static YamlDocument Compose(EditableNode root, ResolutionBudget budget)
    {
        var composer = new TextComposer(budget);
        if (root.Source.Exists)
            composer.Place(root.Source, root.Source.Span, isRoot: true);
        composer.Add(root);
        return composer.Finish(root.Location.File?.Path ?? "");
    }

    private YamlDocument Finish(string path)
    {
        var shift = _text.Count;
        _text.AddRange(_writtenText);
        foreach (var segment in _writtenSegments)
            _segments.Add(segment with { Span = new SourceSpan(segment.Span.Start + shift, segment.Span.End + shift) });
        var nodes = _nodes.ToArray();
        foreach (var (node, isKey, start, end) in _written)
        {
            ref var record = ref nodes[node];
            if (isKey)
                (record.KeyStart, record.KeyEnd) = (start + shift, end + shift);
            else
                (record.Start, record.End) = (start + shift, end + shift);
        }

        _budget.SpendBytes(_text.Count);
        var file = new SourceFile(path, [.. _text], new SourceMap([.. _segments]));
        NodeRecord.HashKeys(nodes, file.Text);
        return new YamlDocument(file, file.Span, new Tape(nodes) { Tags = _tags, Texts = _texts, KeyTexts = _keyTexts });
    }

    private void Add(EditableNode node)
    {
        var start = _nodes.Count;
        if (!node.IsTouched && node.Source.Exists && !node.Source.Document.FollowsAliases)
        {
            AddCopy(node.Source);
            SetKey(start, node);
            return;
        }

        _budget.SpendNodes(1);
        _nodes.Add(default);
        SetRecord(start, node);
        SetKey(start, node);
        foreach (var child in node.IsScalar ? [] : node.Children)
            Add(child);
        Set(start, (ref NodeRecord record) => record.Next = _nodes.Count);
    }

    /// <summary>Copies the records of a node and of all that is in it.</summary>
    private void AddCopy(YamlNode source)
    {
        var document = source.Document;
        var first = source.Index;
        var end = document[first].Next;
        var shift = Place(source, source.Span);
        var move = _nodes.Count - first;
        _budget.SpendNodes(end - first);
        for (var i = first; i < end; i++)
        {
            var record = document[i];
            record.Next += move;
            record.Start += shift;
            record.End += shift;
            if (record.HasKey)
            {
                record.KeyStart += shift;
                record.KeyEnd += shift;
            }

            if (record.Has(NodeFlags.Stored) || NeedsText(document, record, i))
            {
                (_texts ??= [])[i + move] = document.GetText(i);
                record.Flags = (record.Flags | NodeFlags.Stored) & ~NodeFlags.Verbatim;
            }

            if (record.Has(NodeFlags.StoredKey))
                (_keyTexts ??= [])[i + move] = document.GetKeyText(i);
            if (record.Has(NodeFlags.Tagged))
                (_tags ??= [])[i + move] = document.GetTag(i)!;
            else if (document.IsOldBoolean(i))
                SetTextTag(ref record, i + move);
            _nodes.Add(record);
        }
    }

    /// <summary>Takes a scalar for a text: kustomize reads YAML 1.2 and writes the booleans of YAML 1.1 in quotes.</summary>
    private void SetTextTag(ref NodeRecord record, int index)
    {
        record.Flags |= NodeFlags.Tagged;
        (_tags ??= [])[index] = "!!str";
    }

    /// <summary>A block scalar that ends with its file has no line break at its end; here another line may follow.</summary>
    private static bool NeedsText(YamlDocument document, in NodeRecord record, int index) =>
        record.Kind == NodeKind.Scalar
        && record.Style is NodeStyle.Literal or NodeStyle.Folded
        && (document.File.Text[document[index].End..].IndexOfAny((byte)'\n', (byte)'\r') < 0 || IsKept(document, index));

    /// <summary>Whether the blank lines behind a block scalar belong to it.</summary>
    private static bool IsKept(YamlDocument document, int index)
    {
        var text = document.File.Text[document[index].Start..document[index].End];
        var header = text.IndexOfAny((byte)'\n', (byte)'\r');
        return text[..(header < 0 ? text.Length : header)].Contains((byte)'+');
    }

    private void SetRecord(int index, EditableNode node)
    {
        if (!node.Source.Exists)
        {
            var style = node.Kind == NodeKind.Scalar ? NodeStyle.Plain : NodeStyle.Block;
            Set(index, (ref NodeRecord record) => (record.Kind, record.Style) = (node.Kind, style));
            return;
        }

        var source = node.Source;
        var document = source.Document;
        var content = document.Resolve(source.Index);
        var shift = Place(source, source.Span);
        var copy = document[content];
        copy.Kind = node.Kind;
        copy.Flags &= ~(NodeFlags.Merges | NodeFlags.VerbatimKey | NodeFlags.StoredKey);

        // An alias shows the content of its anchor, but its own place: a scalar is then told apart from its text.
        if (copy.Kind == NodeKind.Scalar && (copy.Has(NodeFlags.Stored) || source.IsAlias || NeedsText(document, copy, content)))
        {
            (_texts ??= [])[index] = document.GetText(content);
            copy.Flags = (copy.Flags | NodeFlags.Stored) & ~NodeFlags.Verbatim;
        }

        if (copy.Has(NodeFlags.Tagged))
            (_tags ??= [])[index] = document.GetTag(content)!;
        else if (document.IsOldBoolean(content))
            SetTextTag(ref copy, index);
        copy.Start = source.Span.Start + shift;
        copy.End = source.Span.End + shift;
        copy.Next = index + 1;
        copy.KeyStart = -1;
        _nodes[index] = copy;
    }

    private void SetKey(int index, EditableNode node)
    {
        if (node.Key is null)
        {
            Set(
                index,
                static (ref NodeRecord record) =>
                {
                    record.KeyStart = -1;
                    record.KeyEnd = 0;
                    record.Flags &= ~(NodeFlags.VerbatimKey | NodeFlags.StoredKey);
                });
            if (node.WrittenText is { } item)
                Write(index, isKey: false, node.IsBare ? item : YamlEdit.Write(item, NodeStyle.Plain), node.Place, "\n");
            else if (!node.Source.Exists)
                Write(index, isKey: false, "", node.Place, "\n");
            return;
        }

        if (node.KeySource.Exists && node.WrittenText is null && node.Source.Exists)
        {
            var source = node.KeySource;
            var shift = Place(source, source.KeySpan);
            var copy = source.Record;
            if (copy.Has(NodeFlags.StoredKey))
                (_keyTexts ??= [])[index] = source.Document.GetKeyText(source.Index);
            Set(
                index,
                (ref NodeRecord record) =>
                {
                    record.KeyStart = copy.KeyStart + shift;
                    record.KeyEnd = copy.KeyEnd + shift;
                    record.KeyStyle = copy.KeyStyle;
                    record.Flags = (record.Flags & ~(NodeFlags.VerbatimKey | NodeFlags.StoredKey)) | (copy.Flags & (NodeFlags.VerbatimKey | NodeFlags.StoredKey));
                });
            return;
        }

        var keyPlace = node.KeySource.Exists ? node.KeySource.KeyLocation : node.KeyPlace;
        var key = YamlEdit.Write(node.Key, NodeStyle.Plain);
        Set(
            index,
            (ref NodeRecord record) =>
            {
                record.KeyStyle = key.StartsWith('"') ? NodeStyle.DoubleQuoted : NodeStyle.Plain;
                record.Flags &= ~(NodeFlags.VerbatimKey | NodeFlags.StoredKey);
            });
        Write(index, isKey: true, key, keyPlace, ": ");
        if (node.WrittenText is { } text)
            Write(index, isKey: false, node.IsBare ? text : YamlEdit.Write(text, NodeStyle.Plain), node.Place, "\n");
        else if (!node.Source.Exists)
            Write(index, isKey: false, "", node.Place, "\n");
        else
            _writtenText.Add((byte)'\n');
    }

    private void Write(int index, bool isKey, string text, SourceLocation place, string separator)
    {
        var start = _writtenText.Count;
        _writtenText.AddRange(Encoding.UTF8.GetBytes(text));
        var end = _writtenText.Count;
        _writtenText.AddRange(Encoding.UTF8.GetBytes(separator));
        _written.Add((index, isKey, start, end));
        _writtenSegments.Add(new SourceSegment(new SourceSpan(start, _writtenText.Count), place, SourceSegmentKind.Written));
        if (isKey || !text.StartsWith('"'))
            return;
        Set(index, static (ref NodeRecord record) => record.Style = record.Kind == NodeKind.Scalar ? NodeStyle.DoubleQuoted : record.Style);
    }

    /// <summary>Makes sure that a span of a document stands in the text; says how far behind its place in the document.</summary>
    private int Place(YamlNode node, SourceSpan needed, bool isRoot = false)
    {
        var document = node.Document;
        if (!_placed.TryGetValue(document, out var spans))
        {
            _placed[document] = spans = [];
            _shifts[document] = [];
        }

        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Contains(needed))
                return _shifts[document][i];
        }

        // The lines of the object or patch, for whoever looks at what stands around; all of the document where an alias leads out of them.
        var span = spans.Count == 0 ? WithLines(document, isRoot ? needed : document.Root.Span) : document.Span;
        if (!span.Contains(needed))
            span = document.File.Span;
        var file = document.File;
        _budget.SpendBytes(span.Length);
        var start = _text.Count;
        _text.AddRange(file.Text[span.Start..span.End]);
        _segments.Add(new SourceSegment(new SourceSpan(start, _text.Count), new SourceLocation(file, span), SourceSegmentKind.Copied));
        if (_text.Count > 0 && _text[^1] != '\n')
            _text.Add((byte)'\n');
        spans.Add(span);
        _shifts[document].Add(start - span.Start);
        return start - span.Start;
    }

    private static SourceSpan WithLines(YamlDocument document, SourceSpan span)
    {
        if (document.Root.Style == NodeStyle.Flow)
            return span;
        var text = document.File.Text;
        var before = text[..span.Start].LastIndexOf((byte)'\n');
        var after = text[span.End..].IndexOf((byte)'\n');
        return new SourceSpan(
            Math.Max(before + 1, document.Span.Start),
            Math.Min(after < 0 ? text.Length : span.End + after + 1, document.Span.End));
    }

    private delegate void RecordChange(ref NodeRecord record);

    private void Set(int index, RecordChange change) => change(ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes)[index]);
}
