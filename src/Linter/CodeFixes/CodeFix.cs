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
    /// <summary>Whether it changes one file and no other: only such a fix is applied, in the file where its finding stands.</summary>
    public bool StaysIn(SourceFile file) => Edits.Count > 0 && Edits.All(edit => edit.Location.File == file);
}

/// <summary>A fix to be applied.</summary>
/// <param name="File">The file in which the finding stands.</param>
/// <param name="Fix">Its fix.</param>
public readonly record struct FileFix(SourceFile File, CodeFix Fix);
