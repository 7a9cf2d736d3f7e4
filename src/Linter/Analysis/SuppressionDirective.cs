using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary>How a finding is silenced where it stands.</summary>
public enum SuppressionForm
{
    /// <summary>A comment at the end of a line, for that line.</summary>
    Line,

    /// <summary>A comment on a line of its own, for the next node with all that it holds.</summary>
    Node,

    /// <summary>A comment before the first document's content, for the file.</summary>
    File,

    /// <summary>An annotation of an object or of its pod template, for the object.</summary>
    Annotation,
}

/// <summary>A comment or an annotation that silences findings.</summary>
public sealed class SuppressionDirective
{
    private readonly List<SuppressionEntry> _entries = [];

    internal SuppressionDirective(SuppressionForm form, SourceLocation location, SourceSpan covered)
    {
        Form = form;
        Location = location;
        Covered = covered;
    }

    /// <summary>How it is written.</summary>
    public SuppressionForm Form { get; }

    /// <summary>The comment, or the annotation's value.</summary>
    public SourceLocation Location { get; }

    /// <summary>The rules that it names, in order.</summary>
    public IReadOnlyList<SuppressionEntry> Entries => _entries;

    /// <summary>The annotation; missing where this is a comment.</summary>
    public YamlNode Annotation { get; internal init; }

    /// <summary>The object that is annotated; null where this is a comment.</summary>
    public ManifestObject? Manifest { get; internal init; }

    /// <summary>Whether the annotation is one of the pods: to change it is to replace them.</summary>
    public bool IsOnPods { get; internal init; }

    /// <summary>Why it silences nothing as it is written, as the rest of a sentence; null where it is in order.</summary>
    public string? Problem { get; internal init; }

    /// <summary>Where the findings begin that it silences; empty where there is no such place.</summary>
    internal SourceSpan Covered { get; }

    /// <summary>The text between the brackets of a comment.</summary>
    internal SourceSpan List { get; init; }

    /// <summary>Whether the comment has its line to itself.</summary>
    internal bool StandsAlone { get; init; }

    /// <summary>Whether it is for the file and stands where it is not read as such.</summary>
    public bool IsMisplaced => Form == SuppressionForm.File && Covered.End < Covered.Start;

    /// <summary>How safe it is to change it.</summary>
    public FixSafety Safety => IsOnPods ? FixSafety.Offer : FixSafety.Safe;

    /// <summary>What it is, for messages.</summary>
    public string Noun => Form == SuppressionForm.Annotation ? "annotation" : "comment";

    /// <summary>Takes the whole away; null where that is not easily done.</summary>
    public SourceEdit? Remove()
    {
        if (Form == SuppressionForm.Annotation)
            return RemoveAnnotation();
        var file = Location.File;
        var number = file.GetLinePosition(Location.Span.Start).Line;
        var line = file.GetLine(number);
        if (StandsAlone)
            return new SourceEdit(new SourceLocation(file, new SourceSpan(line.Start, number + 1 < file.LineCount ? file.GetLine(number + 1).Start : line.End)), "");
        var start = line.Start + file.Text[line.Start..Location.Span.Start].TrimEnd(" \t"u8).Length;
        return new SourceEdit(new SourceLocation(file, new SourceSpan(start, line.End)), "");
    }

    /// <summary>Takes one rule out of the list; the whole where it is the only one.</summary>
    public SourceEdit? Remove(SuppressionEntry entry) => _entries.Count == 1 ? Remove() : Rewrite(other => other == entry ? null : other.Text);

    /// <summary>Names another rule in place of one; null for an annotation that cannot be rewritten.</summary>
    public SourceEdit? Replace(SuppressionEntry entry, string name) =>
        _entries.Exists(other => other.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) ? Remove(entry) : Rewrite(other => other == entry ? name : other.Text);

    internal void Add(SuppressionEntry entry) => _entries.Add(entry);

    private SourceEdit? RemoveAnnotation()
    {
        if (YamlEdit.RemoveEntry(Annotation) is { } edit)
            return edit;

        // The only annotation goes with its mapping.
        return Annotation.Parent is { Exists: true, Count: 1, IsAlias: false } annotations ? YamlEdit.RemoveEntry(annotations) : null;
    }

    private SourceEdit? Rewrite(Func<SuppressionEntry, string?> write)
    {
        if (Form != SuppressionForm.Annotation)
            return new SourceEdit(new SourceLocation(Location.File, List), string.Join(", ", _entries.Select(write).OfType<string>()));
        if (Annotation.IsAlias)
            return null;
        var groups = _entries.GroupBy(static entry => entry.Group)
            .Select(group => (Names: string.Join(", ", group.Select(write).OfType<string>()), group.First().Reason))
            .Where(static group => group.Names.Length > 0)
            .Select(static group => group.Names + (group.Reason.Length > 0 ? ": " + group.Reason : ""));
        return YamlEdit.ReplaceText(Annotation, string.Join("; ", groups));
    }
}

/// <summary>A rule, or several, that a comment or an annotation names.</summary>
/// <param name="text">The word.</param>
/// <param name="location">Where it stands.</param>
/// <param name="reason">The reason that is given; empty where there is none.</param>
/// <param name="group">Which part of an annotation it belongs to: those of one part share a reason.</param>
public sealed class SuppressionEntry(string text, SourceLocation location, string reason, int group)
{
    /// <summary>An id, a name, a prefix of ids, or a category.</summary>
    public string Text { get; } = text;

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>The reason that is given; empty where there is none.</summary>
    public string Reason { get; } = reason;

    internal int Group { get; } = group;

    internal RulePattern Pattern => new(Text);

    internal bool IsKnown { get; set; }

    internal bool IsUsed { get; set; }
}
