using System.Text;
using System.Text.Unicode;
using EksLint.Syntax;

namespace EksLint.CodeFixes;

/// <summary>
/// Applies the fixes of several passes to files: bytes in, bytes out. The caller lints, hands over the fixes, and lints again with what has
/// <see cref="Changed"/>, until nothing is left to do.
/// </summary>
/// <param name="read">Gives the bytes of a file by its path, as they were before the first pass.</param>
public sealed class FixRun(Func<string, byte[]> read)
{
    /// <summary>Two rules that undo each other's fixes must not go on for ever.</summary>
    public const int MostPasses = 10;

    private readonly Dictionary<string, byte[]> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _applied = new(StringComparer.Ordinal);
    private readonly List<FileFix> _refused = [];

    /// <summary>The new bytes of the files that are no longer as they were, by path: encoding and byte order mark are kept.</summary>
    public IReadOnlyDictionary<string, byte[]> Changed => _changed;

    /// <summary>The number of passes that changed something.</summary>
    public int Passes { get; private set; }

    /// <summary>The fixes that the last pass refused, as they would have damaged the file.</summary>
    public IReadOnlyList<FileFix> Refused => _refused;

    /// <summary>The number of fixes that were applied to a file.</summary>
    public int CountOf(string path) => _applied.GetValueOrDefault(path);

    /// <summary>Applies what can be applied in one pass; what overlaps something applied waits for the next.</summary>
    /// <param name="fixes">The fixes of the findings in the present texts, in the order in which they are tried.</param>
    /// <returns>Whether something changed, so that the files are to be linted again.</returns>
    public bool TryPass(IEnumerable<FileFix> fixes)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        if (Passes == MostPasses)
            return false;
        _refused.Clear();
        var hasChanged = false;
        foreach (var inFile in fixes.Where(static fix => fix.Fix.StaysIn(fix.File)).GroupBy(static fix => fix.File))
            hasChanged |= TryFile(inFile.Key, [.. inFile.Select(static fix => fix.Fix)]);
        if (hasChanged)
            Passes++;
        return hasChanged;
    }

    private bool TryFile(SourceFile file, CodeFix[] fixes)
    {
        var accepted = new List<CodeFix>();
        Accept(YamlParser.Parse(file), fixes, accepted);
        if (accepted.Count == 0)
            return false;
        var original = read(file.Path);
        var bytes = SourceDecoder.Encode(original, FixApplier.Apply(file, accepted));
        if (bytes.AsSpan().SequenceEqual(original))
            _changed.Remove(file.Path);
        else
            _changed[file.Path] = bytes;
        _applied[file.Path] = CountOf(file.Path) + accepted.Count;
        return true;
    }

    /// <summary>Mostly all fixes are good, and one look at the result is enough; else the bad ones are looked for by halves.</summary>
    private void Accept(ParsedFile before, ReadOnlySpan<CodeFix> candidates, List<CodeFix> accepted)
    {
        var applied = new List<CodeFix>();
        var text = HasOverlapInside(before.File, candidates) ? null : FixApplier.Apply(before.File, [.. accepted, .. candidates], applied);
        if (text is not null && applied.Count == accepted.Count)
            return;
        if (text is not null && IsFaithful(before, applied, text))
        {
            accepted.Clear();
            accepted.AddRange(applied);
            return;
        }

        if (candidates.Length == 1)
        {
            _refused.Add(new FileFix(before.File, candidates[0]));
            return;
        }

        Accept(before, candidates[..(candidates.Length / 2)], accepted);
        Accept(before, candidates[(candidates.Length / 2)..], accepted);
    }

    /// <summary>Whether the edits of one fix run over each other or out of the file: a fault of its rule.</summary>
    private static bool HasOverlapInside(SourceFile file, ReadOnlySpan<CodeFix> fixes)
    {
        foreach (var fix in fixes)
        {
            var end = -1;
            foreach (var span in fix.Edits.Select(static edit => edit.Location.Span).OrderBy(static span => span.Start).ThenBy(static span => span.End))
            {
                if (span.Start < 0 || span.End < span.Start || span.End > file.Length || span.Start < end || (span.IsEmpty && span.Start == end))
                    return true;
                end = span.End;
            }
        }

        return false;
    }

    /// <summary>Whether a text is the old one but for the edits, differs from it, and is read as the same number of documents.</summary>
    private static bool IsFaithful(ParsedFile before, List<CodeFix> applied, byte[] text)
    {
        if (text.AsSpan().SequenceEqual(before.File.Text) || !Utf8.IsValid(text) || !IsSameOutside(before.File.Text, applied.SelectMany(static fix => fix.Edits), text))
            return false;
        var after = YamlParser.Parse(new SourceFile(before.File.Path, text));
        return after.Errors.Count <= before.Errors.Count
            && after.Documents.Count + after.Errors.Count == before.Documents.Count + before.Errors.Count;
    }

    private static bool IsSameOutside(ReadOnlySpan<byte> before, IEnumerable<SourceEdit> edits, ReadOnlySpan<byte> after)
    {
        var (oldPosition, newPosition) = (0, 0);
        foreach (var edit in edits.OrderBy(static edit => edit.Location.Span.Start))
        {
            var kept = before[oldPosition..edit.Location.Span.Start];
            if (!after[newPosition..].StartsWith(kept))
                return false;
            newPosition += kept.Length + Encoding.UTF8.GetByteCount(edit.NewText);
            oldPosition = edit.Location.Span.End;
            if (newPosition > after.Length)
                return false;
        }

        return after[newPosition..].SequenceEqual(before[oldPosition..]);
    }
}
