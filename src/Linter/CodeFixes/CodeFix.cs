using EksLint.Syntax;

namespace EksLint.CodeFixes;

/// <summary>Whether a fix may be applied without a look.</summary>
public enum FixSafety
{
    /// <summary>Applied by <c>--fix</c>: what is meant stays the same.</summary>
    Safe,

    /// <summary>Applied only with <c>--unsafe-fixes</c>: probably, but not certainly, what is meant.</summary>
    Offer,
}

/// <summary>A piece of text to be replaced.</summary>
/// <param name="Location">What is replaced; empty where text is inserted.</param>
/// <param name="NewText">What stands there afterwards.</param>
public readonly record struct SourceEdit(SourceLocation Location, string NewText);

/// <summary>A fix of one diagnostic: decided before it is offered, never a no-op.</summary>
/// <param name="Title">What it does, as a command: <c>Quote the value</c>.</param>
/// <param name="Safety">Whether it may be applied without a look.</param>
/// <param name="Edits">The changes; none overlaps another.</param>
public sealed record CodeFix(string Title, FixSafety Safety, IReadOnlyList<SourceEdit> Edits)
{
    /// <summary>The fix in the files that persons wrote; null where it would change what stands in none. What an overlay changed may serve other overlays
    /// too, so that a look at the fix is due.</summary>
    internal CodeFix? InFiles()
    {
        if (Edits.All(static edit => edit.Location.File.Map is null))
            return this;
        var edits = new List<SourceEdit>(Edits.Count);
        foreach (var edit in Edits)
        {
            var location = edit.Location;
            while (location.File.Map is { } map)
            {
                if ((map.IsIndented && edit.NewText.Contains('\n', StringComparison.Ordinal)) || map.ToCopied(location.Span) is not { } origin)
                    return null;
                location = origin;
            }

            edits.Add(edit with { Location = location });
        }

        return this with { Edits = edits, Safety = FixSafety.Offer };
    }

    /// <summary>Whether it changes one file and no other: only such a fix is applied, in the file where its finding stands.</summary>
    public bool StaysIn(SourceFile file) => Edits.Count > 0 && Edits.All(edit => edit.Location.File == file);
}

/// <summary>A fix to be applied.</summary>
/// <param name="File">The file in which the finding stands.</param>
/// <param name="Fix">Its fix.</param>
public sealed record FileFix(SourceFile File, CodeFix Fix);
