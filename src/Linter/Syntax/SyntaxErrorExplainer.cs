using System.Buffers;
using System.Text;
using YamlDotNet.Core;

namespace EksLint.Syntax;

/// <summary>Says in words what is probably wrong where the parser gave up, and points at the cause instead of the consequence.</summary>
internal static class SyntaxErrorExplainer
{
    private static readonly SearchValues<byte> KeyBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./"u8);

    public static SyntaxError Explain(SourceFile file, SourceSpan document, YamlException exception, int start, int end)
    {
        var line = file.GetLinePosition(Math.Min(start, document.End)).Line;
        var endLine = file.GetLinePosition(Math.Min(end, document.End)).Line;
        return FindTab(file, document, line, endLine)
            ?? FindUnclosedQuote(file, exception, start)
            ?? FindBadStart(file, start, end)
            ?? FindMissingBlank(file, document, line)
            ?? FindNestedValue(file, exception, start, end)
            ?? Other(file, document, exception, start, end);
    }

    private static SyntaxError Error(SourceFile file, int start, int end, string message, string? hint) =>
        new(SyntaxErrorKind.Malformed, new SourceLocation(file, new SourceSpan(start, Math.Max(end, Math.Min(start + 1, file.Length)))), message, hint);

    /// <summary>The parser gives the enclosing mapping's line for a tab, so the lines that follow are searched too.</summary>
    private static SyntaxError? FindTab(SourceFile file, SourceSpan document, int line, int endLine)
    {
        for (var i = line; i < file.LineCount && i <= endLine + 2; i++)
        {
            var span = file.GetLine(i);
            if (span.Start >= document.End)
                break;
            var indentation = file.Text[span.Start..span.End].IndexOfAnyExcept(" \t"u8);
            if (indentation <= 0)
                continue;
            var tab = file.Text.Slice(span.Start, indentation).IndexOf((byte)'\t');
            if (tab >= 0)
                return Error(file, span.Start + tab, span.Start + tab + 1, "a tab in the indentation", "indent with blanks: YAML does not allow tabs there");
        }

        return null;
    }

    private static SyntaxError? FindUnclosedQuote(SourceFile file, YamlException exception, int start)
    {
        if (!exception.Message.Contains("quoted scalar", StringComparison.OrdinalIgnoreCase) || start >= file.Length)
            return null;
        var quote = file.Text[start];
        return quote is (byte)'"' or (byte)'\''
            ? exception.Message.Contains("escape", StringComparison.OrdinalIgnoreCase)
                ? Error(file, start, start + 1, "an unknown escape in a quoted value", "write '\\\\' for a backslash, or use single quotes")
                : Error(file, start, start + 1, $"the quote {(char)quote} is never closed", "close it, or write the quote twice in single quotes, with a backslash in double quotes")
            : null;
    }

    private static SyntaxError? FindBadStart(SourceFile file, int start, int end)
    {
        foreach (var offset in (ReadOnlySpan<int>)[start, end])
        {
            if (offset < file.Length && file.Text[offset] is (byte)'%' or (byte)'@' or (byte)'`')
                return Error(file, offset, offset + 1, $"a value cannot begin with '{(char)file.Text[offset]}'", "put the value in quotes");
        }

        return null;
    }

    /// <summary><c>key:value</c> is one long text to YAML; it shows as an error on the line itself or the one behind it.</summary>
    private static SyntaxError? FindMissingBlank(SourceFile file, SourceSpan document, int line)
    {
        for (var i = line; i >= Math.Max(0, line - 1); i--)
        {
            var span = file.GetLine(i);
            if (span.Start < document.Start)
                break;
            var text = file.Text[span.Start..span.End];
            var content = text.TrimStart(" -"u8);
            var colon = content.IndexOf((byte)':');
            if (colon <= 0 || colon == content.Length - 1 || content[colon + 1] is (byte)' ' or (byte)'/' or (byte)':' || content.IndexOf(": "u8) >= 0)
                continue;
            if (content[..colon].ContainsAnyExcept(KeyBytes))
                continue;
            var offset = span.Start + text.Length - content.Length + colon;
            return Error(file, offset, offset + 1, "no blank behind the colon", $"write '{Encoding.UTF8.GetString(content[..colon])}: …'");
        }

        return null;
    }

    private static SyntaxError? FindNestedValue(SourceFile file, YamlException exception, int start, int end)
    {
        if (!exception.Message.Contains("apping values are not allowed", StringComparison.Ordinal))
            return null;
        var offset = Math.Min(Math.Max(start, end - 1), file.Length);
        while (offset > 0 && (offset >= file.Length || file.Text[offset] != ':') && offset > start - 1)
            offset--;
        return Error(
            file,
            Math.Max(offset, 0),
            Math.Max(offset, 0) + 1,
            "a second ': ' inside one value",
            "put the value in quotes, or indent the key under the line above as its siblings are");
    }

    private static SyntaxError Other(SourceFile file, SourceSpan document, YamlException exception, int start, int end)
    {
        var message = exception.Message;
        if (message.Contains("flow", StringComparison.OrdinalIgnoreCase))
            return Error(file, Math.Min(start, file.Length), start + 1, "a bracket that is never closed, or a missing comma in it", "check the brackets [ ] and { } from here on");
        var offset = Math.Min(Math.Max(start, document.Start), Math.Max(document.End - 1, document.Start));
        var last = Math.Max(start, Math.Min(end, document.End));
        var hint = message.Contains("expected key", StringComparison.OrdinalIgnoreCase) || message.Contains("'-' indicator", StringComparison.Ordinal)
            ? "check the indentation: items and keys of one collection begin in one column"
            : null;
        return Error(file, hint is null ? offset : last, hint is null ? offset + 1 : last + 1, "the text is no YAML: " + Soften(message), hint);
    }

    private static string Soften(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : "it cannot be read";
    }
}
