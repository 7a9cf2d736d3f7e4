using System.Buffers;
using System.Text;

namespace EksLint.Syntax;

/// <summary>One document of a file: a tape of node records over the file's bytes.</summary>
public sealed class YamlDocument
{
    private const int FewEntries = 16;

    private readonly NodeRecord[] _nodes;
    private readonly Dictionary<int, string>? _tags;
    private readonly Dictionary<int, int>? _aliases;
    private readonly Dictionary<int, string>? _texts;
    private readonly Dictionary<int, string>? _keyTexts;
    private SourceSpan[]? _comments;
    private bool? _followsAliases;
    private NodeParents? _parents;

    internal YamlDocument(SourceFile file, SourceSpan span, Tape tape)
    {
        File = file;
        Span = span;
        _nodes = tape.Nodes;
        _tags = tape.Tags;
        _aliases = tape.Aliases;
        _texts = tape.Texts;
        _keyTexts = tape.KeyTexts;
    }

    /// <summary>The file that the document stands in.</summary>
    public SourceFile File { get; }

    /// <summary>From the document's marker, or the start of the file, to the next marker.</summary>
    public SourceSpan Span { get; }

    /// <summary>The number of nodes.</summary>
    public int NodeCount => _nodes.Length;

    /// <summary>The outermost node.</summary>
    public YamlNode Root => new(this, 0);

    /// <summary>The comments of the document in order, each from <c>#</c> to the end of its line; found when first asked for.</summary>
    public ReadOnlySpan<SourceSpan> Comments => _comments ??= CommentFinder.Find(this);

    /// <summary>The entries whose key stands in the same mapping before, each with the first; merge keys may repeat.</summary>
    public IEnumerable<(YamlNode First, YamlNode Again)> FindDuplicateKeys()
    {
        List<(YamlNode First, YamlNode Again)>? found = null;
        for (var mapping = 0; mapping < _nodes.Length; mapping++)
        {
            if (_nodes[mapping].Kind == NodeKind.Mapping && !HasDistinctKeys(mapping))
                AddDuplicateKeys(mapping, found ??= []);
        }

        return (IEnumerable<(YamlNode First, YamlNode Again)>?)found ?? [];
    }

    private void AddDuplicateKeys(int mapping, List<(YamlNode First, YamlNode Again)> found)
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var entry = mapping + 1; entry < _nodes[mapping].Next; entry = _nodes[entry].Next)
        {
            if (!keys.TryAdd(GetKeyText(entry), entry) && !new YamlNode(this, entry).IsMergeEntry(entry))
                found.Add((new YamlNode(this, keys[GetKeyText(entry)]), new YamlNode(this, entry)));
        }
    }

    /// <summary>Most mappings are small: comparing each key with each needs no strings. Of a large one it is not certain.</summary>
    private bool HasDistinctKeys(int mapping)
    {
        var end = _nodes[mapping].Next;
        var count = 0;
        for (var entry = mapping + 1; entry < end; entry = _nodes[entry].Next)
        {
            if (++count > FewEntries)
                return false;
            var key = GetKeyUtf8(entry);
            for (var earlier = mapping + 1; earlier < entry; earlier = _nodes[earlier].Next)
            {
                if (KeyEquals(earlier, key))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The same document as another one, whose nodes are told apart from those of this: one base in two deployments.</summary>
    internal YamlDocument Again() => (YamlDocument)MemberwiseClone();

    /// <summary>Whether anything stands for something else: an alias, a merge key.</summary>
    internal bool FollowsAliases => _followsAliases ??= _aliases is { Count: > 0 } || Array.Exists(_nodes, static node => node.Has(NodeFlags.Merges));

    /// <summary>The way from each node up; made when first asked for, which is where something is found.</summary>
    internal NodeParents Parents => _parents ??= new NodeParents(_nodes);

    /// <summary>Whether a scalar is a boolean in YAML 1.1 only: <c>yes</c>, <c>off</c>, <c>n</c>.</summary>
    internal bool IsOldBoolean(int index)
    {
        ref readonly var node = ref _nodes[index];
        return node is { Kind: NodeKind.Scalar, Style: NodeStyle.Plain }
            && node.End - node.Start is > 0 and <= 3
            && !node.Has(NodeFlags.Tagged)
            && File.Text[node.Start..node.End] is [(byte)'y' or (byte)'Y' or (byte)'n' or (byte)'N' or (byte)'o' or (byte)'O', ..]
            && ScalarValue.Resolve(GetText(index)).Kind == ScalarKind.Boolean;
    }

    internal ref readonly NodeRecord this[int index] => ref _nodes[index];

    /// <summary>The index of the record that holds the content: an alias' target, else the node itself.</summary>
    internal int Resolve(int index) => _nodes[index].Kind == NodeKind.Alias ? _aliases![index] : index;

    internal string? GetTag(int index) => _nodes[index].Has(NodeFlags.Tagged) ? _tags![index] : null;

    internal string GetText(int index)
    {
        ref readonly var node = ref _nodes[index];
        if (node.Has(NodeFlags.Stored))
            return _texts![index];
        return Decode(new SourceSpan(node.Start, node.End), node.Style, node.Has(NodeFlags.Verbatim));
    }

    internal string GetKeyText(int index)
    {
        ref readonly var node = ref _nodes[index];
        if (node.Has(NodeFlags.StoredKey))
            return _keyTexts![index];
        return Decode(new SourceSpan(node.KeyStart, node.KeyEnd), node.KeyStyle, node.Has(NodeFlags.VerbatimKey));
    }

    internal ReadOnlySpan<byte> GetKeyUtf8(int index)
    {
        ref readonly var node = ref _nodes[index];
        return node.Has(NodeFlags.VerbatimKey)
            ? Inner(new SourceSpan(node.KeyStart, node.KeyEnd), node.KeyStyle)
            : Encoding.UTF8.GetBytes(GetKeyText(index));
    }

    /// <summary>The first entry of a mapping with a key, merge keys left out; 0 where there is none.</summary>
    internal int FindEntry(int mapping, ReadOnlySpan<byte> key)
    {
        var text = File.Text;
        var nodes = _nodes.AsSpan();
        ref readonly var container = ref nodes[mapping];
        for (var i = mapping + 1; i < container.Next;)
        {
            ref readonly var node = ref nodes[i];

            // Keys are plain as a rule, and this is where rules spend their time.
            var isFound = node.KeyStyle == NodeStyle.Plain && node.Has(NodeFlags.VerbatimKey)
                ? node.KeyEnd - node.KeyStart == key.Length && text.Slice(node.KeyStart, key.Length).SequenceEqual(key)
                : KeyEquals(i, key);
            if (isFound && !(container.Has(NodeFlags.Merges) && new YamlNode(this, i).IsMergeEntry(i)))
                return i;
            i = node.Next;
        }

        return 0;
    }

    /// <summary>Whether a node is a scalar that may resolve to null; false for most.</summary>
    internal bool MayBeNull(int index)
    {
        ref readonly var node = ref _nodes[index];
        return node.Kind == NodeKind.Scalar && node.Style == NodeStyle.Plain && !IsWord(index);
    }

    /// <summary>Whether a plain scalar begins as nothing but text does, so that it need not be resolved.</summary>
    internal bool IsWord(int index)
    {
        ref readonly var node = ref _nodes[index];
        return node.Has(NodeFlags.Verbatim) && node.End > node.Start && ScalarValue.BeginsText(File.Text[node.Start]);
    }

    /// <summary>Whether the text of a scalar may hold one of some ASCII characters.</summary>
    internal bool MayHold(int index, SearchValues<byte> characters)
    {
        ref readonly var node = ref _nodes[index];
        return !node.Has(NodeFlags.Verbatim) || File.Text[node.Start..node.End].ContainsAny(characters);
    }

    internal bool KeyEquals(int index, ReadOnlySpan<byte> key)
    {
        ref readonly var node = ref _nodes[index];
        if (!node.HasKey)
            return false;
        if (node.Has(NodeFlags.VerbatimKey))
            return Inner(new SourceSpan(node.KeyStart, node.KeyEnd), node.KeyStyle).SequenceEqual(key);
        return GetKeyText(index) == Encoding.UTF8.GetString(key);
    }

    internal bool TextEquals(int index, ReadOnlySpan<byte> text)
    {
        ref readonly var node = ref _nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return false;
        if (node.Has(NodeFlags.Verbatim))
            return Inner(new SourceSpan(node.Start, node.End), node.Style).SequenceEqual(text);
        return GetText(index) == Encoding.UTF8.GetString(text);
    }

    /// <summary>The byte offset of each UTF-16 unit of a scalar's text; null where the text was stored and its parts have no place of their own.</summary>
    internal List<int>? GetTextOffsets(int index)
    {
        ref readonly var node = ref _nodes[index];
        var span = new SourceSpan(node.Start, node.End);
        var offsets = new List<int>();
        if (!node.Has(NodeFlags.Stored))
        {
            ScalarDecoder.Decode(File.Text, span, node.Style, offsets);
            return offsets;
        }

        // Mostly a block scalar with an indentation indicator, which is relative to what stands around it; the stored text tells what it means.
        if (node.Style is not (NodeStyle.Literal or NodeStyle.Folded))
            return null;
        var text = _texts![index];
        var indent = ScalarDecoder.FindIndent(File.Text, span, text);
        return indent >= 0 && ScalarDecoder.Decode(File.Text, span, node.Style, offsets, indent) == text ? offsets : null;
    }

    private string Decode(SourceSpan span, NodeStyle style, bool verbatim) =>
        verbatim ? StringPool.Shared.Get(Inner(span, style)) : ScalarDecoder.Decode(File.Text, span, style);

    private ReadOnlySpan<byte> Inner(SourceSpan span, NodeStyle style) =>
        style is NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted
            ? File.Text[(span.Start + 1)..(span.End - 1)]
            : File.Text[span.Start..span.End];
}
