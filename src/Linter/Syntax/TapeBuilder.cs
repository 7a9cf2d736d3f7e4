namespace EksLint.Syntax;

/// <summary>A tape in the making: the records so far and the collections still open. Each thread keeps the arrays of its last one for the next.</summary>
internal ref struct TapeBuilder
{
    private const int MostGuessed = 16 * 1024;

    // The keys of larger mappings are compared when somebody asks.
    private const int FewEntries = 16;

    // A thread keeps no more records than a large file needs.
    private const int MostKept = 256 * 1024;

    [ThreadStatic]
    private static NodeRecord[]? _keptNodes;

    [ThreadStatic]
    private static Container[]? _keptOpen;

    private readonly ReadOnlySpan<byte> _text;
    private NodeRecord[] _nodes;
    private Container[] _open;
    private Container _innermost = new(Node: -1, Column: -1, IsMapping: false);
    private int _count;
    private ScalarToken _key;
    private bool _hasKey;
    private int _awaitedAt = -1;
    private bool _mayRepeatKeys;

    // Of the node that comes next.
    private string? _anchor;
    private string? _tag;

    // Whether an anchor or a tag stood before nothing.
    private bool _decoratesNothing;

    private Dictionary<string, int>? _anchors;
    private Dictionary<int, string>? _tags;
    private Dictionary<int, int>? _aliases;

    // The end of what was read last, which is where every block collection ends that closes now.
    private int _lastEnd;

    /// <param name="text">The file.</param>
    /// <param name="bytes">The size of the document, to guess that of the tape.</param>
    public TapeBuilder(ReadOnlySpan<byte> text, int bytes)
    {
        _text = text;
        _nodes = Take(ref _keptNodes, Math.Min(bytes / 16, MostGuessed) + 16);
        _open = Take(ref _keptOpen, 32);
    }

    /// <summary>Whether nothing has been added yet.</summary>
    public readonly bool IsEmpty => _count == 0;

    /// <summary>The number of open collections.</summary>
    public int Depth { get; private set; }

    /// <summary>The column of the innermost open collection; -1 outside of all.</summary>
    public readonly int Column => _innermost.Column;

    /// <summary>Whether the innermost open collection is a mapping.</summary>
    public readonly bool IsMapping => _innermost.IsMapping;

    /// <summary>Whether a colon or dash has been read, but no value behind it.</summary>
    public readonly bool AwaitsValue => _awaitedAt >= 0;

    /// <summary>Notes that a value may follow.</summary>
    /// <param name="position">Behind the colon or dash: the place of the value if none follows.</param>
    public void AwaitValue(int position) => _awaitedAt = position;

    /// <summary>Notes the key of the value that follows.</summary>
    public void SetKey(ScalarToken key)
    {
        _key = key;
        _hasKey = true;
    }

    /// <summary>Whether an anchor or a tag has been read, but no node behind it.</summary>
    public readonly bool HasProperties => _anchor is not null || _tag is not null;

    /// <summary>Notes the anchor of the node that follows; false where it has one.</summary>
    public bool SetAnchor(string name)
    {
        var isFirst = _anchor is null;
        _anchor = name;
        return isFirst;
    }

    /// <summary>Notes the tag of the node that follows; false where it has one.</summary>
    public bool SetTag(string tag)
    {
        var isFirst = _tag is null;
        _tag = tag;
        return isFirst;
    }

    /// <summary>Adds an alias; false where nothing that ended has its name.</summary>
    public bool AddAlias(string name, SourceSpan span)
    {
        if (HasProperties || _anchors is null || !_anchors.TryGetValue(name, out var target) || _nodes[target].Next == 0)
            return false;
        ref var node = ref Add(NodeKind.Alias, NodeStyle.Plain, span.Start);
        node.End = span.End;
        node.Next = _count;
        _lastEnd = span.End;
        (_aliases ??= [])[_count - 1] = target;
        return true;
    }

    /// <summary>Adds a scalar.</summary>
    public void AddScalar(ScalarToken scalar)
    {
        ref var node = ref Add(NodeKind.Scalar, scalar.Style, scalar.Start);
        node.End = scalar.End;
        node.Next = _count;
        if (scalar.IsVerbatim)
            node.Flags |= NodeFlags.Verbatim;
        _lastEnd = scalar.End;
    }

    /// <summary>Adds an entry of the innermost mapping whose key and value are plain and stand on one line.</summary>
    public void AddPlainEntry(SourceSpan key, SourceSpan value)
    {
        if (_count == _nodes.Length)
            Grow(ref _nodes);
        ref var node = ref _nodes[_count++];
        node = new NodeRecord(NodeKind.Scalar, NodeStyle.Plain, value.Start)
        {
            KeyStart = key.Start,
            KeyEnd = key.End,
            KeyHash = KeyHash.Of(_text[key.Start..key.End]),
            End = value.End,
            Next = _count,
            Flags = NodeFlags.VerbatimKey | NodeFlags.Verbatim,
        };
        NoteKey(_count - 1, node.KeyHash);
        _awaitedAt = -1;
        _lastEnd = value.End;
    }

    /// <summary>Where the node that was added last begins, if it is a plain scalar that is not in brackets, so that a line further right would continue it;
    /// else -1.</summary>
    public readonly int StartOfLastPlain =>
        _count > 0 && _nodes[_count - 1] is { Kind: NodeKind.Scalar, Style: NodeStyle.Plain } last && last.End > last.Start && last.End == _lastEnd ? last.Start : -1;

    /// <summary>Lets the scalar that was added last run on over further lines.</summary>
    /// <param name="end">Its new end.</param>
    public void ContinueLast(int end)
    {
        ref var last = ref _nodes[_count - 1];
        last.End = end;
        last.Flags &= ~NodeFlags.Verbatim;
        _lastEnd = end;
    }

    /// <summary>Adds the empty value where one was awaited and none came.</summary>
    public void AddNothing()
    {
        _decoratesNothing |= HasProperties;
        AddScalar(new ScalarToken(_awaitedAt, _awaitedAt, NodeStyle.Plain, IsVerbatim: true));
    }

    /// <summary>Opens a collection; false when that is deeper than allowed.</summary>
    public bool Open(NodeKind kind, NodeStyle style, int start, int column)
    {
        if (Depth == YamlLimits.Depth)
            return false;
        if (Depth == _open.Length)
            Grow(ref _open);
        var node = _count;
        Add(kind, style, start);
        _open[Depth++] = _innermost;
        _innermost = new Container(node, column, kind == NodeKind.Mapping);
        return true;
    }

    /// <summary>Closes the innermost collection where the last value ended.</summary>
    public void Close() => Close(_lastEnd);

    /// <summary>Closes the innermost collection.</summary>
    public void Close(int end)
    {
        ref var node = ref _nodes[_innermost.Node];
        node.End = end;
        node.Next = _count;
        _lastEnd = end;
        _innermost = _open[--Depth];
    }

    /// <summary>Makes the tape; false where that would be larger than allowed with its aliases written out, or where an anchor or a tag stands before nothing.</summary>
    /// <param name="tape">The tape; null where there is no node.</param>
    public readonly bool TryFinish(out Tape? tape)
    {
        tape = null;
        if (_decoratesNothing || HasProperties)
            return false;
        if (_count == 0)
            return true;
        var nodes = new NodeRecord[_count];
        Array.Copy(_nodes, nodes, _count);
        if (_aliases is not null && !IsAllowed(TapeExpansion.Of(nodes, _aliases)))
            return false;
        tape = new Tape(nodes) { Tags = _tags, Aliases = _aliases, MayRepeatKeys = _mayRepeatKeys };
        return true;
    }

    private readonly bool IsAllowed(TapeExpansion expansion) => expansion.TooDeep < 0 && YamlLimits.AllowsExpansion(_count, expansion.Nodes);

    /// <summary>Gives the arrays back.</summary>
    public readonly void Release()
    {
        _keptNodes = _nodes.Length > MostKept ? null : _nodes;
        _keptOpen = _open;
    }

    private static T[] Take<T>(ref T[]? kept, int least)
    {
        var taken = kept;
        kept = null;
        return taken?.Length >= least ? taken : new T[least];
    }

    private ref NodeRecord Add(NodeKind kind, NodeStyle style, int start)
    {
        if (_count == _nodes.Length)
            Grow(ref _nodes);
        ref var node = ref _nodes[_count++];
        node = new NodeRecord(kind, style, start);
        if (HasProperties)
            TakeProperties(ref node);
        if (_hasKey)
        {
            if (_key is { Style: NodeStyle.Plain, End: var end } && end - _key.Start == 2 && _text[_key.Start..end].SequenceEqual("<<"u8))
                _nodes[_innermost.Node].Flags |= NodeFlags.Merges;
            node.KeyStart = _key.Start;
            node.KeyEnd = _key.End;
            node.KeyStyle = _key.Style;
            if (_key.IsVerbatim)
            {
                node.Flags |= NodeFlags.VerbatimKey;
                node.KeyHash = KeyHash.Of(node.GetKeyUtf8(_text));
                NoteKey(_count - 1, node.KeyHash);
            }
            else
            {
                _nodes[_innermost.Node].Flags |= NodeFlags.DecodedKeys;
                _mayRepeatKeys = true;
            }

            _hasKey = false;
        }

        _awaitedAt = -1;
        return ref node;
    }

    private void TakeProperties(ref NodeRecord node)
    {
        if (_anchor is not null)
            (_anchors ??= new(StringComparer.Ordinal))[_anchor] = _count - 1;
        if (_tag is not null)
        {
            (_tags ??= [])[_count - 1] = _tag;
            node.Flags |= NodeFlags.Tagged;
        }

        _anchor = null;
        _tag = null;
    }

    private static void Grow<T>(ref T[] array)
    {
        var larger = new T[2 * array.Length];
        array.CopyTo(larger, 0);
        array = larger;
    }

    /// <summary>Notes the key of a record of the innermost mapping: whether it may stand there already is told at once, while all is at hand.</summary>
    private void NoteKey(int entry, ushort hash)
    {
        // Six bits of the hash tell most keys apart.
        var bit = 1ul << hash;
        _mayRepeatKeys |= ++_innermost.Entries > FewEntries || ((_innermost.Keys & bit) != 0 && HasHashBefore(entry, hash));
        _innermost.Keys |= bit;
    }

    private readonly bool HasHashBefore(int entry, ushort hash)
    {
        for (var earlier = _innermost.Node + 1; earlier < entry; earlier = _nodes[earlier].Next)
        {
            if (_nodes[earlier].KeyHash == hash)
                return true;
        }

        return false;
    }

    /// <summary>An open collection.</summary>
    private record struct Container(int Node, int Column, bool IsMapping)
    {
        /// <summary>A bit for the hash of each key.</summary>
        public ulong Keys;

        public int Entries;
    }
}

/// <summary>A scalar as it was found: its place, quotes and block indicator included, and whether its text is its bytes.</summary>
internal readonly record struct ScalarToken(int Start, int End, NodeStyle Style, bool IsVerbatim);
