namespace EksLint.Values;

/// <summary>Names that only the DNS of the cluster resolves: <c>web.shop.svc</c>, <c>web.shop.svc.cluster.local</c>.</summary>
/// <remarks>kubernetes/dns, docs/specification.md: a Service is NAME.NAMESPACE.svc.ZONE, and the search list of a pod completes a name that ends with
/// svc.</remarks>
public static class ClusterDnsName
{
    private const string Mark = ".svc";
    private const string Zone = ".cluster.local";

    /// <summary>The first such name in a text; null where there is none.</summary>
    public static string? FindIn(string text)
    {
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1, StringComparison.Ordinal))
        {
            var end = at + Mark.Length;
            if (text.AsSpan(end).StartsWith(Zone))
                end += Zone.Length;
            if (end < text.Length && (IsNameCharacter(text[end]) || text[end] == '_'))
                continue;
            var start = at;
            while (start > 0 && IsNameCharacter(text[start - 1]))
                start--;
            var name = text.AsSpan(start, at - start);
            if (name.IndexOf('.') > 0 && name[^1] != '.')
                return text[start..end];
        }

        return null;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.';
}
