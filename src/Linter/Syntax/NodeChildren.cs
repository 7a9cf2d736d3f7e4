namespace EksLint.Syntax;

/// <summary>The entries of a mapping or the items of a sequence, in order; merged entries after the mapping's own.</summary>
public readonly struct NodeChildren : IEnumerable<YamlNode>
{
    private readonly YamlNode _container;

    internal NodeChildren(YamlNode container) => _container = container;

    /// <summary>Enumerates without allocation where nothing is merged.</summary>
    public Enumerator GetEnumerator() => new(_container);

    IEnumerator<YamlNode> IEnumerable<YamlNode>.GetEnumerator() => Enumerate().GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => Enumerate().GetEnumerator();

    private IEnumerable<YamlNode> Enumerate()
    {
        foreach (var child in this)
            yield return child;
    }

    /// <summary>Walks the children.</summary>
    public struct Enumerator
    {
        private readonly YamlDocument? _document;
        private readonly int _container;
        private readonly int _end;
        private readonly bool _merges;
        private int _next;
        private List<YamlNode>? _merged;
        private int _mergedNext;

        internal Enumerator(YamlNode container)
        {
            if (!container.Exists)
                return;
            _document = container.Document;
            _container = _document.Resolve(container.Index);
            ref readonly var record = ref _document[_container];
            if (record.Kind is not (NodeKind.Mapping or NodeKind.Sequence))
                return;
            _merges = record.Has(NodeFlags.Merges);
            _next = _container + 1;
            _end = record.Next;
        }

        /// <summary>The current child.</summary>
        public YamlNode Current { get; private set; }

        /// <summary>Steps to the next child.</summary>
        public bool MoveNext()
        {
            while (_next < _end)
            {
                Current = new YamlNode(_document!, _next);
                _next = _document![_next].Next;
                if (!_merges || !Current.IsMergeEntry(Current.Index))
                    return true;
            }

            if (!_merges)
                return false;
            _merged ??= CollectMerged(new YamlNode(_document!, _container));
            if (_mergedNext == _merged.Count)
                return false;
            Current = _merged[_mergedNext++];
            return true;
        }

        private static List<YamlNode> CollectMerged(YamlNode mapping)
        {
            var document = mapping.Document;
            var keys = new HashSet<string>(StringComparer.Ordinal);
            var sources = new List<YamlNode>();
            for (var i = mapping.Index + 1; i < document[mapping.Index].Next; i = document[i].Next)
            {
                var entry = new YamlNode(document, i);
                if (!mapping.IsMergeEntry(i))
                    keys.Add(document.GetKeyText(i));
                else if (entry.IsSequence)
                    sources.AddRange(entry.Children);
                else
                    sources.Add(entry);
            }

            var merged = new List<YamlNode>();
            foreach (var source in sources)
            {
                if (!source.IsMapping)
                    continue;
                foreach (var entry in source.Children)
                {
                    if (keys.Add(entry.Key ?? ""))
                        merged.Add(entry);
                }
            }

            return merged;
        }
    }
}
