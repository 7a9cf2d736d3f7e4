using EksLint.Syntax;

namespace EksLint.Schemas;

/// <summary>Walks over the records of the entries of a mapping or the items of a sequence, as <see cref="YamlNode.Children"/> gives them.</summary>
/// <remarks>The validator looks at every node of a run, and of most it needs the record and no more.</remarks>
internal struct ChildWalk
{
    private readonly YamlDocument _document;
    private readonly List<int>? _merged;
    private readonly int _end;
    private int _next;

    /// <param name="document">The document.</param>
    /// <param name="container">The record of the mapping or sequence, no alias.</param>
    public ChildWalk(YamlDocument document, int container)
    {
        _document = document;
        ref readonly var record = ref document[container];
        if (record.Has(NodeFlags.Merges))
        {
            _merged = CollectMerged(document, container);
            _end = _merged.Count;
        }
        else
        {
            _next = container + 1;
            _end = record.Next;
        }
    }

    /// <summary>The record of the current child.</summary>
    public int Current { get; private set; }

    /// <summary>Steps to the next child.</summary>
    public bool MoveNext()
    {
        if (_next >= _end)
            return false;
        if (_merged is null)
        {
            Current = _next;
            _next = _document[_next].Next;
        }
        else
        {
            Current = _merged[_next++];
        }

        return true;
    }

    private static List<int> CollectMerged(YamlDocument document, int container)
    {
        var children = new List<int>();
        foreach (var child in new YamlNode(document, container).Children)
            children.Add(child.Index);
        return children;
    }
}
