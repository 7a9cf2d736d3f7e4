using System.Text;
using EksLint.Syntax;

namespace EksLint.CodeFixes;

/// <summary>Applies fixes to text.</summary>
public static class FixApplier
{
    /// <summary>Applies what can be applied to one file in one pass: a fix that overlaps an earlier one waits for the next pass.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fixes">The fixes in the order in which they are tried; those that change other files too are left out.</param>
    /// <param name="applied">Receives the fixes that were applied.</param>
    /// <returns>The new text, UTF-8 without byte order mark.</returns>
    public static byte[] Apply(SourceFile file, IEnumerable<CodeFix> fixes, ICollection<CodeFix>? applied = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fixes);
        var edits = new List<SourceEdit>();
        foreach (var fix in fixes)
        {
            if (fix.Edits.Any(edit => edit.Location.File != file || edits.Exists(other => Overlap(edit.Location.Span, other.Location.Span))))
                continue;
            edits.AddRange(fix.Edits);
            applied?.Add(fix);
        }

        edits.Sort(static (left, right) => left.Location.Span.Start.CompareTo(right.Location.Span.Start));
        using var result = new MemoryStream(file.Length + 64);
        var position = 0;
        foreach (var edit in edits)
        {
            result.Write(file.Text[position..edit.Location.Span.Start]);
            result.Write(Encoding.UTF8.GetBytes(edit.NewText));
            position = edit.Location.Span.End;
        }

        result.Write(file.Text[position..]);
        return result.ToArray();
    }

    /// <summary>Two insertions at one place would depend on their order, so they overlap too.</summary>
    private static bool Overlap(SourceSpan left, SourceSpan right) =>
        left.Start == right.Start || (left.Start < right.End && right.Start < left.End);
}
