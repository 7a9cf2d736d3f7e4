using System.Globalization;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Applies a JSON patch.</summary>
/// <remarks>RFC 6902 and 6901 as evanphx/json-patch, v4, patch.go reads them, with which kubernetes-sigs/kustomize, api/filters/patchjson6902 patches.</remarks>
internal static class JsonPatch
{
    /// <summary>Applies all operations in their order.</summary>
    /// <param name="root">The object, which is changed.</param>
    /// <param name="operations">The list of operations.</param>
    /// <param name="budget">What it may cost.</param>
    public static void Apply(EditableNode root, YamlNode operations, ResolutionBudget budget)
    {
        foreach (var operation in operations.Children)
        {
            var path = operation["path"u8];
            var (parent, key) = Locate(root, path.Text);
            switch (operation["op"u8].Text)
            {
                case "add":
                    Add(parent, key, ValueOf(operation, budget), path);
                    break;
                case "replace":
                    Demand(parent, key);
                    Replace(parent, key, ValueOf(operation, budget), path);
                    break;
                case "remove":
                    Remove(parent, key);
                    break;
                case "test":
                    if (!AreEqual(Get(parent, key), operation["value"u8].Exists ? ValueOf(operation, budget) : null))
                        throw Failed("tests for another value");
                    break;
                case "copy":
                    var (sourceParent, sourceKey) = Locate(root, operation["from"u8].Text);
                    Add(parent, key, Demand(sourceParent, sourceKey).Copy(), path);
                    break;
                case "move":
                    var (oldParent, oldKey) = Locate(root, operation["from"u8].Text);
                    var moved = Demand(oldParent, oldKey);
                    Remove(oldParent, oldKey);
                    (parent, key) = Locate(root, path.Text);
                    Add(parent, key, moved, path);
                    break;
                default:
                    throw Failed("has an unknown operation");
            }
        }
    }

    private static EditableNode ValueOf(YamlNode operation, ResolutionBudget budget) =>
        operation["value"u8] is { Exists: true } value ? EditableNode.Of(value, budget) : throw Failed("has an operation without value");

    /// <summary>The node that holds the last part of a path; the path to the root itself is not taken.</summary>
    private static (EditableNode Parent, string Key) Locate(EditableNode root, string path)
    {
        if (path is not ['/', ..])
            throw Failed("has a path that does not begin with '/'");
        var parts = path[1..].Split('/');
        if (parts.Length > YamlLimits.Depth)
            throw Failed("has a path that is too long");
        var node = root;
        foreach (var part in parts.AsSpan()[..^1])
            node = Get(node, Unescape(part)) ?? throw Failed($"has the path '{path}', which the object lacks");
        return (node, Unescape(parts[^1]));
    }

    private static string Unescape(string part) =>
        part.Contains('~', StringComparison.Ordinal)
            ? part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : part;

    private static EditableNode? Get(EditableNode parent, string key)
    {
        if (parent.IsMapping)
            return parent.Find(key);
        return parent.IsSequence && IndexOf(parent, key, parent.Children.Count - 1) is { } index ? parent.Children[index] : null;
    }

    private static EditableNode Demand(EditableNode parent, string key) => Get(parent, key) ?? throw Failed($"changes '{key}', which the object lacks");

    /// <summary>An index counts from the end where it is negative.</summary>
    private static int? IndexOf(EditableNode list, string key, int last)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return null;
        if (index < 0)
            index += list.Children.Count;
        return index >= 0 && index <= last ? index : null;
    }

    private static void Add(EditableNode parent, string key, EditableNode value, YamlNode path)
    {
        if (parent.IsMapping)
        {
            Replace(parent, key, value, path);
            return;
        }

        if (!parent.IsSequence)
            throw Failed($"adds '{key}' to what is no mapping and no list");
        var index = key == "-" ? parent.Children.Count : IndexOf(parent, key, parent.Children.Count) ?? throw Failed($"adds an item at '{key}', behind the end of the list");
        parent.Insert(index, value);
    }

    private static void Replace(EditableNode parent, string key, EditableNode value, YamlNode path)
    {
        if (parent.IsMapping)
            parent.Set(value.As(key, path.Location));
        else
            parent.ReplaceAt(IndexOf(parent, key, parent.Children.Count - 1)!.Value, value.AsItem());
    }

    private static void Remove(EditableNode parent, string key)
    {
        Demand(parent, key);
        if (parent.IsMapping)
            parent.Remove(key);
        else
            parent.RemoveAt(IndexOf(parent, key, parent.Children.Count - 1)!.Value);
    }

    private static bool AreEqual(EditableNode? one, EditableNode? other)
    {
        if (one is null or { IsNull: true } || other is null or { IsNull: true })
            return one is null or { IsNull: true } && other is null or { IsNull: true };
        if (one.Kind != other.Kind)
            return false;
        if (one.IsScalar)
            return one.Value.Kind == other.Value.Kind && (one.Value.Kind == ScalarKind.String ? one.Text == other.Text : one.Value == other.Value);
        if (one.Children.Count != other.Children.Count)
            return false;
        if (one.IsMapping)
            return one.Children.All(child => other.Find(child.Key!) is { } same && AreEqual(child, same));
        return one.Children.Zip(other.Children).All(static pair => AreEqual(pair.First, pair.Second));
    }

    private static UnresolvableException Failed(string why) => new("has a JSON patch that " + why);
}
