using System.Text;
using EksLint.Cli.Output;

namespace EksLint.Cli;

/// <summary>Renders the Markdown of rules.md, which uses headings, bold, code and fences only, for a terminal; without colours it becomes plain text.</summary>
internal static class Markdown
{
    private const string Fence = "```";

    /// <summary>Renders a text.</summary>
    public static string Render(string markdown, Palette palette)
    {
        var result = new StringBuilder();
        var isCode = false;
        foreach (var line in markdown.TrimEnd().Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                isCode = !isCode;
            else if (isCode)
                result.Append(palette.Code(line.Length > 0 ? "    " + line : "")).Append('\n');
            else if (line.StartsWith('#'))
                result.Append(palette.Strong(line.TrimStart('#').TrimStart())).Append('\n');
            else
                result.Append(RenderInline(line, palette)).Append('\n');
        }

        return result.ToString();
    }

    private static string RenderInline(string line, Palette palette)
    {
        var result = new StringBuilder();
        for (var i = 0; i < line.Length;)
        {
            if (TryRead(line, i, "**", out var strong))
                (_, i) = (result.Append(palette.Strong(strong)), i + strong.Length + 4);
            else if (TryRead(line, i, "`", out var code))
                (_, i) = (result.Append(palette.Code(code)), i + code.Length + 2);
            else
                result.Append(line[i++]);
        }

        return result.ToString();
    }

    private static bool TryRead(string line, int start, string mark, out string text)
    {
        text = "";
        if (string.CompareOrdinal(line, start, mark, 0, mark.Length) != 0)
            return false;
        var end = line.IndexOf(mark, start + mark.Length, StringComparison.Ordinal);
        if (end < 0)
            return false;
        text = line[(start + mark.Length)..end];
        return text.Length > 0;
    }
}
