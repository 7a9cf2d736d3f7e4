using System.Buffers;
using System.Text;

namespace EksLint.Syntax;

internal ref partial struct BlockStyleProducer
{
    // YAML allows more in the names of anchors and tags, in ways on which parsers do not agree.
    private static readonly SearchValues<byte> NameCharacters = SearchValues.Create("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Reads a value from its anchor or tag on. The value itself may stand on another line.</summary>
    private bool ReadDecoratedValue()
    {
        if (!ReadProperties())
            return false;
        SkipBlanks();
        return IsAtEnd || _text[_position] is (byte)'\n' or (byte)'\r' or (byte)'#' ? SkipRestOfLine() : ReadValue();
    }

    /// <summary>Reads an anchor, a tag or both, which belong to the next node; false where one of them is not simply a name.</summary>
    /// <remarks>The reference refuses some anchors between braces; kubectl and all else that reads with go-yaml does not (parserc.go,
    /// yaml_parser_parse_flow_mapping_value).</remarks>
    private bool ReadProperties()
    {
        do
        {
            var isAnchor = _text[_position++] == '&';
            var isOfYaml = !isAnchor && !IsAtEnd && _text[_position] == '!';
            if (isOfYaml)
                _position++;
            if (ReadName() is not { Length: > 0 } name || !IsBlankOrEnd(_position))
                return false;
            if (isAnchor ? !_tape.SetAnchor(name) : !_tape.SetTag(isOfYaml ? "tag:yaml.org,2002:" + name : "!" + name))
                return false;
            SkipBlanks();
        }
        while (!IsAtEnd && _text[_position] is (byte)'&' or (byte)'!');
        return true;
    }

    /// <summary>Reads an alias of something that stands above.</summary>
    private bool ReadAlias()
    {
        var start = _position++;
        return ReadName() is { Length: > 0 } name
            && (IsBlankOrEnd(_position) || _text[_position] is (byte)',' or (byte)']' or (byte)'}')
            && _tape.AddAlias(name, new SourceSpan(start, _position));
    }

    private string ReadName()
    {
        var length = _text[_position..].IndexOfAnyExcept(NameCharacters);
        var name = length < 0 ? _text[_position..] : _text.Slice(_position, length);
        _position += name.Length;
        return Encoding.ASCII.GetString(name);
    }
}
