namespace EksLint.Syntax;

/// <summary>Which node of a document holds which, and as the how manieth: the way up, which the records themselves do not know.</summary>
internal sealed class NodeParents
{
    private readonly int[] _parents;
    private readonly int[] _places;

    public NodeParents(ReadOnlySpan<NodeRecord> nodes)
    {
        _parents = new int[nodes.Length];
        _places = new int[nodes.Length];
        for (var container = 0; container < nodes.Length; container++)
        {
            var place = 0;
            for (var child = container + 1; child < nodes[container].Next; child = nodes[child].Next)
            {
                _parents[child] = container;
                _places[child] = place++;
            }
        }
    }

    /// <summary>The node that holds another; the root for itself.</summary>
    public int ParentOf(int index) => _parents[index];

    /// <summary>How many others the same node holds before one.</summary>
    public int PlaceOf(int index) => _places[index];
}
