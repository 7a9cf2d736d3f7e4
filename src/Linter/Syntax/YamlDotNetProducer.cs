using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EksLint.Syntax;

/// <summary>The reference producer: a tape from YamlDotNet's events. All that its positions need to become exact spans is here.</summary>
internal sealed class YamlDotNetProducer : ITapeProducer
{
    /// <inheritdoc/>
    public SyntaxError? Produce(SourceFile file, SourceSpan span, out Tape? tape)
    {
        tape = null;
        var builder = new Builder(file, span);
        try
        {
            if (builder.Run() is { } error)
                return error;
        }
        catch (YamlException exception)
        {
            var (start, end) = builder.Place(exception);
            return SyntaxErrorExplainer.Explain(file, span, exception.Message, start, end);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet has no error of its own for text in brackets that stands left of its key.
            return SyntaxErrorExplainer.Explain(file, span, "While scanning a flow collection, found text that is not indented.", builder.Position, builder.Position);
        }
        catch (ArgumentException)
        {
            // Nor for escapes of surrogates that are no pair, and for tags without a name.
            return SyntaxErrorExplainer.Explain(file, span, "Found an escape or a tag that is none.", builder.Position, builder.Position);
        }

        tape = builder.Finish();
        return null;
    }

    /// <summary>Builds the tape of one document.</summary>
    private sealed class Builder
    {
        // What stands in Next until the end of a collection is known.
        private const int Unclosed = 0;

        private static readonly SearchValues<byte> BehindProperty = SearchValues.Create(" \t\n\r,]}"u8);

        private readonly SourceFile _file;
        private readonly SourceSpan _span;
        private readonly string _text;
        private readonly Scanner _scanner;
        private readonly int[]? _byteOffsets;
        private readonly List<NodeRecord> _nodes = [];
        private readonly List<Container> _open = [];
        private readonly Dictionary<string, Anchor> _anchors = new(StringComparer.Ordinal);

        // Behind the last key, value or bracket.
        private int _readTo;
        private Dictionary<int, string>? _tags;
        private Dictionary<int, int>? _aliases;
        private Dictionary<int, string>? _texts;
        private Dictionary<int, string>? _keyTexts;

        public Builder(SourceFile file, SourceSpan span)
        {
            _file = file;
            _span = span;
            var bytes = file.Text[span.Start..span.End];
            _text = Encoding.UTF8.GetString(bytes);
            _byteOffsets = file.IsAscii || _text.Length == bytes.Length ? null : MapOffsets(_text);
            _scanner = new Scanner(new StringReader(_text), skipComments: true);
        }

        /// <summary>How far the text has been read.</summary>
        public int Position => ToByte(_scanner.CurrentPosition);

        private bool ExpectsKey => _open.Count > 0 && _open[^1] is { IsMapping: true, Key: null };

        public SyntaxError? Run()
        {
            var parser = new Parser(_scanner);
            while (parser.MoveNext())
            {
                switch (parser.Current)
                {
                    case DocumentStart when _nodes.Count > 0:
                        return Malformed(ToByte(parser.Current.Start), "a second document begins here, but its marker does not stand at the start of a line");
                    case Scalar scalar when ExpectsKey:
                        SetKey(scalar);
                        break;
                    case AnchorAlias alias when ExpectsKey:
                        if (!_anchors.TryGetValue(alias.Value.Value, out var keyAnchor) || keyAnchor.Text is null)
                            return Malformed(ToByte(alias.Start), $"the alias '*{alias.Value.Value}' cannot be a key");
                        SetKey(Span(alias), NodeStyle.Plain, keyAnchor.Text, stored: true);
                        break;
                    case NodeEvent complex when ExpectsKey:
                        if (SkipComplexKey(parser, complex) is { } deepKey)
                            return deepKey;
                        break;
                    case Scalar scalar:
                        if (AddScalar(scalar) is { } tooLong)
                            return tooLong;
                        break;
                    case AnchorAlias alias:
                        if (AddAlias(alias) is { } badAlias)
                            return badAlias;
                        break;
                    case MappingStart mapping:
                        if (OpenContainer(mapping, NodeKind.Mapping, mapping.Style == MappingStyle.Flow) is { } deepMapping)
                            return deepMapping;
                        break;
                    case SequenceStart sequence:
                        if (OpenContainer(sequence, NodeKind.Sequence, sequence.Style == SequenceStyle.Flow) is { } deepSequence)
                            return deepSequence;
                        break;
                    case MappingEnd or SequenceEnd:
                        Close(parser.Current);
                        break;
                }
            }

            return CheckExpansion();
        }

        public Tape? Finish()
        {
            // A document of comments, or of an empty value alone, holds nothing to look at.
            if (_nodes.Count == 0 || (_nodes.Count == 1 && _nodes[0] is { Kind: NodeKind.Scalar } only && only.Start == only.End))
                return null;
            NodeRecord.HashKeys(CollectionsMarshal.AsSpan(_nodes), _file.Text);
            return new Tape([.. _nodes]) { Tags = _tags, Aliases = _aliases, Texts = _texts, KeyTexts = _keyTexts };
        }

        private int ToByte(Mark mark)
        {
            var index = (int)Math.Clamp(mark.Index, 0, _text.Length);
            return _span.Start + (_byteOffsets is null ? index : _byteOffsets[index]);
        }

        public (int Start, int End) Place(YamlException exception) =>
            exception.Message.Contains("invalid tab", StringComparison.Ordinal)
                ? (Position, Position) // The one error that carries no place.
                : (ToByte(exception.Start), ToByte(exception.End));

        private SourceSpan Span(ParsingEvent parsingEvent) => new(ToByte(parsingEvent.Start), ToByte(parsingEvent.End));

        private SyntaxError Malformed(int offset, string message) =>
            new(SyntaxErrorKind.Malformed, new SourceLocation(_file, new SourceSpan(offset, Math.Min(offset + 1, _file.Length))), message);

        private SyntaxError Limit(SourceSpan span, string message) =>
            new(SyntaxErrorKind.Limit, new SourceLocation(_file, span), message);

        private void SetKey(Scalar scalar)
        {
            var style = StyleOf(scalar);
            var span = Span(scalar, style);
            if (!scalar.Anchor.IsEmpty)
                _anchors[scalar.Anchor.Value] = new Anchor(-1, scalar.Value);
            SetKey(span, style, scalar.Value, stored: !DecodesTo(span, style, scalar.Value));
        }

        private void SetKey(SourceSpan span, NodeStyle style, string text, bool stored)
        {
            ref var container = ref CollectionsMarshal.AsSpan(_open)[^1];
            container.Key = new Key(span, style, text, stored);
            _readTo = span.End;
            if (container.IsPair)
                CollectionsMarshal.AsSpan(_nodes)[container.Node].Start = span.Start;
        }

        /// <summary>A mapping or sequence as a key has no place in JSON, and so none in a manifest: its source text stands for it.</summary>
        private SyntaxError? SkipComplexKey(Parser parser, NodeEvent start)
        {
            var depth = 1;
            while (depth > 0 && parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (_open.Count + depth > YamlLimits.Depth)
                    return TooDeep(Span(parser.Current));
            }

            var flow = start is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };
            var end = ToByte(parser.Current!.Start);
            var span = new SourceSpan(ToByte(start.Start), flow ? BehindBracket(end) : end);
            if (!flow)
                span = Trim(span);
            SetKey(span, NodeStyle.Plain, _file.GetText(span), stored: true);
            return null;
        }

        private SyntaxError? AddScalar(Scalar scalar)
        {
            var style = StyleOf(scalar);
            var span = Span(scalar, style);
            if (span.Length > YamlLimits.ScalarBytes)
                return Limit(new SourceSpan(span.Start, span.Start + 1), $"the value is longer than {YamlLimits.ScalarBytes / (1024 * 1024)} MiB, more than the API server takes in one request");

            var index = Add(scalar, NodeKind.Scalar, style, span);
            var node = CollectionsMarshal.AsSpan(_nodes)[index..];
            if (!DecodesTo(span, style, scalar.Value))
            {
                (_texts ??= [])[index] = scalar.Value;
                node[0].Flags |= NodeFlags.Stored;
            }
            else if (IsVerbatim(span, style))
            {
                node[0].Flags |= NodeFlags.Verbatim;
            }

            Anchors(scalar, index, scalar.Value);
            return null;
        }

        private SyntaxError? AddAlias(AnchorAlias alias)
        {
            var name = alias.Value.Value;
            var span = Span(alias);
            if (!_anchors.TryGetValue(name, out var anchor) || anchor.Node < 0)
                return new SyntaxError(SyntaxErrorKind.Malformed, new SourceLocation(_file, span), $"the alias '*{name}' has no anchor '&{name}' before it");
            if (_nodes[anchor.Node].Next == Unclosed)
                return Limit(span, $"the alias '*{name}' stands inside its own anchor: it would never end");

            var index = Add(null, NodeKind.Alias, NodeStyle.Plain, span);
            (_aliases ??= [])[index] = anchor.Node;
            return null;
        }

        private SyntaxError? OpenContainer(NodeEvent start, NodeKind kind, bool flow)
        {
            // The pair of [key: value] is a mapping without brackets, and YamlDotNet gives it no place.
            var isPair = _nodes.Count > 0 && start.Start.Index == 0;
            var position = isPair ? _readTo : SkipProperties(start, ToByte(start.Start), out _);
            if (_open.Count >= YamlLimits.Depth)
                return TooDeep(new SourceSpan(position, position + 1));
            var index = Add(start, kind, flow ? NodeStyle.Flow : NodeStyle.Block, new SourceSpan(position, position));
            CollectionsMarshal.AsSpan(_nodes)[index].Next = Unclosed;
            Anchors(start, index, text: null);
            _open.Add(new Container(index, kind == NodeKind.Mapping, isPair));
            return null;
        }

        private SyntaxError TooDeep(SourceSpan span) => Limit(span, $"the nesting is deeper than {YamlLimits.Depth} levels");

        private void Close(ParsingEvent end)
        {
            var (container, isPair) = (_open[^1].Node, _open[^1].IsPair);
            _open.RemoveAt(_open.Count - 1);
            var nodes = CollectionsMarshal.AsSpan(_nodes);
            ref var node = ref nodes[container];
            node.Next = nodes.Length;
            if (node.Style == NodeStyle.Flow && !isPair)
            {
                node.End = BehindBracket(ToByte(end.Start));
            }
            else
            {
                node.End = node.Start;
                for (var child = container + 1; child < node.Next; child = nodes[child].Next)
                    node.End = Math.Max(node.End, Math.Max(nodes[child].End, nodes[child].KeyEnd));
            }

            _readTo = node.End;
        }

        private int Add(NodeEvent? nodeEvent, NodeKind kind, NodeStyle style, SourceSpan span)
        {
            var index = _nodes.Count;
            var node = new NodeRecord
            {
                KeyStart = -1,
                KeyEnd = -1,
                Start = span.Start,
                End = span.End,
                Next = index + 1,
                Kind = kind,
                Style = style,
            };
            if (_open.Count > 0 && _open[^1].Key is { } key)
                TakeKey(ref node, index, key);
            if (nodeEvent is { Tag.IsEmpty: false })
            {
                (_tags ??= [])[index] = nodeEvent.Tag.IsNonSpecific ? "!" : nodeEvent.Tag.Value;
                node.Flags |= NodeFlags.Tagged;
            }

            _nodes.Add(node);
            _readTo = span.End;
            return index;
        }

        private void TakeKey(ref NodeRecord node, int index, Key key)
        {
            var container = _open[^1].Node;
            CollectionsMarshal.AsSpan(_open)[^1].Key = null;

            // The search for the place of an empty key may have missed a Unicode line break that ends a comment.
            node.KeyStart = Math.Min(key.Span.Start, node.Start);
            node.KeyEnd = Math.Min(key.Span.End, node.Start);
            node.KeyStyle = key.Style;
            if (key.Stored)
            {
                (_keyTexts ??= [])[index] = key.Text;
                node.Flags |= NodeFlags.StoredKey;
            }
            else if (IsVerbatim(key.Span, key.Style))
            {
                node.Flags |= NodeFlags.VerbatimKey;
            }

            if (key is { Style: NodeStyle.Plain, Text: "<<" })
                CollectionsMarshal.AsSpan(_nodes)[container].Flags |= NodeFlags.Merges;
        }

        private void Anchors(NodeEvent nodeEvent, int index, string? text)
        {
            if (!nodeEvent.Anchor.IsEmpty)
                _anchors[nodeEvent.Anchor.Value] = new Anchor(index, text);
        }

        private SyntaxError? CheckExpansion()
        {
            if (_aliases is null)
                return null;
            var expansion = TapeExpansion.Of(CollectionsMarshal.AsSpan(_nodes), _aliases);
            if (expansion.TooDeep >= 0)
                return TooDeep(new SourceSpan(_nodes[expansion.TooDeep].Start, _nodes[expansion.TooDeep].End));
            if (YamlLimits.AllowsExpansion(_nodes.Count, expansion.Nodes))
                return null;
            var first = _nodes[_aliases.Keys.Min()];
            return Limit(new SourceSpan(first.Start, first.End), $"the aliases of this document would expand {_nodes.Count} nodes to {expansion.Nodes}; the API server refuses that");
        }

        /// <summary>Whether the bytes of a scalar are its text: the common case, in which nothing ever has to be decoded.</summary>
        private bool IsVerbatim(SourceSpan span, NodeStyle style)
        {
            var bytes = _file.Text[span.Start..span.End];
            return style switch
            {
                NodeStyle.Plain => bytes.IndexOfAny((byte)'\n', (byte)'\r') < 0,
                NodeStyle.SingleQuoted => bytes.Length >= 2 && bytes[1..^1].IndexOfAny("\n\r'"u8) < 0,
                NodeStyle.DoubleQuoted => bytes.Length >= 2 && bytes[1..^1].IndexOfAny("\n\r\\"u8) < 0,
                _ => false,
            };
        }

        private bool DecodesTo(SourceSpan span, NodeStyle style, string value) =>
            style is NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted && span.Length < 2
                ? false
                : ScalarDecoder.Decode(_file.Text, span, style) == value;

        private SourceSpan Span(Scalar scalar, NodeStyle style)
        {
            var start = SkipProperties(scalar, ToByte(scalar.Start), out var behindProperties);
            if (style == NodeStyle.Plain && scalar.Value.Length == 0)
            {
                var position = scalar.Anchor.IsEmpty && scalar.Tag.IsEmpty ? PlaceOfNothing(start) : behindProperties;
                return new SourceSpan(position, position);
            }

            var span = new SourceSpan(start, ToByte(scalar.End));
            return style is NodeStyle.SingleQuoted or NodeStyle.DoubleQuoted ? span : Trim(span);
        }

        /// <summary>An empty value of YamlDotNet's stands at the next token in brackets, and behind its colon else; ours always behind its colon.</summary>
        private int PlaceOfNothing(int position)
        {
            // An empty key may carry the place of a key long past.
            if (_open.Count == 0 || _open[^1].Key is not { } key)
                return position >= _readTo ? position : SkipBlanksAndComments(_readTo, _span.End);
            var colon = SkipBlanksAndComments(key.Span.End, _span.End);
            return colon < position && _file.Text[colon] == ':' ? colon + 1 : key.Span.End;
        }

        /// <summary>YamlDotNet counts anchor and tag into the span of what they decorate; ours begins behind them.</summary>
        private int SkipProperties(NodeEvent nodeEvent, int position, out int behindProperties)
        {
            behindProperties = position;
            if (nodeEvent.Anchor.IsEmpty && nodeEvent.Tag.IsEmpty)
                return position;
            var text = _file.Text[.._span.End];
            while (position < text.Length && text[position] is (byte)'&' or (byte)'!')
            {
                var verbatimTag = text[position..].StartsWith("!<"u8);
                var length = verbatimTag ? text[position..].IndexOf((byte)'>') + 1 : text[position..].IndexOfAny(BehindProperty);
                behindProperties = length < 0 ? text.Length : position + length;
                position = SkipBlanksAndComments(behindProperties, text.Length);
            }

            return position;
        }

        private int SkipBlanksAndComments(int position, int limit)
        {
            var text = _file.Text;
            while (position < limit)
            {
                if (text[position] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
                {
                    position++;
                }
                else if (text[position] == '#')
                {
                    var line = text[position..limit].IndexOf((byte)'\n');
                    position = line < 0 ? limit : position + line;
                }
                else
                {
                    break;
                }
            }

            return position;
        }

        /// <summary>A block scalar's mark runs over the blank lines behind it; ours ends with its last line of text.</summary>
        private SourceSpan Trim(SourceSpan span) =>
            new(span.Start, span.Start + _file.Text[span.Start..span.End].TrimEnd(" \t\n\r"u8).Length);

        /// <summary>The mark of a flow collection's end lies at or before its bracket.</summary>
        private int BehindBracket(int position)
        {
            position = SkipBlanksAndComments(position, _span.End);
            return Math.Min(position + 1, _span.End);
        }

        private static NodeStyle StyleOf(Scalar scalar) => scalar.Style switch
        {
            ScalarStyle.SingleQuoted => NodeStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => NodeStyle.DoubleQuoted,
            ScalarStyle.Literal => NodeStyle.Literal,
            ScalarStyle.Folded => NodeStyle.Folded,
            _ => NodeStyle.Plain,
        };

        private static int[] MapOffsets(string text)
        {
            var offsets = new int[text.Length + 1];
            var position = 0;
            for (var i = 0; i < text.Length; i++)
            {
                offsets[i] = position;
                position += text[i] switch
                {
                    < '\u0080' => 1,
                    < '\u0800' => 2,
                    // Each half of a surrogate pair stands for two of its four bytes.
                    >= '\ud800' and <= '\udfff' => 2,
                    _ => 3,
                };
            }

            offsets[text.Length] = position;
            return offsets;
        }
    }

    /// <summary>What an anchor names: a node, or (node -1) the text of a key.</summary>
    private readonly record struct Anchor(int Node, string? Text);

    private readonly record struct Key(SourceSpan Span, NodeStyle Style, string Text, bool Stored);

    private struct Container(int node, bool isMapping, bool isPair)
    {
        public readonly int Node = node;
        public readonly bool IsMapping = isMapping;
        public readonly bool IsPair = isPair;
        public Key? Key;
    }
}
