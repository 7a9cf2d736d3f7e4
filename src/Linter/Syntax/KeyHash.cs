using System.Runtime.CompilerServices;

namespace EksLint.Syntax;

/// <summary>A hash of keys, made once for each key of a file, so that looking an entry up compares numbers instead of texts.</summary>
internal static class KeyHash
{
    /// <summary>The hash of a key: of its length and both ends, which costs the same for all lengths. Equal hashes need not mean equal keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Of(ReadOnlySpan<byte> key) => (ushort)(TextEnds.Of(key).Hash >> 48);

    /// <summary>Notes in the records of a finished tape what the entries of its mappings are found by.</summary>
    /// <param name="nodes">The records.</param>
    /// <param name="text">The file.</param>
    public static void Set(Span<NodeRecord> nodes, ReadOnlySpan<byte> text)
    {
        foreach (ref var node in nodes)
            node.KeyHash = node.Has(NodeFlags.VerbatimKey) ? Of(node.GetKeyUtf8(text)) : (ushort)0;
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
}
