namespace EksLint.Syntax;

/// <summary>What the aliases of a tape come to when they are written out, which may be far more than its text.</summary>
/// <param name="Nodes">The nodes that the document would have; counted no further than to <see cref="int.MaxValue"/>.</param>
/// <param name="TooDeep">The first alias below which the nesting is deeper than allowed; -1 where there is none.</param>
internal readonly record struct TapeExpansion(long Nodes, int TooDeep)
{
    /// <summary>Measures a tape.</summary>
    /// <param name="nodes">Its records, of which there is one at least.</param>
    /// <param name="aliases">The record that each alias stands for, which ends before it.</param>
    public static TapeExpansion Of(ReadOnlySpan<NodeRecord> nodes, IReadOnlyDictionary<int, int> aliases)
    {
        var sizes = new Size[nodes.Length];
        var open = new Stack<int>();
        var tooDeep = -1;
        for (var i = 0; i < nodes.Length; i++)
        {
            while (open.TryPeek(out var innermost) && nodes[innermost].Next == i)
                Close(sizes, open);
            sizes[i] = nodes[i].Kind switch
            {
                NodeKind.Alias => sizes[aliases[i]],
                NodeKind.Scalar => new Size(1, 0),
                _ => new Size(1, 1),
            };
            if (tooDeep < 0 && open.Count + sizes[i].Depth > YamlLimits.Depth)
                tooDeep = i;
            open.Push(i);
            if (nodes[i].Next == i + 1)
                Close(sizes, open);
        }

        while (open.Count > 0)
            Close(sizes, open);
        return new TapeExpansion(sizes[0].Nodes, tooDeep);
    }

    /// <summary>Adds the innermost open node, which is complete, to the one around it.</summary>
    private static void Close(Size[] sizes, Stack<int> open)
    {
        var child = sizes[open.Pop()];
        if (!open.TryPeek(out var parent))
            return;
        var size = sizes[parent];
        sizes[parent] = new Size(Math.Min(size.Nodes + child.Nodes, int.MaxValue), Math.Max(size.Depth, child.Depth + 1));
    }

    /// <summary>A node with all below it.</summary>
    private readonly record struct Size(long Nodes, int Depth);
}
