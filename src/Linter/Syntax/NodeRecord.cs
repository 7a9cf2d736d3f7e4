namespace EksLint.Syntax;

/// <summary>What a node is.</summary>
public enum NodeKind : byte
{
    /// <summary>There is no such node.</summary>
    Missing,

    /// <summary>A scalar; an empty value is a plain scalar without text.</summary>
    Scalar,

    /// <summary>A mapping.</summary>
    Mapping,

    /// <summary>A sequence.</summary>
    Sequence,

    /// <summary>An alias; only the tape knows it, <see cref="YamlNode"/> shows what it stands for.</summary>
    Alias,
}

/// <summary>How a node is written.</summary>
public enum NodeStyle : byte
{
    /// <summary>A scalar without quotes.</summary>
    Plain,

    /// <summary>A scalar in single quotes.</summary>
    SingleQuoted,

    /// <summary>A scalar in double quotes.</summary>
    DoubleQuoted,

    /// <summary>A block scalar after <c>|</c>.</summary>
    Literal,

    /// <summary>A block scalar after <c>&gt;</c>.</summary>
    Folded,

    /// <summary>A collection by indentation.</summary>
    Block,

    /// <summary>A collection in brackets.</summary>
    Flow,
}

[Flags]
internal enum NodeFlags : byte
{
    None = 0,

    /// <summary>The text of the scalar is its bytes (between the quotes, if any): nothing to decode.</summary>
    Verbatim = 1,

    /// <summary>The same for the key.</summary>
    VerbatimKey = 2,

    /// <summary>The node has a tag other than the non-specific ones; <see cref="YamlDocument.GetTag"/> knows it.</summary>
    Tagged = 4,

    /// <summary>The mapping has a merge key (<c>&lt;&lt;</c>).</summary>
    Merges = 8,

    /// <summary>The decoded text stands in the document's table: the decoder cannot know it from the span alone.</summary>
    Stored = 16,

    /// <summary>The same for the key.</summary>
    StoredKey = 32,

    /// <summary>The mapping has a key whose text is not its bytes, so that hashes do not tell all of its entries apart.</summary>
    DecodedKeys = 64,
}

/// <summary>One node of the tape, in 24 bytes. The records of a document stand in document order; the subtree of a record ends before <see cref="Next"/>.</summary>
/// <remarks>The key of a mapping entry is kept in the record of its value. Spans are byte offsets in the file.</remarks>
internal struct NodeRecord
{
    private const int StyleShift = 2;
    private const int KeyStyleShift = 5;
    private const int KindMask = 3;
    private const int StyleMask = 7;

    /// <summary>First byte of the key, quotes included; -1 where the node is no mapping entry.</summary>
    public int KeyStart;

    /// <summary>Behind the last byte of the key.</summary>
    public int KeyEnd;

    /// <summary>First byte of the value, quotes, brackets and block indicators included, anchor and tag excluded.</summary>
    /// <remarks>A block collection begins with its first key or dash. An empty value stands right behind its anchor or tag, else behind its
    /// colon or dash, else (a key alone between braces) behind its key.</remarks>
    public int Start;

    /// <summary>Behind the last byte of the value.</summary>
    /// <remarks>A block collection ends with its last child, a flow collection behind its bracket, a block scalar with the last line that is
    /// not blank, without the blanks behind it.</remarks>
    public int End;

    /// <summary>The index behind the last record of the subtree.</summary>
    public int Next;

    /// <summary>The hash of the key's text, by which entries are found; 0 where the text is not the key's bytes, so that only decoding tells it.</summary>
    public ushort KeyHash;

    public NodeFlags Flags;

    // Two bits for the kind, three for each style.
    private byte _kindAndStyles;

    /// <summary>A node without key, the rest of which is to be set.</summary>
    public NodeRecord(NodeKind kind, NodeStyle style, int start)
    {
        KeyStart = -1;
        KeyEnd = -1;
        Start = start;
        _kindAndStyles = (byte)((kind - NodeKind.Scalar) | ((int)style << StyleShift));
    }

    /// <summary>What the node is; no node of a tape is missing.</summary>
    public NodeKind Kind
    {
        readonly get => (NodeKind)((_kindAndStyles & KindMask) + (int)NodeKind.Scalar);
        set => _kindAndStyles = (byte)((_kindAndStyles & ~KindMask) | (value - NodeKind.Scalar));
    }

    /// <summary>How the value is written.</summary>
    public NodeStyle Style
    {
        readonly get => (NodeStyle)((_kindAndStyles >> StyleShift) & StyleMask);
        set => _kindAndStyles = (byte)((_kindAndStyles & ~(StyleMask << StyleShift)) | ((int)value << StyleShift));
    }

    /// <summary>How the key is written.</summary>
    public NodeStyle KeyStyle
    {
        readonly get => (NodeStyle)(_kindAndStyles >> KeyStyleShift);
        set => _kindAndStyles = (byte)((_kindAndStyles & ~(StyleMask << KeyStyleShift)) | ((int)value << KeyStyleShift));
    }

    public readonly bool HasKey => KeyStart >= 0;

    public readonly bool Has(NodeFlags flag) => (Flags & flag) != NodeFlags.None;

    /// <summary>The text of a verbatim key.</summary>
    /// <param name="text">The file.</param>
    public readonly ReadOnlySpan<byte> GetKeyUtf8(ReadOnlySpan<byte> text) => Inner(text, KeyStart, KeyEnd, KeyStyle);

    /// <summary>The text of a verbatim scalar.</summary>
    /// <param name="text">The file.</param>
    public readonly ReadOnlySpan<byte> GetUtf8(ReadOnlySpan<byte> text) => Inner(text, Start, End, Style);

    /// <summary>Notes in the records of a finished tape what the entries of its mappings are found by.</summary>
    /// <param name="nodes">The records.</param>
    /// <param name="text">The file.</param>
    public static void HashKeys(Span<NodeRecord> nodes, ReadOnlySpan<byte> text)
    {
        foreach (ref var node in nodes)
            node.KeyHash = node.Has(NodeFlags.VerbatimKey) ? Syntax.KeyHash.Of(node.GetKeyUtf8(text)) : (ushort)0;
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i].Flags &= ~NodeFlags.DecodedKeys;
            if (nodes[i].Kind != NodeKind.Mapping)
                continue;
            for (var entry = i + 1; entry < nodes[i].Next; entry = nodes[entry].Next)
            {
                if (!nodes[entry].Has(NodeFlags.VerbatimKey))
                    nodes[i].Flags |= NodeFlags.DecodedKeys;
            }
        }
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> text, int start, int end, NodeStyle style) =>
        style is NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted ? text[(start + 1)..(end - 1)] : text[start..end];
}
