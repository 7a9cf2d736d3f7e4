using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>A node that transformations change. What is not looked into stays what the file says, and costs nothing.</summary>
internal sealed class EditableNode
{
    private const int FewEntries = 16;

    private readonly ResolutionBudget _budget;
    private List<EditableNode>? _children;
    private Dictionary<string, int>? _index;

    private EditableNode(ResolutionBudget budget, NodeKind kind)
    {
        _budget = budget;
        Kind = kind;
    }

    /// <summary>What the node is.</summary>
    public NodeKind Kind { get; }

    /// <summary>The node of a file that this one shows; missing where it was written here.</summary>
    public YamlNode Source { get; private init; }

    /// <summary>The text that was written here; null where the node is one of a file.</summary>
    public string? WrittenText { get; private init; }

    /// <summary>Whether the written text is shown as it is: a number, a boolean.</summary>
    public bool IsBare { get; private init; }

    /// <summary>Where what was written here comes from.</summary>
    public SourceLocation Place { get; private init; }

    /// <summary>The key of an entry; null for items and the root.</summary>
    public string? Key { get; private set; }

    /// <summary>The entry of a file whose key this is; missing where the key was written here.</summary>
    public YamlNode KeySource { get; private set; }

    /// <summary>Where a written key comes from.</summary>
    public SourceLocation KeyPlace { get; private set; }

    /// <summary>Whether children were added, removed, replaced or moved, or the node is not one of the base.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether somebody looked at the children.</summary>
    public bool IsExpanded => _children is not null;

    /// <summary>Whether the node or something in it was changed; known once the object is finished.</summary>
    public bool IsTouched { get; private set; }

    public bool IsMapping => Kind == NodeKind.Mapping;

    public bool IsSequence => Kind == NodeKind.Sequence;

    public bool IsScalar => Kind == NodeKind.Scalar;

    public bool IsNull => WrittenText is null && Source.Exists && Source.IsNull;

    /// <summary>The text of a scalar; empty for everything else.</summary>
    public string Text => WrittenText ?? Source.Text;

    /// <summary>What the text stands for.</summary>
    public ScalarValue Value =>
        WrittenText is null ? Source.Value : IsBare ? ScalarValue.Resolve(WrittenText) : new ScalarValue(ScalarKind.String);

    /// <summary>The place of the node, for what is derived from it.</summary>
    public SourceLocation Location => Source.Exists ? Source.Location : Place;

    public IReadOnlyList<EditableNode> Children => Expand();

    /// <summary>Shows a node of a file.</summary>
    public static EditableNode Of(YamlNode node, ResolutionBudget budget) =>
        new(budget, node.Kind) { Source = node, Key = node.Key, KeySource = node.Key is null ? default : node };

    /// <summary>A text that stands in no file.</summary>
    public static EditableNode Scalar(string text, SourceLocation place, ResolutionBudget budget, bool isBare = false) =>
        new(budget, NodeKind.Scalar) { WrittenText = text, Place = place, IsBare = isBare, IsChanged = true };

    /// <summary>An empty collection that stands in no file.</summary>
    public static EditableNode Collection(NodeKind kind, SourceLocation place, ResolutionBudget budget) =>
        new(budget, kind) { Place = place, IsChanged = true, _children = [] };

    /// <summary>The value of an entry; null where there is none.</summary>
    public EditableNode? Find(string key) => IndexOf(key) is >= 0 and var index ? _children![index] : null;

    /// <summary>The value at the end of a path of keys; null where there is none.</summary>
    public EditableNode? Find(string key, string next) => Find(key)?.Find(next);

    /// <summary>Sets an entry; the key of one that is there already may change its place.</summary>
    public void Set(EditableNode entry)
    {
        var index = IndexOf(entry.Key!);
        IsChanged = true;
        if (index >= 0)
        {
            _children![index] = entry;
            return;
        }

        _index?.Add(entry.Key!, _children!.Count);
        _children!.Add(entry);
    }

    /// <summary>Makes the node an entry with a written key.</summary>
    public EditableNode As(string key, SourceLocation place)
    {
        if (Key == key && KeySource.Exists)
            return this;
        Key = key;
        KeySource = default;
        KeyPlace = place;
        return this;
    }

    /// <summary>Makes the node an entry under the same key as another.</summary>
    public EditableNode As(EditableNode entry)
    {
        Key = entry.Key;
        KeySource = entry.KeySource;
        KeyPlace = entry.KeyPlace;
        return this;
    }

    /// <summary>Makes the node an item.</summary>
    public EditableNode AsItem()
    {
        Key = null;
        KeySource = default;
        return this;
    }

    /// <summary>Removes an entry.</summary>
    public bool Remove(string key)
    {
        var index = IndexOf(key);
        if (index < 0)
            return false;
        RemoveAt(index);
        return true;
    }

    public void RemoveAt(int index)
    {
        Expand().RemoveAt(index);
        _index = null;
        IsChanged = true;
    }

    public void Insert(int index, EditableNode item)
    {
        Expand().Insert(index, item.AsItem());
        IsChanged = true;
    }

    public void ReplaceAt(int index, EditableNode child)
    {
        Expand()[index] = child;
        IsChanged = true;
    }

    /// <summary>Replaces all items.</summary>
    public void SetItems(List<EditableNode> items)
    {
        var children = Expand();
        if (children.Count == items.Count && children.Zip(items).All(static pair => ReferenceEquals(pair.First, pair.Second)))
            return;
        _children = items;
        IsChanged = true;
    }

    /// <summary>A copy that changes apart from this node.</summary>
    public EditableNode Copy()
    {
        _budget.SpendNodes(_children is null && Source.Exists ? 1 : 1 + (_children?.Count ?? 0));
        var copy = new EditableNode(_budget, Kind)
        {
            Source = Source,
            WrittenText = WrittenText,
            IsBare = IsBare,
            Place = Place,
            Key = Key,
            KeySource = KeySource,
            KeyPlace = KeyPlace,
            IsChanged = IsChanged,
        };
        if (_children is not null)
            copy._children = _children.ConvertAll(static child => child.Copy());
        return copy;
    }

    /// <summary>Notes what was touched, from the leaves up.</summary>
    public bool Finish(int depth = 0)
    {
        if (depth > YamlLimits.Depth)
            throw new UnresolvableException("nests deeper than ekslint reads");
        IsTouched = IsChanged;
        foreach (var child in _children ?? [])
            IsTouched |= child.Finish(depth + 1);
        return IsTouched;
    }

    public override string ToString() => WrittenText ?? Source.ToString();

    private int IndexOf(string key)
    {
        if (Kind != NodeKind.Mapping)
            return -1;
        var children = Expand();
        if (children.Count <= FewEntries)
            return children.FindIndex(child => child.Key == key);
        if (_index is null)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < children.Count; i++)
                _index.TryAdd(children[i].Key!, i);
        }

        return _index.GetValueOrDefault(key, -1);
    }

    private List<EditableNode> Expand()
    {
        if (_children is not null)
            return _children;
        _children = [];
        if (Source.Kind is NodeKind.Mapping or NodeKind.Sequence)
        {
            foreach (var child in Source.Children)
                _children.Add(Of(child, _budget));
            _budget.SpendNodes(_children.Count + 1);
            if (Kind == NodeKind.Sequence)
                _children.ForEach(static item => item.AsItem());
        }

        return _children;
    }
}
