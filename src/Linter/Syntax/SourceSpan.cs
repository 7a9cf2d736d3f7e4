namespace EksLint.Syntax;

/// <summary>A range of bytes in the UTF-8 text of a <see cref="SourceFile"/>; the end is exclusive.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset behind the last byte.</param>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>Length in bytes.</summary>
    public int Length => End - Start;

    /// <summary>Whether the span holds no byte.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>Whether <paramref name="other"/> lies inside this span.</summary>
    public bool Contains(SourceSpan other) => Start <= other.Start && other.End <= End;
}
