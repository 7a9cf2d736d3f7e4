using System.Text;
using EksLint.Analysis;
using EksLint.Cli.Output;
using EksLint.Syntax;

namespace EksLint.Cli.Fixes;

/// <summary>Writes what has changed in a text as patch reads it.</summary>
/// <remarks>Values of Secrets are masked, and what would steer a terminal is written out, as everywhere: a diff of such lines is to look at only.</remarks>
internal static class UnifiedDiff
{
    private const int ContextLines = 3;

    /// <summary>Fixes are local; where no common line is found in this many, the rest counts as replaced.</summary>
    private const int FarthestCommonLine = 2000;

    /// <summary>Writes the diff of a file; nothing where the texts are the same.</summary>
    public static void Write(TextWriter writer, SourceFile before, SourceFile after)
    {
        var (oldLines, newLines) = (Split(before), Split(after));
        var changes = FindChanges(oldLines, newLines);
        if (changes.Count == 0)
            return;
        writer.WriteLine($"--- {SafeText.EscapePath(before.Path)}");
        writer.WriteLine($"+++ {SafeText.EscapePath(after.Path)}");
        for (var first = 0; first < changes.Count;)
        {
            var last = first;
            while (last + 1 < changes.Count && changes[last + 1].OldStart - changes[last].OldEnd <= 2 * ContextLines)
                last++;
            WriteHunk(writer, oldLines, newLines, changes[first..(last + 1)]);
            first = last + 1;
        }
    }

    private static void WriteHunk(TextWriter writer, List<Line> oldLines, List<Line> newLines, List<Change> changes)
    {
        var (lead, trail) = (Math.Min(ContextLines, changes[0].OldStart), Math.Min(ContextLines, oldLines.Count - changes[^1].OldEnd));
        var position = changes[0].OldStart - lead;
        var oldRange = Range(position, changes[^1].OldEnd + trail);
        var newRange = Range(changes[0].NewStart - lead, changes[^1].NewEnd + trail);
        writer.WriteLine($"@@ -{oldRange} +{newRange} @@");
        foreach (var change in changes)
        {
            WriteLines(writer, ' ', oldLines[position..change.OldStart]);
            WriteLines(writer, '-', oldLines[change.OldStart..change.OldEnd]);
            WriteLines(writer, '+', newLines[change.NewStart..change.NewEnd]);
            position = change.OldEnd;
        }

        WriteLines(writer, ' ', oldLines[position..(position + trail)]);
    }

    /// <summary>An empty range names the line before it.</summary>
    private static string Range(int start, int end) => (end - start) switch
    {
        0 => $"{start},0",
        1 => $"{start + 1}",
        var length => $"{start + 1},{length}",
    };

    private static void WriteLines(TextWriter writer, char mark, List<Line> lines)
    {
        foreach (var line in lines)
        {
            writer.Write(mark);
            writer.WriteLine(line.Shown);
            if (!line.Text.EndsWith('\n'))
                writer.WriteLine("\\ No newline at end of file");
        }
    }

    private static List<Change> FindChanges(List<Line> before, List<Line> after)
    {
        var changes = new List<Change>();
        for (var (i, j) = (0, 0); i < before.Count || j < after.Count;)
        {
            if (i < before.Count && j < after.Count && before[i].Text == after[j].Text)
            {
                i++;
                j++;
                continue;
            }

            var (removed, added) = FindCommonLine(before, i, after, j);
            changes.Add(new Change(i, i + removed, j, j + added));
            i += removed;
            j += added;
        }

        return changes;
    }

    /// <summary>How many lines to pass over on each side to where they are the same again.</summary>
    private static (int Removed, int Added) FindCommonLine(List<Line> before, int oldStart, List<Line> after, int newStart)
    {
        var (oldRest, newRest) = (before.Count - oldStart, after.Count - newStart);
        for (var distance = 1; distance <= FarthestCommonLine; distance++)
        {
            for (var removed = Math.Max(0, distance - newRest); removed <= Math.Min(distance, oldRest); removed++)
            {
                if (IsCommon(before, oldStart + removed, after, newStart + distance - removed, isAligned: distance == 2 * removed))
                    return (removed, distance - removed);
            }
        }

        return (oldRest, newRest);
    }

    /// <summary>Whether the texts are the same again. Where lines were added or removed, one equal line (<c>spec:</c>) may be so by chance: two are asked for.</summary>
    private static bool IsCommon(List<Line> before, int i, List<Line> after, int j, bool isAligned)
    {
        for (var end = i + (isAligned ? 1 : 2); i < end; i++, j++)
        {
            if (i == before.Count || j == after.Count)
                return i == before.Count && j == after.Count;
            if (before[i].Text != after[j].Text)
                return false;
        }

        return true;
    }

    private static List<Line> Split(SourceFile file)
    {
        var secrets = SecretMask.Of(YamlParser.Parse(file)).Spans;
        var lines = new List<Line>();
        for (var start = 0; start < file.Length;)
        {
            var length = file.Text[start..].IndexOf((byte)'\n') + 1;
            var span = new SourceSpan(start, length == 0 ? file.Length : start + length);
            lines.Add(new Line(file.GetText(span), Show(file, span, secrets)));
            start = span.End;
        }

        return lines;
    }

    private static string Show(SourceFile file, SourceSpan line, IReadOnlyList<SourceSpan> secrets)
    {
        var end = line.End > line.Start && file.Text[line.End - 1] == '\n' ? line.End - 1 : line.End;
        var hasCarriageReturn = end < line.End && end > line.Start && file.Text[end - 1] == '\r';
        if (hasCarriageReturn)
            end--;
        var text = new StringBuilder();
        var position = line.Start;
        foreach (var secret in secrets)
        {
            if (secret.End <= position || secret.Start >= end)
                continue;
            text.Append(file.GetText(new SourceSpan(position, Math.Max(position, secret.Start)))).Append(SecretMask.Replacement);
            position = Math.Min(secret.End, end);
        }

        text.Append(file.GetText(new SourceSpan(position, end)));
        var shown = string.Join('\t', text.ToString().Split('\t').Select(SafeText.Escape));

        // GitHub's runner takes such a line for a command, whatever blanks stand before it.
        if (shown.AsSpan().TrimStart().StartsWith("::"))
            shown = shown[..shown.IndexOf(':', StringComparison.Ordinal)] + SafeText.Escape(new Rune(':')) + shown[(shown.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hasCarriageReturn ? shown + '\r' : shown;
    }

    /// <summary>A line, with its line break, and how it is shown.</summary>
    private readonly record struct Line(string Text, string Shown);

    /// <summary>Lines that were replaced by others.</summary>
    private readonly record struct Change(int OldStart, int OldEnd, int NewStart, int NewEnd);
}
