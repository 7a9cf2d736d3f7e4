using System.Text;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>A text inside a scalar as a file of its own, whose places are those in the scalar: a patch that a kustomization holds itself.</summary>
internal static class InlineText
{
    /// <summary>Reads the text of a scalar.</summary>
    public static ParsedFile Parse(YamlNode scalar)
    {
        var text = scalar.Text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var file = scalar.Document.File;
        return YamlParser.Parse(new SourceFile(file.Path, bytes, new SourceMap(FindSegments(scalar, text), isIndented: true)));
    }

    private static SourceSegment[] FindSegments(YamlNode scalar, string text)
    {
        var file = scalar.Document.File;
        if (scalar.Document.GetTextOffsets(scalar.Document.Resolve(scalar.Index)) is not { } offsets || offsets.Count != text.Length || text.Length == 0)
            return [new SourceSegment(new SourceSpan(0, int.MaxValue), scalar.Location, SourceSegmentKind.Written)];

        // Only in a literal block stands what the text says, line by line; elsewhere there are escapes and folded lines.
        var kind = scalar.Style == NodeStyle.Literal ? SourceSegmentKind.Copied : SourceSegmentKind.Decoded;
        var segments = new List<SourceSegment>();
        var position = 0;
        var start = (Text: 0, File: offsets[0]);
        var end = offsets[0];
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length;
            if (offsets[i] != end)
            {
                Add();
                start = (position, offsets[i]);
            }

            var length = Encoding.UTF8.GetByteCount(text.AsSpan(i, isPair ? 2 : 1));
            position += length;
            end = offsets[i] + length;
            if (isPair)
                i++;
        }

        Add();
        return [.. segments];

        void Add()
        {
            if (position > start.Text)
                segments.Add(new SourceSegment(new SourceSpan(start.Text, position), new SourceLocation(file, new SourceSpan(start.File, Math.Min(end, file.Length))), kind));
        }
    }
}
