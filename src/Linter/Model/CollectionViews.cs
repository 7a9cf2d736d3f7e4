using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>A list field. What is no sequence has no items.</summary>
/// <typeparam name="T">The view of an item.</typeparam>
/// <param name="node">The node.</param>
public readonly struct ListValue<T>(YamlNode node) : INodeView<ListValue<T>>
    where T : struct, INodeView<T>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>Whether a list is written.</summary>
    public bool IsSet => Node.IsSequence;

    /// <summary>The number of items.</summary>
    public int Count => Node.IsSequence ? Node.Count : 0;

    /// <inheritdoc/>
    public static ListValue<T> From(YamlNode node) => new(node);

    /// <summary>Walks the items without allocation.</summary>
    public Enumerator GetEnumerator() => new(Node);

    /// <summary>The items for LINQ.</summary>
    public IEnumerable<T> AsEnumerable()
    {
        foreach (var item in this)
            yield return item;
    }

    /// <summary>Walks the items.</summary>
    public struct Enumerator
    {
        private NodeChildren.Enumerator _nodes;

        internal Enumerator(YamlNode node) => _nodes = (node.IsSequence ? node.Children : default).GetEnumerator();

        /// <summary>The current item.</summary>
        public readonly T Current => T.From(_nodes.Current);

        /// <summary>Steps to the next item.</summary>
        public bool MoveNext() => _nodes.MoveNext();
    }
}

/// <summary>A map from texts. What is no mapping has no entries.</summary>
/// <typeparam name="T">The view of a value.</typeparam>
/// <param name="node">The node.</param>
public readonly struct MapValue<T>(YamlNode node) : INodeView<MapValue<T>>
    where T : struct, INodeView<T>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>Whether a map is written.</summary>
    public bool IsSet => Node.IsMapping;

    /// <summary>The number of entries.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    /// <summary>The value of a key; a view over a missing node where there is none.</summary>
    public T this[string key] => T.From(Node[key]);

    /// <inheritdoc/>
    public static MapValue<T> From(YamlNode node) => new(node);

    /// <summary>Walks the entries.</summary>
    public Enumerator GetEnumerator() => new(Node);

    /// <summary>Walks the entries.</summary>
    public struct Enumerator
    {
        private NodeChildren.Enumerator _nodes;

        internal Enumerator(YamlNode node) => _nodes = (node.IsMapping ? node.Children : default).GetEnumerator();

        /// <summary>The current key and value.</summary>
        public readonly KeyValuePair<string, T> Current => new(_nodes.Current.Key ?? "", T.From(_nodes.Current));

        /// <summary>Steps to the next entry.</summary>
        public bool MoveNext() => _nodes.MoveNext();
    }
}
