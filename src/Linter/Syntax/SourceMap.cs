namespace EksLint.Syntax;

/// <summary>What a piece of a composed text is.</summary>
internal enum SourceSegmentKind
{
    /// <summary>Bytes of another file: what changes here changes there.</summary>
    Copied,

    /// <summary>Text of another file in other bytes: the places match, but what is written here could not be written there.</summary>
    Decoded,

    /// <summary>Text that stands nowhere; the whole of it comes from one place.</summary>
    Written,
}

/// <summary>A piece of a composed text and where it comes from.</summary>
/// <param name="Span">The piece.</param>
/// <param name="Origin">Where it comes from; as long as the piece, except for what was written.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SourceSegment(SourceSpan Span, SourceLocation Origin, SourceSegmentKind Kind);

/// <summary>Where the pieces of a composed text come from: an object that an overlay changed consists of pieces of its base and of patches.</summary>
internal sealed class SourceMap
{
    private readonly SourceSegment[] _segments;

    /// <param name="segments">The pieces in the order of the text; none overlaps another.</param>
    /// <param name="isIndented">Whether each line stands further to the right in the origin.</param>
    public SourceMap(SourceSegment[] segments, bool isIndented = false)
    {
        _segments = segments;
        IsIndented = isIndented;
    }

    /// <summary>Whether each line stands further to the right in the origin, so that lines cannot be added as they are.</summary>
    public bool IsIndented { get; }

    /// <summary>Whether any piece comes from such a file that a person wrote.</summary>
    public bool HoldsPieceOf(Func<SourceFile, bool> isSuch)
    {
        foreach (var segment in _segments)
        {
            if (segment.Origin.ToOrigin().File is { } file && isSuch(file))
                return true;
        }

        return false;
    }

    /// <summary>The place in the file that a person wrote.</summary>
    public SourceLocation ToOrigin(SourceSpan span)
    {
        var index = Find(span.Start);
        if (index < 0)
            return default;
        var first = _segments[index];
        if (first.Kind == SourceSegmentKind.Written)
            return first.Origin.ToOrigin();

        var start = Math.Min(first.Origin.Span.Start + span.Start - first.Span.Start, first.Origin.Span.End);
        var last = span.End <= first.Span.End ? first : _segments[Find(span.End - 1)];
        var end = last.Kind != SourceSegmentKind.Written && last.Origin.File == first.Origin.File
            ? Math.Min(last.Origin.Span.Start + span.End - last.Span.Start, last.Origin.Span.End)
            : first.Origin.Span.End;
        return new SourceLocation(first.Origin.File, new SourceSpan(start, Math.Max(start, end))).ToOrigin();
    }

    /// <summary>The place where the bytes of a span stand unchanged; null where there is none.</summary>
    public SourceLocation? ToCopied(SourceSpan span)
    {
        var index = Find(span.Start);

        // Where text is inserted between two pieces it belongs behind the first.
        if (index > 0 && span.IsEmpty && _segments[index].Span.Start == span.Start && _segments[index - 1].Span.End == span.Start)
            index--;
        if (index < 0 || _segments[index] is not { Kind: SourceSegmentKind.Copied } segment || !segment.Span.Contains(span))
            return null;
        var shift = segment.Origin.Span.Start - segment.Span.Start;
        return new SourceLocation(segment.Origin.File, new SourceSpan(span.Start + shift, span.End + shift));
    }

    private int Find(int offset)
    {
        var (low, high) = (0, _segments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_segments[middle].Span.Start <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
