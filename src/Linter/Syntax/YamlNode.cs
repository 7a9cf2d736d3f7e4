using System.Buffers;
using System.Text;

namespace EksLint.Syntax;

/// <summary>A node of a document. A missing node is a value too: asking it for children or text gives nothing and never throws.</summary>
/// <remarks>Aliases and merge keys are followed: an alias shows the content of its anchor, but its own span.</remarks>
public readonly struct YamlNode : IEquatable<YamlNode>
{
    private readonly YamlDocument? _document;
    private readonly int _index;

    internal YamlNode(YamlDocument document, int index)
    {
        _document = document;
        _index = index;
    }

    /// <summary>Whether there is such a node. An entry without value exists and is null.</summary>
    public bool Exists => _document is not null;

    /// <summary>The document of the node.</summary>
    /// <exception cref="InvalidOperationException">The node is missing.</exception>
    public YamlDocument Document => _document ?? throw new InvalidOperationException("A missing node has no document.");

    /// <summary>What the node is; an alias counts as what it stands for.</summary>
    public NodeKind Kind => _document is null ? NodeKind.Missing : Content.Kind;

    /// <summary>How the node is written.</summary>
    public NodeStyle Style => _document is null ? NodeStyle.Plain : Content.Style;

    /// <summary>Whether the node is a mapping.</summary>
    public bool IsMapping => Kind == NodeKind.Mapping;

    /// <summary>Whether the node is a sequence.</summary>
    public bool IsSequence => Kind == NodeKind.Sequence;

    /// <summary>Whether the node is a scalar.</summary>
    public bool IsScalar => Kind == NodeKind.Scalar;

    /// <summary>Whether the node is missing or null: for Kubernetes that is the same.</summary>
    public bool IsNull => _document is null || _document.IsNull(_index);

    /// <summary>Whether the node stands in the text as an alias.</summary>
    public bool IsAlias => _document is not null && Record.Kind == NodeKind.Alias;

    /// <summary>The tag, such as <c>!Ref</c>; null where none is written.</summary>
    public string? Tag => _document?.GetTag(_document.Resolve(_index));

    /// <summary>The text of a scalar, decoded; empty for everything else.</summary>
    public string Text => IsScalar ? _document!.GetText(_document.Resolve(_index)) : "";

    /// <summary>A scalar as it is written, with its quotes or block indicator and all indentation; empty for everything else. An alias shows what it stands
    /// for.</summary>
    public ReadOnlySpan<byte> SourceUtf8 => IsScalar ? _document!.File.Text[Content.Start..Content.End] : default;

    /// <summary>The scalar as the API server resolves it.</summary>
    public ScalarValue Value => _document is null ? new ScalarValue(ScalarKind.Null) : _document.GetValue(_index);

    /// <summary>The key of a mapping entry; null for items and the root.</summary>
    public string? Key => _document is not null && Record.HasKey ? _document.GetKeyText(_index) : null;

    /// <summary>The key in UTF-8; empty for items and the root.</summary>
    public ReadOnlySpan<byte> KeyUtf8 => _document is not null && Record.HasKey ? _document.GetKeyUtf8(_index) : default;

    /// <summary>How the key is written.</summary>
    public NodeStyle KeyStyle => _document is null ? NodeStyle.Plain : Record.KeyStyle;

    /// <summary>The value: quotes, brackets and block indicator included; anchor and tag excluded. Empty where nothing is written.</summary>
    public SourceSpan Span => _document is null ? default : new SourceSpan(Record.Start, Record.End);

    /// <summary>The key with its quotes; empty for items and the root.</summary>
    public SourceSpan KeySpan => _document is not null && Record.HasKey ? new SourceSpan(Record.KeyStart, Record.KeyEnd) : default;

    /// <summary>Key and value.</summary>
    public SourceSpan EntrySpan => KeySpan.IsEmpty ? Span : new SourceSpan(Record.KeyStart, Math.Max(Record.KeyEnd, Record.End));

    /// <summary>
    /// Where to point when the node is meant: a scalar; for a collection or an empty value its key; for a collection without key, its first key.
    /// </summary>
    public SourceSpan HeadSpan
    {
        get
        {
            if (_document is null)
                return default;
            if (IsScalar && !Span.IsEmpty)
                return Span;
            if (Record.HasKey)
                return KeySpan;
            if (IsMapping && !IsAlias && Count > 0 && new YamlNode(_document, _index + 1) is var first && !first.KeySpan.IsEmpty)
                return first.KeySpan;
            return Span;
        }
    }

    /// <summary>The place of <see cref="HeadSpan"/>.</summary>
    public SourceLocation Location => LocationOf(HeadSpan);

    /// <summary>The place of the key, or of the node where it has none.</summary>
    public SourceLocation KeyLocation => LocationOf(KeySpan.IsEmpty ? HeadSpan : KeySpan);

    /// <summary>Entries of a mapping or items of a sequence; merged entries come last, hidden ones not at all.</summary>
    public NodeChildren Children => new(this);

    /// <summary>The number of entries or items as written: merged entries are not counted, a merge key is one.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            if (Kind is NodeKind.Mapping or NodeKind.Sequence)
            {
                var container = _document!.Resolve(_index);
                for (var i = container + 1; i < _document[container].Next; i = _document[i].Next)
                    count++;
            }

            return count;
        }
    }

    /// <summary>The value of an entry; missing where this is no mapping or has no such key. A later duplicate loses against the first.</summary>
    public YamlNode this[ReadOnlySpan<byte> key] => _document is null ? default : _document.Find(_index, key, KeyHash.Of(key));

    /// <summary>The value of an entry; missing where there is none.</summary>
    public YamlNode this[string key]
    {
        get
        {
            if (Kind != NodeKind.Mapping)
                return default;
            Span<byte> buffer = stackalloc byte[256];
            return Encoding.UTF8.TryGetBytes(key, buffer, out var length) ? this[buffer[..length]] : this[Encoding.UTF8.GetBytes(key).AsSpan()];
        }
    }

    /// <summary>An item of a sequence; missing where there is none.</summary>
    public YamlNode this[int item]
    {
        get
        {
            if (Kind != NodeKind.Sequence || item < 0)
                return default;
            var container = _document!.Resolve(_index);
            for (var i = container + 1; i < _document[container].Next; i = _document[i].Next)
            {
                if (item-- == 0)
                    return new YamlNode(_document, i);
            }

            return default;
        }
    }

    /// <summary>The node that holds this one; missing for the root. For a node reached through an alias, the parent at the anchor.</summary>
    public YamlNode Parent => _document is null || _index == 0 ? default : new YamlNode(_document, _document.Parents.ParentOf(_index));

    /// <summary>Whether this is a scalar with a text that is not empty.</summary>
    public bool HasText => _document is not null && _document.HasText(_document.Resolve(_index));

    /// <summary>Whether the text is exactly this; the text of what is no scalar is empty.</summary>
    public bool TextEquals(string text) => _document is null ? text.Length == 0 : _document.TextEquals(_document.Resolve(_index), text);

    /// <summary>Whether the text is exactly these UTF-8 bytes.</summary>
    public bool TextEquals(ReadOnlySpan<byte> text) => IsScalar && _document!.TextEquals(_document.Resolve(_index), text);

    /// <summary>The text of a scalar in UTF-8, for questions that need no string; false where its bytes are not its text, which is rare, and for what is no
    /// scalar.</summary>
    public bool TryGetUtf8(out ReadOnlySpan<byte> text)
    {
        text = default;
        return _document is not null && _document.TryGetUtf8(_document.Resolve(_index), out text);
    }

    /// <summary>Whether the text of a scalar may hold one of some ASCII characters; for a quick answer without making the text.</summary>
    public bool MayHold(SearchValues<byte> characters) => IsScalar && _document!.MayHold(_document.Resolve(_index), characters);

    /// <summary>Whether the key is exactly these UTF-8 bytes.</summary>
    public bool KeyEquals(ReadOnlySpan<byte> key) => _document is not null && _document.KeyEquals(_index, key);

    /// <summary>The place of a part of the text, exact also in quoted and block scalars; of the whole node where it cannot be told.</summary>
    /// <param name="start">Offset in <see cref="Text"/>.</param>
    /// <param name="length">Length in <see cref="Text"/>; at least 1.</param>
    public SourceLocation LocationOf(int start, int length) => new TextPlaces(this).LocationOf(start, length);

    /// <summary>The place of any span in the node's file.</summary>
    public SourceLocation LocationOf(SourceSpan span) => _document is null ? default : new SourceLocation(_document.File, span);

    /// <summary>The path from another node down to this one, such as <c>spec.ports[0].targetPort</c>.</summary>
    /// <param name="root">Where the path starts; the document's root when missing.</param>
    public string GetPath(YamlNode root = default)
    {
        if (_document is null)
            return "";
        var from = root._document == _document ? root._index : 0;
        if (_index <= from || _index >= _document[from].Next)
            return "";
        var parents = _document.Parents;
        var way = new List<int>();
        for (var node = _index; node != from; node = parents.ParentOf(node))
            way.Add(node);
        var path = new StringBuilder();
        for (var i = way.Count - 1; i >= 0; i--)
        {
            var node = way[i];
            if (_document[node].HasKey)
                AppendKey(path, _document.GetKeyText(node));
            else
                path.Append('[').Append(parents.PlaceOf(node)).Append(']');
        }

        return path.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(YamlNode other) => _document == other._document && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is YamlNode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_document, _index);

    /// <summary>Whether two values are the same node.</summary>
    public static bool operator ==(YamlNode left, YamlNode right) => left.Equals(right);

    /// <summary>Whether two values are different nodes.</summary>
    public static bool operator !=(YamlNode left, YamlNode right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => _document is null ? "" : _document.File.GetText(EntrySpan);

    internal int Index => _index;

    /// <summary>The value of an entry, by a key whose hash is known.</summary>
    internal YamlNode Find(ReadOnlySpan<byte> key, ushort hash) => _document is null ? default : _document.Find(_index, key, hash);

    /// <summary>The node that an alias stands for; any other is itself.</summary>
    internal YamlNode Anchor => _document is null ? default : new YamlNode(_document, _document.Resolve(_index));

    /// <summary>Whether another node stands in the text of this one, not behind an alias that leads elsewhere.</summary>
    internal bool Holds(YamlNode other) => _document is not null && other._document == _document && other._index >= _index && other._index < Record.Next;

    internal List<int>? TextOffsets => IsScalar ? _document!.GetTextOffsets(_document.Resolve(_index)) : null;

    internal ref readonly NodeRecord Record => ref _document![_index];

    private ref readonly NodeRecord Content => ref _document![_document.Resolve(_index)];

    /// <summary>Whether an entry merges another mapping in: <c>&lt;&lt;</c> in plain style.</summary>
    internal bool IsMergeEntry(int index) =>
        _document![index].KeyStyle == NodeStyle.Plain && _document.KeyEquals(index, "<<"u8);

    /// <summary>The value of an entry that a merge key brings in; missing where there is none.</summary>
    internal YamlNode FindMerged(ReadOnlySpan<byte> key)
    {
        var container = _document!.Resolve(_index);
        for (var i = container + 1; i < _document[container].Next; i = _document[i].Next)
        {
            if (!IsMergeEntry(i))
                continue;
            var merged = new YamlNode(_document, i);
            if (merged.IsMapping && merged[key] is { Exists: true } direct)
                return direct;
            if (!merged.IsSequence)
                continue;
            foreach (var source in merged.Children)
            {
                if (source[key] is { Exists: true } found)
                    return found;
            }
        }

        return default;
    }

    private static void AppendKey(StringBuilder path, string key)
    {
        var simple = key.Length > 0;
        foreach (var c in key)
            simple &= char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$';
        if (!simple)
            path.Append('[').Append('\'').Append(key.Replace("'", "\\'", StringComparison.Ordinal)).Append('\'').Append(']');
        else if (path.Length > 0)
            path.Append('.').Append(key);
        else
            path.Append(key);
    }
}
