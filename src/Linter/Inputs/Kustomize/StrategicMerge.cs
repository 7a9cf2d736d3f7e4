using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Merges a patch into an object as kustomize does: maps by key, some lists by the keys of their items, the rest replaced.</summary>
/// <remarks>kubernetes-sigs/kustomize, kyaml/yaml/merge2/merge2.go, kyaml/yaml/walk/{map,associative_sequence}.go. What is odd there (a patched item comes first,
/// a port of the patch without protocol is lost beside the same port with one) is what ends up in the cluster, and done here too.</remarks>
internal static class StrategicMerge
{
    private const string Directive = "$patch";
    private const int MostItems = 2000;

    /// <summary>Merges; null when the patch deletes the object.</summary>
    /// <param name="target">The object, which is changed.</param>
    /// <param name="patch">The patch, parts of which become parts of the object.</param>
    /// <param name="type">The type of the object; null where kustomize does not know it.</param>
    public static EditableNode? Merge(EditableNode target, EditableNode patch, SchemaType? type) => Walk(target, patch, type, null, null);

    private static EditableNode? Walk(EditableNode? target, EditableNode? patch, SchemaType? type, FieldType? elements, string[]? keys)
    {
        var first = target is { IsNull: false } ? target : patch is { IsNull: false } ? patch : null;
        if (first is null)
            return null;
        if (target is { IsNull: false } && patch is { IsNull: false } && target.Kind != patch.Kind)
            throw new UnresolvableException($"has a patch with something else than a {first.Kind} where one stands");
        return first.Kind switch
        {
            NodeKind.Mapping => WalkMapping(target, patch, type),
            NodeKind.Sequence when keys is not null => WalkItems(target, patch, elements, keys),
            _ => patch is null ? target : patch.IsNull ? null : patch,
        };
    }

    private static EditableNode? WalkMapping(EditableNode? target, EditableNode? patch, SchemaType? type)
    {
        if (patch is { IsNull: true } && target is { IsNull: false })
            return null;
        var directive = patch is null ? null : TakeDirective(patch);
        if (directive == "delete")
            return null;
        var result = target is null or { IsNull: true } || directive == "replace" ? patch! : target;
        var isWhole = ReferenceEquals(result, patch);

        // Without a target the patch is walked with itself, which clears nulls and directives in it.
        List<string> names = [.. result.Children.Select(static child => child.Key!)];
        if (!isWhole && patch is not null)
            names.AddRange(patch.Children.Select(static child => child.Key!).Except(names, StringComparer.Ordinal).ToList());
        foreach (var name in names)
        {
            if (name.StartsWith('$'))
                throw new UnresolvableException($"has a patch with '{name}'");
            var old = result.Find(name);
            var other = isWhole ? old : patch?.Find(name);
            var field = type?.Find(System.Text.Encoding.UTF8.GetBytes(name));
            var (childType, elements) = TypesOf(field?.Type);
            var merged = Walk(old, other, childType, elements, MergeKeys.Of(type, name));
            if (merged is null)
                result.Remove(name);
            else if (!ReferenceEquals(merged, old))
                result.Set(merged.Key == name ? merged : merged.As(name, merged.Location));
        }

        return result;
    }

    private static (SchemaType? Type, FieldType? Elements) TypesOf(FieldType? type) => type switch
    {
        { Kind: FieldKind.Type } => (type.Target, null),
        { Kind: FieldKind.List } => (null, type.Element),
        _ => (null, null),
    };

    private static EditableNode? WalkItems(EditableNode? target, EditableNode? patch, FieldType? elements, string[] keys)
    {
        if (patch is { IsNull: true } && target is { IsNull: false })
            return null;
        var directive = patch is null ? null : TakeListDirective(patch);
        if (directive == "delete")
            return null;
        var result = target is null or { IsNull: true } || directive == "replace" ? patch! : target;
        var other = ReferenceEquals(result, patch) ? result : patch;
        if (result.Children.Count + (other?.Children.Count ?? 0) > MostItems)
            throw new UnresolvableException("has a patch for a list that is longer than ekslint merges");
        var items = keys is [""] ? WalkTexts(result, other) : new ItemMerge(result, other, TypesOf(elements).Type, keys).Run();
        result.SetItems(items);
        return result;
    }

    private static List<EditableNode> WalkTexts(EditableNode target, EditableNode? patch)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<EditableNode>();
        foreach (var item in (patch?.Children ?? []).Concat(target.Children))
        {
            if (!item.IsScalar)
                throw new UnresolvableException("has something else than texts in a list of texts");
            if (seen.Add(item.Text))
                items.Add(item);
        }

        return items;
    }

    private static string? TakeDirective(EditableNode patch)
    {
        if (!patch.IsMapping || patch.Find(Directive) is not { } directive)
            return null;
        patch.Remove(Directive);
        return directive.Text is "delete" or "replace" or "merge"
            ? directive.Text
            : throw new UnresolvableException("has a patch with an unknown directive");
    }

    /// <summary>A directive for the whole list stands in an item of its own.</summary>
    private static string? TakeListDirective(EditableNode patch)
    {
        if (!patch.IsSequence)
            return null;
        for (var i = 0; i < patch.Children.Count; i++)
        {
            if (patch.Children[i] is not { IsMapping: true } item || item.Find(Directive) is not { } directive)
                continue;

            // kustomize looks at the first item with a directive only.
            if (item.Children.Count > 1)
                return null;
            var text = directive.Text;
            if (text is not ("delete" or "replace" or "merge"))
                throw new UnresolvableException("has a patch with an unknown directive");
            for (var at = patch.Children.Count - 1; at >= 0; at--)
            {
                if (patch.Children[at].Find(Directive)?.Text == text)
                    patch.RemoveAt(at);
            }

            return text;
        }

        return null;
    }

    /// <summary>One merge of two lists by the keys of their items.</summary>
    private sealed class ItemMerge(EditableNode target, EditableNode? patch, SchemaType? type, string[] keys)
    {
        private readonly List<EditableNode> _added = [];
        private List<EditableNode> _target = [.. target.Children];

        public List<EditableNode> Run()
        {
            var all = new List<string[]>();
            foreach (var item in (patch?.Children ?? []).Concat(target.Children))
            {
                var values = Array.ConvertAll(keys, key => item.Find(key) is { IsScalar: true, IsNull: false } value ? value.Text : "");
                if (values[0].Length == 0)
                    throw new UnresolvableException($"has an item without '{keys[0]}' in a list that is merged by it");
                if (!all.Exists(known => known.AsSpan().SequenceEqual(values)))
                    all.Add(values);
            }

            if (keys.Length > 1)
                Unite(all);
            var used = keys.Where((_, i) => all.Exists(values => values[i].Length > 0)).ToArray();
            foreach (var values in all)
                Add(used, [.. values.Where((value, i) => value.Length > 0 || used.Contains(keys[i]))]);
            if (all.Count > 0)
                AppendTarget(used);
            return _added;
        }

        /// <summary>Items that differ only in what one of them leaves out count as the same.</summary>
        private static void Unite(List<string[]> all)
        {
            for (var i = 0; i < all.Count; i++)
            {
                var one = all[i];
                for (var j = 0; j < all.Count; j++)
                {
                    if (Unite(one, all[j]) is { } united)
                        all[i] = all[j] = united;
                }
            }
        }

        private static string[]? Unite(string[] one, string[] other)
        {
            var hasCommon = false;
            var united = new string[one.Length];
            for (var i = 0; i < one.Length; i++)
            {
                if (one[i] != other[i] && one[i].Length > 0 && other[i].Length > 0)
                    return null;
                hasCommon |= one[i] == other[i];
                united[i] = one[i].Length > 0 ? one[i] : other[i];
            }

            return hasCommon ? united : null;
        }

        private void Add(string[] used, string[] values)
        {
            var merged = Walk(Find(_target, used, values), patch is null ? null : Find([.. patch.Children], used, values), type, null, null);
            if (merged is null || merged.IsNull || merged is { IsMapping: true, Children.Count: 0 })
            {
                _target = Set(_target, null, used, values);
                return;
            }

            var replaced = Set(_added, merged.AsItem(), used, values);
            _added.Clear();
            _added.AddRange(replaced);
        }

        private void AppendTarget(string[] used)
        {
            foreach (var item in _target)
            {
                var values = new List<string>();
                foreach (var key in used)
                {
                    if (item.Find(key) is { } value)
                        values.Add(value.Text);
                    else
                        _added.Add(item);
                }

                var items = used.Length > 1 ? Set(_added, null, used, [.. values]) : [.. _added];
                items = Set(items, item, used, [.. values]);
                _added.Clear();
                _added.AddRange(items);
            }
        }

        /// <summary>The first item with all values that are not empty.</summary>
        private static EditableNode? Find(List<EditableNode> items, string[] used, string[] values) =>
            items.Find(item =>
            {
                for (var i = 0; i < used.Length; i++)
                {
                    if (values[i].Length > 0 && item.Find(used[i])?.Text != values[i])
                        return false;
                }

                return item.IsMapping;
            });

        /// <summary>Replaces the items of a key, or removes them; adds the item where there is none. An empty value stands for any.</summary>
        private static List<EditableNode> Set(List<EditableNode> items, EditableNode? item, string[] used, string[] values)
        {
            var result = new List<EditableNode>(items.Count + 1);
            var isFound = false;
            foreach (var known in items)
            {
                if (known.IsNull || known is { IsMapping: true, Children.Count: 0 })
                    continue;
                if (!Matches(known, used, values))
                {
                    result.Add(known);
                    continue;
                }

                isFound = true;
                if (item is not null)
                    result.Add(item);
            }

            if (!isFound && item is not null)
                result.Add(item);
            return result;
        }

        private static bool Matches(EditableNode item, string[] used, string[] values)
        {
            for (var i = 0; i < used.Length && i < values.Length; i++)
            {
                if (item.Find(used[i]) is not { } value || (values[i].Length > 0 && value.Text != values[i]))
                    return false;
            }

            return true;
        }
    }
}
