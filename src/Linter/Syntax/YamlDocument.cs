using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace EksLint.Syntax;

/// <summary>One document of a file: a tape of node records over the file's bytes.</summary>
public sealed class YamlDocument
{
    private const int FewEntries = 16;

    private Tape? _tape;

    // Those of the tape, for whoever is in a hurry.
    private NodeRecord[]? _nodes;
    private readonly DocumentWords? _words;
    private SourceSpan[]? _comments;
    private bool? _followsAliases;
    private NodeParents? _parents;

    internal YamlDocument(SourceFile file, SourceSpan span, Tape tape)
    {
        File = file;
        Span = span;
        _tape = tape;
        _nodes = tape.Nodes;
    }

    /// <summary>Makes a document whose tape is made when somebody asks for more than its outline.</summary>
    internal YamlDocument(SourceFile file, SourceSpan span, DocumentOutline outline)
    {
        File = file;
        Span = span;
        Outline = outline;
    }

    /// <summary>Makes a document of which is known what objects it holds: its tape is made when somebody asks for more.</summary>
    internal YamlDocument(SourceFile file, SourceSpan span, DocumentWords words)
    {
        File = file;
        Span = span;
        _words = words;
    }

    /// <summary>What is known of the document without its tape; null where the tape was made at once.</summary>
    internal DocumentOutline? Outline { get; }

    /// <summary>Whether one of some words may stand in the document, as a key or in a text: false where that is certain without the tape.</summary>
    public bool MayHold(DocumentWords words) => _nodes is not null || ((_words ?? FindWords(words)) & words) != DocumentWords.None;

    /// <summary>Those of some words that stand in the text of the document.</summary>
    internal DocumentWords FindWords(DocumentWords words) => DocumentWord.FindIn(File.Text[Span.Start..Span.End], words);

    /// <summary>The file that the document stands in.</summary>
    public SourceFile File { get; }

    /// <summary>From the document's marker, or the start of the file, to the next marker.</summary>
    public SourceSpan Span { get; }

    /// <summary>The number of nodes.</summary>
    public int NodeCount => Nodes.Length;

    /// <summary>The outermost node.</summary>
    public YamlNode Root => new(this, 0);

    /// <summary>The comments of the document in order, each from <c>#</c> to the end of its line; found when first asked for.</summary>
    public ReadOnlySpan<SourceSpan> Comments => _comments ??= CommentFinder.Find(this);

    /// <summary>The entries whose key stands in the same mapping before, each with the first; merge keys may repeat.</summary>
    public IEnumerable<(YamlNode First, YamlNode Again)> FindDuplicateKeys()
    {
        if (!Tape.MayRepeatKeys)
            return [];
        List<(YamlNode First, YamlNode Again)>? found = null;
        var nodes = Nodes;
        for (var mapping = 0; mapping < nodes.Length; mapping++)
        {
            if (nodes[mapping].Kind == NodeKind.Mapping && !HasDistinctKeys(mapping))
                AddDuplicateKeys(mapping, found ??= []);
        }

        return (IEnumerable<(YamlNode First, YamlNode Again)>?)found ?? [];
    }

    private void AddDuplicateKeys(int mapping, List<(YamlNode First, YamlNode Again)> found)
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var entry = mapping + 1; entry < Nodes[mapping].Next; entry = Nodes[entry].Next)
        {
            if (!keys.TryAdd(GetKeyText(entry), entry) && !new YamlNode(this, entry).IsMergeEntry(entry))
                found.Add((new YamlNode(this, keys[GetKeyText(entry)]), new YamlNode(this, entry)));
        }
    }

    /// <summary>Most mappings are small: comparing the hash of each key with each needs no strings. Of a large one it is not certain.</summary>
    private bool HasDistinctKeys(int mapping)
    {
        var nodes = Nodes;
        if (nodes[mapping].Has(NodeFlags.DecodedKeys))
            return false;
        var end = nodes[mapping].Next;

        // Six bits of the hash tell most keys apart.
        var seen = 0ul;
        var count = 0;
        for (var entry = mapping + 1; entry < end; entry = nodes[entry].Next)
        {
            var bit = 1ul << nodes[entry].KeyHash;
            if (++count > FewEntries || ((seen & bit) != 0 && HasHashBefore(mapping, entry)))
                return false;
            seen |= bit;
        }

        return true;
    }

    private bool HasHashBefore(int mapping, int entry)
    {
        for (var earlier = mapping + 1; earlier < entry; earlier = Nodes[earlier].Next)
        {
            if (Nodes[earlier].KeyHash == Nodes[entry].KeyHash)
                return true;
        }

        return false;
    }

    /// <summary>The same document as another one, whose nodes are told apart from those of this: one base in two deployments.</summary>
    internal YamlDocument Again() => (YamlDocument)MemberwiseClone();

    /// <summary>Whether anything stands for something else: an alias, a merge key.</summary>
    internal bool FollowsAliases => _followsAliases ??= Tape.Aliases is { Count: > 0 } || Array.Exists(Nodes, static node => node.Has(NodeFlags.Merges));

    /// <summary>The way from each node up; made when first asked for, which is where something is found.</summary>
    internal NodeParents Parents => _parents ??= new NodeParents(Nodes);

    /// <summary>Whether a scalar is a boolean in YAML 1.1 only: <c>yes</c>, <c>off</c>, <c>n</c>.</summary>
    internal bool IsOldBoolean(int index)
    {
        ref readonly var node = ref Nodes[index];
        return node is { Kind: NodeKind.Scalar, Style: NodeStyle.Plain }
            && node.End - node.Start is > 0 and <= 3
            && !node.Has(NodeFlags.Tagged)
            && File.Text[node.Start..node.End] is [(byte)'y' or (byte)'Y' or (byte)'n' or (byte)'N' or (byte)'o' or (byte)'O', ..]
            && ScalarValue.Resolve(GetText(index)).Kind == ScalarKind.Boolean;
    }

    private NodeRecord[] Nodes => _nodes ??= Tape.Nodes;

    /// <summary>Who asks at the same time makes the same.</summary>
    private Tape Tape => _tape ??= ReadTape();

    internal ref readonly NodeRecord this[int index] => ref Nodes[index];

    /// <summary>The index of the record that holds the content: an alias' target, else the node itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Resolve(int index) => Nodes[index].Kind == NodeKind.Alias ? Tape.Aliases![index] : index;

    internal string? GetTag(int index) => Nodes[index].Has(NodeFlags.Tagged) ? Tape.Tags![index] : null;

    internal string GetText(int index)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Has(NodeFlags.Stored))
            return Tape.Texts![index];
        return node.Has(NodeFlags.Verbatim)
            ? StringPool.Shared.Get(node.GetUtf8(File.Text))
            : ScalarDecoder.Decode(File.Text, new SourceSpan(node.Start, node.End), node.Style);
    }

    internal string GetKeyText(int index)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Has(NodeFlags.StoredKey))
            return Tape.KeyTexts![index];
        return node.Has(NodeFlags.VerbatimKey)
            ? StringPool.Shared.Get(node.GetKeyUtf8(File.Text))
            : ScalarDecoder.Decode(File.Text, new SourceSpan(node.KeyStart, node.KeyEnd), node.KeyStyle);
    }

    internal ReadOnlySpan<byte> GetKeyUtf8(int index)
    {
        ref readonly var node = ref Nodes[index];
        return node.Has(NodeFlags.VerbatimKey) ? node.GetKeyUtf8(File.Text) : Encoding.UTF8.GetBytes(GetKeyText(index));
    }

    /// <summary>The value of an entry of a mapping, or of what an alias stands for; missing where there is none.</summary>
    /// <param name="index">The mapping.</param>
    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash.</param>
    internal YamlNode Find(int index, ReadOnlySpan<byte> key, ushort hash)
    {
        // This is where rules spend their time.
        var nodes = Nodes;
        ref readonly var mapping = ref nodes[index];
        if (mapping.Kind != NodeKind.Mapping)
            return mapping.Kind == NodeKind.Alias ? Find(Resolve(index), key, hash) : default;
        if (mapping.Has(NodeFlags.Merges | NodeFlags.DecodedKeys))
            return FindBeyondHashes(index, key);
        var end = mapping.Next;
        for (var i = index + 1; i < end; i = nodes[i].Next)
        {
            if (nodes[i].KeyHash == hash && IsVerbatimKey(i, key))
                return new YamlNode(this, i);
        }

        return default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsVerbatimKey(int index, ReadOnlySpan<byte> key) => Nodes[index].GetKeyUtf8(File.Text).SequenceEqual(key);

    /// <summary>The same where keys must be decoded, or may stand in a mapping that is merged in.</summary>
    private YamlNode FindBeyondHashes(int mapping, ReadOnlySpan<byte> key)
    {
        var merges = Nodes[mapping].Has(NodeFlags.Merges);
        for (var i = mapping + 1; i < Nodes[mapping].Next; i = Nodes[i].Next)
        {
            var node = new YamlNode(this, i);
            if (KeyEquals(i, key) && !(merges && node.IsMergeEntry(i)))
                return node;
        }

        return merges ? new YamlNode(this, mapping).FindMerged(key) : default;
    }

    /// <summary>A scalar as the API server resolves it; null for what is no scalar.</summary>
    internal ScalarValue GetValue(int index)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return node.Kind == NodeKind.Alias ? GetValue(Resolve(index)) : new ScalarValue(ScalarKind.Null);
        if (node.Style != NodeStyle.Plain || (node.Has(NodeFlags.Tagged) && GetTag(index) is "!" or "!!str" or "tag:yaml.org,2002:str"))
            return new ScalarValue(ScalarKind.String);
        return node.Has(NodeFlags.Verbatim) ? ScalarValue.Resolve(File.Text[node.Start..node.End]) : ScalarValue.Resolve(GetText(index));
    }

    /// <summary>Whether a node is a scalar that resolves to null.</summary>
    internal bool IsNull(int index)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Kind == NodeKind.Alias)
            return IsNull(Resolve(index));
        return node is { Kind: NodeKind.Scalar, Style: NodeStyle.Plain }
            && (!node.Has(NodeFlags.Verbatim) || node.End - node.Start <= ScalarValue.LongestNull)
            && GetValue(index).Kind == ScalarKind.Null;
    }

    /// <summary>The text of a scalar in UTF-8, where its bytes are its text.</summary>
    internal bool TryGetUtf8(int index, out ReadOnlySpan<byte> text)
    {
        ref readonly var node = ref Nodes[index];
        var isVerbatim = node.Kind == NodeKind.Scalar && node.Has(NodeFlags.Verbatim);
        text = isVerbatim ? node.GetUtf8(File.Text) : default;
        return isVerbatim;
    }

    /// <summary>Whether the text of a scalar may hold one of some ASCII characters.</summary>
    internal bool MayHold(int index, SearchValues<byte> characters)
    {
        ref readonly var node = ref Nodes[index];
        return !node.Has(NodeFlags.Verbatim) || File.Text[node.Start..node.End].ContainsAny(characters);
    }

    internal bool KeyEquals(int index, ReadOnlySpan<byte> key)
    {
        ref readonly var node = ref Nodes[index];
        if (!node.HasKey)
            return false;
        if (node.Has(NodeFlags.VerbatimKey))
            return node.GetKeyUtf8(File.Text).SequenceEqual(key);
        return GetKeyText(index) == Encoding.UTF8.GetString(key);
    }

    internal bool HasText(int index)
    {
        ref readonly var node = ref Nodes[index];
        return node.Kind == NodeKind.Scalar && !(node.Has(NodeFlags.Verbatim) ? node.GetUtf8(File.Text).IsEmpty : GetText(index).Length == 0);
    }

    internal bool TextEquals(int index, string text)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return text.Length == 0;
        return node.Has(NodeFlags.Verbatim) && File.IsAscii ? Ascii.Equals(node.GetUtf8(File.Text), text) : GetText(index) == text;
    }

    internal bool TextEquals(int index, ReadOnlySpan<byte> text)
    {
        ref readonly var node = ref Nodes[index];
        if (node.Kind != NodeKind.Scalar)
            return false;
        if (node.Has(NodeFlags.Verbatim))
            return node.GetUtf8(File.Text).SequenceEqual(text);
        return GetText(index) == Encoding.UTF8.GetString(text);
    }

    /// <summary>The byte offset of each UTF-16 unit of a scalar's text; null where the text was stored and its parts have no place of their own.</summary>
    internal List<int>? GetTextOffsets(int index)
    {
        ref readonly var node = ref Nodes[index];
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
        var text = Tape.Texts![index];
        var indent = ScalarDecoder.FindIndent(File.Text, span, text);
        return indent >= 0 && ScalarDecoder.Decode(File.Text, span, node.Style, offsets, indent) == text ? offsets : null;
    }

    private Tape ReadTape() =>
        YamlParser.Producer.Produce(File, Span, out var tape) is null && tape is not null
            ? tape
            : throw new InvalidOperationException($"{File.Path} has an outline, but no tape.");
}
