using System.Buffers;
using System.Text;

namespace EksLint.Syntax;

/// <summary>Says in words what is probably wrong where the parser gave up, and points at the cause instead of the consequence.</summary>
internal static class SyntaxErrorExplainer
{
    private static readonly SearchValues<byte> KeyBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./"u8);

    private static readonly SearchValues<byte> Brackets = SearchValues.Create("[]{}"u8);

    public static SyntaxError Explain(SourceFile file, SourceSpan document, string problem, int start, int end)
    {
        start = Math.Min(start, document.End);
        end = Math.Clamp(end, start, document.End);
        return FindTab(file, document, problem, start, end)
            ?? FindBadQuote(file, problem, start, end)
            ?? FindBadStart(file, start)
            ?? FindMissingBlank(file, document, file.GetLinePosition(start).Line)
            ?? FindNestedValue(file, problem, start)
            ?? FindBracket(file, document, problem, start)
            ?? Other(file, problem, start);
    }

    private static SyntaxError Error(SourceFile file, int start, int end, string message, string? hint) =>
        new(SyntaxErrorKind.Malformed, new SourceLocation(file, new SourceSpan(Math.Min(start, file.Length), Math.Min(end, file.Length))), message, hint);

    /// <summary>A tab may have been read as a blank and lead to another error on its line. Between brackets it is a blank like any other.</summary>
    private static SyntaxError? FindTab(SourceFile file, SourceSpan document, string problem, int start, int end)
    {
        var line = file.GetLinePosition(start).Line;
        var lastLine = file.GetLinePosition(end).Line + (problem.Contains("tab ", StringComparison.Ordinal) ? 1 : 0);
        if (problem.Contains("flow", StringComparison.Ordinal) || problem.Contains("quoted", StringComparison.Ordinal))
            return null;
        foreach (var span in file.LinesFrom(start))
        {
            if (span.Start >= document.End || line++ > lastLine)
                break;
            var indentation = file.Text[span.Start..span.End].IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (indentation <= 0)
                continue;
            var tab = file.Text.Slice(span.Start, indentation).IndexOf((byte)'\t');
            if (tab >= 0)
                return Error(file, span.Start + tab, span.Start + tab + 1, "a tab in the indentation", "indent with blanks: YAML does not allow tabs there");
        }

        return null;
    }

    private static SyntaxError? FindBadQuote(SourceFile file, string problem, int start, int end)
    {
        if (!problem.Contains("quoted scalar", StringComparison.Ordinal) || start >= file.Length)
            return null;
        if (problem.Contains("escape", StringComparison.Ordinal))
            return Error(file, end, end + 2, "an unknown escape in a quoted value", "write '\\\\' for a backslash, or use single quotes");
        if (problem.Contains("hexadecimal", StringComparison.Ordinal) || problem.Contains("Unicode", StringComparison.Ordinal))
            return Error(file, start, start + 1, "an escape in this quoted value names no character", null);
        var quote = (char)file.Text[start];
        return problem.Contains("wrong indentation", StringComparison.Ordinal)
            ? Error(file, start, start + 1, $"the quote {quote} is never closed, or a line of its value is not indented", "close it, or indent the lines that follow deeper than the key")
            : Error(file, start, start + 1, $"the quote {quote} is never closed", "close it, or write the quote twice in single quotes, with a backslash in double quotes");
    }

    private static SyntaxError? FindBadStart(SourceFile file, int start)
    {
        if (start >= file.Length || file.Text[start] is not ((byte)'%' or (byte)'@' or (byte)'`'))
            return null;
        var isDirective = file.Text[start] == '%' && (start == 0 || file.Text[start - 1] == '\n');
        return isDirective
            ? null
            : Error(file, start, start + 1, $"a value cannot begin with '{(char)file.Text[start]}'", "put the value in quotes");
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

    private static SyntaxError? FindNestedValue(SourceFile file, string problem, int start)
    {
        if (!problem.Contains("invalid mapping", StringComparison.Ordinal) && !problem.Contains("apping values are not allowed", StringComparison.Ordinal))
            return null;
        return Error(
            file,
            start,
            start + 1,
            "a second ': ' inside one value",
            "put the value in quotes, or indent the key under the line above as its siblings are");
    }

    /// <summary>A bracket opened on a line before was probably never closed; on the same line a comma is probably missing.</summary>
    private static SyntaxError? FindBracket(SourceFile file, SourceSpan document, string problem, int start)
    {
        var isFlow = problem.Contains("flow", StringComparison.Ordinal);
        if (!isFlow && !problem.Contains("node content", StringComparison.Ordinal))
            return null;
        var bracket = FindOpenBracket(file.Text[document.Start..start]);
        var isOnLine = bracket >= 0 && file.Text[(document.Start + bracket)..start].IndexOf((byte)'\n') < 0;
        var isAtEnd = file.Text[start..document.End].IndexOfAnyExcept(" \t\r\n"u8) < 0;
        if (bracket < 0 || (isOnLine && !isAtEnd))
            return isFlow ? Error(file, start, start + 1, "a missing comma, or a missing bracket", "separate what stands in brackets by commas") : null;
        bracket += document.Start;
        return Error(
            file,
            bracket,
            bracket + 1,
            $"the bracket {(char)file.Text[bracket]} is never closed, or a comma is missing in it",
            "check the commas and brackets from here on, and that every line between them is indented deeper than the key");
    }

    private static int FindOpenBracket(ReadOnlySpan<byte> text)
    {
        var closed = 0;
        for (var i = text.Length; i > 0;)
        {
            i = text[..i].LastIndexOfAny(Brackets);
            if (i < 0)
                break;
            closed += text[i] is (byte)']' or (byte)'}' ? 1 : -1;
            if (closed < 0)
                return i;
        }

        return -1;
    }

    private static SyntaxError Other(SourceFile file, string problem, int start)
    {
        var hint = problem.Contains("expected key", StringComparison.Ordinal) || problem.Contains("'-' indicator", StringComparison.Ordinal)
            ? "check the indentation: items and keys of one collection begin in one column"
            : null;
        return Error(file, start, start + 1, "the text is no YAML: " + Soften(problem), hint);
    }

    private static string Soften(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : "it cannot be read";
    }
}
