using System.Globalization;
using EksLint.Syntax;

namespace EksLint.Cli.Output;

/// <summary>A place to point at in a frame.</summary>
/// <param name="Span">The place.</param>
/// <param name="Message">What is there; empty where the finding's own message says it.</param>
/// <param name="IsPrimary">Whether it is the place at fault.</param>
internal sealed record FrameLabel(SourceSpan Span, string Message, bool IsPrimary);

/// <summary>Some lines of a file with marks under what is meant.</summary>
/// <param name="palette">The colours.</param>
/// <param name="paint">The colour of the marks under the place at fault.</param>
internal sealed class CodeFrame(Palette palette, Func<string, string> paint)
{
    private const int LinesBefore = 2;

    /// <summary>Lines between two shown ones that are shown as well, as leaving them out would save nothing.</summary>
    private const int SmallestGap = 2;

    /// <summary>The width that the line numbers of some places need.</summary>
    public static int GutterWidth(SourceFile file, IEnumerable<FrameLabel> labels) =>
        labels.Max(label => (file.GetLinePosition(label.Span.End).Line + 1).ToString(CultureInfo.InvariantCulture).Length);

    /// <summary>Writes the frame with its heading.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="labels">The places; the first one is named in the heading.</param>
    /// <param name="secrets">The places of secrets.</param>
    /// <param name="gutter">The width of the line numbers.</param>
    public void Write(TextWriter writer, SourceFile file, IReadOnlyList<FrameLabel> labels, IReadOnlyList<SourceSpan> secrets, int gutter)
    {
        var start = file.GetLinePosition(labels[0].Span.Start);
        var margin = new string(' ', gutter);
        writer.WriteLine($"{margin}{palette.Gutter("-->")} {SafeText.EscapePath(file.Path)}:{start.Line + 1}:{start.Character + 1}");
        if (file.Length == 0)
            return;
        var bar = $"{margin} {palette.Gutter("|")}";
        writer.WriteLine(bar);
        var previous = -1;
        foreach (var line in LinesToShow(file, labels))
        {
            if (previous >= 0 && line > previous + 1)
                writer.WriteLine(palette.Gutter("..."));
            previous = line;
            WriteLine(writer, file, line, labels, secrets, gutter, bar);
        }
    }

    private void WriteLine(TextWriter writer, SourceFile file, int line, IReadOnlyList<FrameLabel> labels, IReadOnlyList<SourceSpan> secrets, int gutter, string bar)
    {
        var bytes = file.GetLine(line);
        var marks = new List<Mark>();
        foreach (var label in labels)
        {
            if (PartIn(file, bytes, line, label) is { } part)
                marks.Add(new Mark(label, part));
        }

        var display = DisplayLine.Render(file, line, marks is [var first, ..] ? first.Part : new SourceSpan(bytes.Start, bytes.Start), secrets);
        var number = (line + 1).ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
        writer.WriteLine($"{palette.Gutter(number)} {palette.Gutter("|")} {display.Text}".TrimEnd());
        foreach (var (label, part) in marks)
        {
            // The message stands at the end of what it is about.
            var message = label.Message.Length > 0 && file.GetLinePosition(label.Span.End).Line == line ? " " + SafeText.Escape(label.Message) : "";
            if (display.FindColumns(part) is { } columns)
            {
                var mark = new string(label.IsPrimary ? '^' : '-', columns.Width) + message;
                writer.WriteLine($"{bar} {new string(' ', columns.Start)}{(label.IsPrimary ? paint(mark) : palette.Related(mark))}");
            }
        }
    }

    /// <summary>The part of a place that lies in a line: of several lines only the first and the last are marked, without their indentation.</summary>
    private static SourceSpan? PartIn(SourceFile file, SourceSpan bytes, int line, FrameLabel label)
    {
        var lines = file.GetLineSpan(label.Span);
        if (line != lines.Start.Line && line != lines.End.Line)
            return null;
        var start = Math.Max(label.Span.Start, bytes.Start);
        if (line > lines.Start.Line)
            start += Math.Max(0, file.Text[start..bytes.End].IndexOfAnyExcept(" \t"u8));
        return new SourceSpan(start, Math.Max(start, Math.Min(label.Span.End, bytes.End)));
    }

    /// <summary>The lines of the places and before them, in order, each once.</summary>
    private static List<int> LinesToShow(SourceFile file, IReadOnlyList<FrameLabel> labels)
    {
        var wanted = new List<int>();
        foreach (var label in labels)
        {
            var span = file.GetLineSpan(label.Span);
            wanted.Add(span.Start.Line);
            wanted.Add(span.End.Line);
            for (var before = 1; label.IsPrimary && before <= LinesBefore && IsContext(file, span.Start.Line - before); before++)
                wanted.Add(span.Start.Line - before);
        }

        wanted.Sort();
        var lines = new List<int>();
        var next = wanted[0];
        foreach (var line in wanted)
        {
            for (next = line - next <= SmallestGap ? next : line; next <= line; next++)
                lines.Add(next);
        }

        return lines;
    }

    /// <summary>A place, and the part of it that lies in the line at hand.</summary>
    private sealed record Mark(FrameLabel Label, SourceSpan Part);

    /// <summary>Nothing before an empty line or a document marker helps to understand what follows.</summary>
    private static bool IsContext(SourceFile file, int line)
    {
        if (line < 0)
            return false;
        var bytes = file.GetLine(line);
        var text = file.Text[bytes.Start..bytes.End];
        return text.ContainsAnyExcept(" \t"u8) && !text.StartsWith("---"u8);
    }
}
