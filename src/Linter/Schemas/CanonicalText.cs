using System.Globalization;
using System.Text;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>A text for a value that is the same for the same JSON value and no other: whatever the style, the order of keys or the form of a number.</summary>
internal static class CanonicalText
{
    // Keys of lists and members of sets are small; what is larger is not compared.
    private const int Longest = 64 * 1024;
    private const int Deepest = 32;

    /// <summary>The text; null where a placeholder hides the value, or where it is too large to compare.</summary>
    public static string? Of(YamlNode node)
    {
        var text = new StringBuilder();
        return Append(text, node, 0) ? text.ToString() : null;
    }

    private static bool Append(StringBuilder text, YamlNode node, int depth)
    {
        if (depth > Deepest || text.Length > Longest)
            return false;
        switch (node.Kind)
        {
            case NodeKind.Mapping:
                return AppendMapping(text, node, depth);
            case NodeKind.Sequence:
                text.Append('[');
                foreach (var item in node.Children)
                {
                    if (!Append(text, item, depth + 1))
                        return false;
                    text.Append(',');
                }

                text.Append(']');
                return true;
            default:
                return AppendScalar(text, node);
        }
    }

    private static bool AppendMapping(StringBuilder text, YamlNode node, int depth)
    {
        var entries = new SortedList<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in node.Children)
        {
            if (entries.Count > Longest / 8)
                return false;
            entries.TryAdd(entry.Key ?? "", entry);
        }

        text.Append('{');
        foreach (var (key, value) in entries)
        {
            AppendText(text, key);
            if (Placeholder.IsUnknown(key) || !Append(text, value, depth + 1))
                return false;
            text.Append(',');
        }

        text.Append('}');
        return true;
    }

    private static bool AppendScalar(StringBuilder text, YamlNode node)
    {
        var value = node.Value;
        switch (value.Kind)
        {
            case ScalarKind.String:
                var own = node.Text;
                AppendText(text, own);
                return own.Length <= Longest && !Placeholder.IsUnknown(own);
            case ScalarKind.Float when double.IsInteger(value.Float) && Math.Abs(value.Float) <= int.MaxValue:
                text.Append(CultureInfo.InvariantCulture, $"{(long)value.Float}");
                return true;
            default:
                text.Append(value.ToString());
                return true;
        }
    }

    /// <summary>With its length before it, so that no text can look like the end of another.</summary>
    private static void AppendText(StringBuilder text, string own) => text.Append(own.Length).Append('"').Append(own);
}
