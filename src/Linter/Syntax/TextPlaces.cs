namespace EksLint.Syntax;

/// <summary>Where the parts of a scalar's text stand in its file: through quotes, escapes, folded lines and the indentation of block scalars. To be made once
/// for all parts of a text that are looked up.</summary>
public sealed class TextPlaces
{
    private readonly YamlNode _node;
    private readonly List<int>? _offsets;

    /// <summary>Finds the places of a scalar's text.</summary>
    /// <param name="node">The scalar; of anything else no part has a place of its own.</param>
    public TextPlaces(YamlNode node)
    {
        _node = node;
        _offsets = node.TextOffsets;
    }

    /// <summary>The place of a part of the text; that of the whole node where it cannot be told.</summary>
    /// <param name="start">Offset in <see cref="YamlNode.Text"/>.</param>
    /// <param name="length">Length in <see cref="YamlNode.Text"/>; at least 1.</param>
    public SourceLocation LocationOf(int start, int length)
    {
        if (_offsets is null || start < 0 || length <= 0 || length > _offsets.Count - start)
            return _node.Location;
        var end = ScalarDecoder.EndOfUnit(_node.Document.File.Text, _offsets[start + length - 1], _node.Style);
        return _node.LocationOf(new SourceSpan(_offsets[start], end));
    }
}
