using System.Text;
using EksLint.Syntax;

namespace EksLint.CodeFixes;

/// <summary>The edits that fixes are made of. They change what they name and keep quotes, comments, indentation and line ends.</summary>
public static class YamlEdit
{
    /// <summary>Replaces the text of a scalar and keeps its quotes; adds quotes where the new text needs them.</summary>
    public static SourceEdit ReplaceText(YamlNode node, string text) => new(node.LocationOf(node.Span), Write(text, node.Style));

    /// <summary>Replaces a scalar by source text as it is given: <c>80</c>, <c>true</c>.</summary>
    public static SourceEdit ReplaceSource(YamlNode node, string source) => new(node.LocationOf(node.Span), source);

    /// <summary>Replaces a part of a scalar; null where the part is not written as it reads: with escapes, over several lines.</summary>
    /// <param name="place">Where the part stands.</param>
    /// <param name="part">The part.</param>
    /// <param name="text">What takes its place: letters, digits, dots and hyphens, which mean the same in every style.</param>
    public static SourceEdit? ReplacePart(SourceLocation place, string part, string text) =>
        place.File.GetText(place.Span) == part ? new SourceEdit(place, text) : null;

    /// <summary>Renames a key.</summary>
    public static SourceEdit RenameKey(YamlNode entry, string key) => new(entry.KeyLocation, Write(key, entry.KeyStyle));

    /// <summary>Puts the source text of a plain scalar in double quotes.</summary>
    public static SourceEdit Quote(YamlNode node) => new(node.LocationOf(node.Span), Write(node.Document.File.GetText(node.Span), NodeStyle.DoubleQuoted));

    /// <summary>Removes a whole entry of a block mapping with its line; null where the entry shares its line with others or is the only one.</summary>
    public static SourceEdit? RemoveEntry(YamlNode entry)
    {
        var parent = entry.Parent;
        if (parent is not { IsMapping: true, Style: NodeStyle.Block, Count: > 1 } || entry.Style == NodeStyle.Literal)
            return null;
        var file = entry.Document.File;
        var first = file.GetLine(file.GetLinePosition(entry.EntrySpan.Start).Line);
        var lastLine = file.GetLinePosition(entry.EntrySpan.End).Line;
        var last = file.GetLine(lastLine);
        if (file.Text[first.Start..entry.EntrySpan.Start].ContainsAnyExcept((byte)' '))
            return null;
        if (file.Text[entry.EntrySpan.End..last.End].TrimStart((byte)' ') is [not (byte)'#', ..])
            return null;
        var end = lastLine + 1 < file.LineCount ? file.GetLine(lastLine + 1).Start : last.End;
        return new SourceEdit(new SourceLocation(file, new SourceSpan(first.Start, end)), "");
    }

    /// <summary>Adds an entry on a line of its own behind another of the same block mapping; null in a flow mapping.</summary>
    /// <param name="sibling">The entry that goes before.</param>
    /// <param name="key">The key.</param>
    /// <param name="source">The source text of the value, one line.</param>
    public static SourceEdit? AddEntryAfter(YamlNode sibling, string key, string source)
    {
        if (sibling.Parent is not { IsMapping: true, Style: NodeStyle.Block } || sibling.KeySpan.IsEmpty)
            return null;
        return AddLinesAfter(sibling, (0, Write(key, NodeStyle.Plain) + ": " + source));
    }

    /// <summary>Adds an entry on a line of its own before another of the same block mapping; null in a flow mapping, and where something else than the dash
    /// of a list stands before the entry.</summary>
    /// <param name="sibling">The entry that comes after.</param>
    /// <param name="key">The key.</param>
    /// <param name="source">The source text of the value, one line.</param>
    public static SourceEdit? AddEntryBefore(YamlNode sibling, string key, string source)
    {
        if (sibling.Parent is not { IsMapping: true, Style: NodeStyle.Block } || sibling.KeySpan.IsEmpty)
            return null;
        var file = sibling.Document.File;
        var position = file.GetLinePosition(sibling.KeySpan.Start);
        if (file.Text[file.GetLine(position.Line).Start..sibling.KeySpan.Start].ContainsAnyExcept((byte)' ', (byte)'-'))
            return null;
        return Insert(file, sibling.KeySpan.Start, Write(key, NodeStyle.Plain) + ": " + source + LineBreakOf(file) + new string(' ', position.Character));
    }

    /// <summary>Adds an annotation; null where the metadata is not in block style or has nothing to put it behind.</summary>
    /// <param name="metadata">The metadata of an object.</param>
    /// <param name="key">The key of the annotation.</param>
    /// <param name="value">Its value.</param>
    public static SourceEdit? AddAnnotation(YamlNode metadata, string key, string value)
    {
        var entry = Write(key, NodeStyle.Plain) + ": " + Write(value, NodeStyle.Plain);
        var annotations = metadata["annotations"u8];
        if (!annotations.Exists)
        {
            var name = metadata["name"u8];
            return IsBlockEntryOnOneLine(name, metadata) ? AddLinesAfter(name, (0, "annotations:"), (2, entry)) : null;
        }

        foreach (var sibling in annotations.Children)
        {
            if (IsBlockEntryOnOneLine(sibling, annotations))
                return AddLinesAfter(sibling, (0, entry));
        }

        return null;
    }

    /// <summary>Whether an entry stands in the block mapping itself, not behind an alias or a merge key, and ends on the line that it begins on.</summary>
    private static bool IsBlockEntryOnOneLine(YamlNode entry, YamlNode mapping)
    {
        if (mapping.Style != NodeStyle.Block || !entry.Exists || entry.KeySpan.IsEmpty || entry.Parent != mapping)
            return false;
        var file = entry.Document.File;
        return file.GetLinePosition(entry.EntrySpan.Start).Line == file.GetLinePosition(entry.EntrySpan.End).Line;
    }

    private static SourceEdit AddLinesAfter(YamlNode sibling, params ReadOnlySpan<(int Indentation, string Text)> lines)
    {
        var file = sibling.Document.File;
        var column = file.GetLinePosition(sibling.KeySpan.Start).Character;
        var line = file.GetLinePosition(sibling.EntrySpan.End).Line;
        var at = file.GetLine(line).End;
        var lineBreak = LineBreakOf(file);
        var text = new System.Text.StringBuilder();
        foreach (var (indentation, content) in lines)
            text.Append(lineBreak).Append(' ', column + indentation).Append(content);
        return new SourceEdit(new SourceLocation(file, new SourceSpan(at, at)), text.ToString());
    }

    /// <summary>Adds a mapping behind the last item of a sequence, written as that item is; null where the sequence is empty, or stands elsewhere.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="entries">The entries of the mapping; their values are texts.</param>
    public static SourceEdit? AddItem(YamlNode sequence, params ReadOnlySpan<(string Key, string Text)> entries)
    {
        if (sequence is not { IsSequence: true, IsAlias: false, Count: > 0 } || sequence[sequence.Count - 1] is not { IsAlias: false } last || !last.IsMapping)
            return null;
        var hasJsonKeys = last.Children.Any(static entry => entry.KeyStyle == NodeStyle.DoubleQuoted);
        if (FindPlaceBehindLast(sequence) is not { } place)
            return null;
        var isFlow = sequence.Style == NodeStyle.Flow || last.Style == NodeStyle.Flow;
        return Insert(sequence.Document.File, place.At, place.Lead + (isFlow ? WriteFlowMapping(entries, hasJsonKeys) : WriteBlockMapping(entries, place.LineLead)));
    }

    /// <summary>Adds an item given as source text of one line behind the last item of a sequence; null where the sequence is empty, or stands elsewhere.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="source">The source text.</param>
    public static SourceEdit? AddItemSource(YamlNode sequence, string source)
    {
        if (sequence is not { IsSequence: true, IsAlias: false, Count: > 0 } || sequence[sequence.Count - 1] is not { IsAlias: false, IsNull: false })
            return null;
        return FindPlaceBehindLast(sequence) is { } place ? Insert(sequence.Document.File, place.At, place.Lead + source) : null;
    }

    /// <summary>Where an item behind the last one of a sequence goes: what separates it from that one, and what separates its own lines.</summary>
    private static (int At, string Lead, string LineLead)? FindPlaceBehindLast(YamlNode sequence)
    {
        var last = sequence[sequence.Count - 1];
        var file = sequence.Document.File;
        var position = file.GetLinePosition(last.Span.Start);
        var beforeItem = file.Text[file.GetLine(position.Line).Start..last.Span.Start];
        var lineBreak = LineBreakOf(file);
        if (sequence.Style == NodeStyle.Flow)
        {
            // In JSON each item mostly begins on a line of its own.
            var isOnOwnLine = !beforeItem.ContainsAnyExcept((byte)' ', (byte)'\t');
            return (last.Span.End, isOnOwnLine ? "," + lineBreak + Encoding.UTF8.GetString(beforeItem) : ", ", "");
        }

        // Only blanks and the dash of the item itself: "- - a" and "- !If" are left alone.
        var dash = beforeItem.IndexOf((byte)'-');
        if (dash < 0 || beforeItem[..dash].ContainsAnyExcept((byte)' ') || beforeItem[(dash + 1)..].ContainsAnyExcept((byte)' '))
            return null;
        var lead = lineBreak + new string(' ', dash) + "-" + new string(' ', beforeItem.Length - dash - 1);
        return (file.GetLine(file.GetLinePosition(last.Span.End).Line).End, lead, lineBreak + new string(' ', beforeItem.Length));
    }

    /// <summary>Writes a text as a scalar that is read back as this text.</summary>
    public static string Write(string text, NodeStyle style) => style switch
    {
        NodeStyle.SingleQuoted => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        NodeStyle.DoubleQuoted => WriteDoubleQuoted(text),
        _ => NeedsQuotes(text) ? WriteDoubleQuoted(text) : text,
    };

    /// <summary>The line break of the first line: the last line, behind which a line may be added, need not have one.</summary>
    private static string LineBreakOf(SourceFile file) => file.Text.IndexOf((byte)'\n') is > 0 and var at && file.Text[at - 1] == '\r' ? "\r\n" : "\n";

    private static SourceEdit Insert(SourceFile file, int at, string text) => new(new SourceLocation(file, new SourceSpan(at, at)), text);

    private static string WriteFlowMapping(ReadOnlySpan<(string Key, string Text)> entries, bool quotesAll)
    {
        var style = quotesAll ? NodeStyle.DoubleQuoted : NodeStyle.Plain;
        var written = new List<string>(entries.Length);
        foreach (var (key, text) in entries)
            written.Add(Write(key, style) + ": " + Write(text, style));
        return "{" + string.Join(", ", written) + "}";
    }

    private static string WriteBlockMapping(ReadOnlySpan<(string Key, string Text)> entries, string separator)
    {
        var written = new List<string>(entries.Length);
        foreach (var (key, text) in entries)
            written.Add(Write(key, NodeStyle.Plain) + ": " + Write(text, NodeStyle.Plain));
        return string.Join(separator, written);
    }

    private static string WriteDoubleQuoted(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                    _ => c.ToString(),
                });
        }

        return result.Append('"').ToString();
    }

    /// <summary>Cautious: a text that would also be read back without quotes may get them.</summary>
    private static bool NeedsQuotes(string text) =>
        text.Length == 0
        || ScalarValue.Resolve(text).Kind != ScalarKind.String
        || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.')
        || text[^1] is ' ' or ':'
        || text.AsSpan().ContainsAnyExcept(PlainCharacters)
        || text.Contains(": ", StringComparison.Ordinal)
        || text.Contains(" #", StringComparison.Ordinal);

    private static readonly System.Buffers.SearchValues<char> PlainCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@+=~ ");
}
