using Microsoft.CodeAnalysis;

namespace EksLint.Syntax;

/// <summary>A span of a file: what every diagnostic, related place and fix points at.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The bytes of its UTF-8 text.</param>
public readonly record struct SourceLocation(SourceFile File, SourceSpan Span)
{
    /// <summary>Roslyn's form: offsets, lines and columns in UTF-16 units.</summary>
    public Location ToLocation() => File is null ? Location.None : File.GetLocation(Span);

    /// <summary>The place in the file that a person wrote: itself, unless the text is composed of pieces of files.</summary>
    internal SourceLocation ToOrigin() => File?.Map is { } map ? map.ToOrigin(Span) : this;
}
