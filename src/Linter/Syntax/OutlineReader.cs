using System.Buffers;
using System.Runtime.CompilerServices;

namespace EksLint.Syntax;

/// <summary>What is known of a document before its tape is made.</summary>
/// <param name="ApiVersion">The text of the outermost mapping's <c>apiVersion</c>.</param>
/// <param name="Kind">The text of its <c>kind</c>.</param>
/// <param name="Name">The text of <c>metadata.name</c>; empty where it has none.</param>
/// <param name="Namespace">The text of <c>metadata.namespace</c>; empty where it has none.</param>
internal sealed record DocumentOutline(string ApiVersion, string Kind, string Name, string Namespace)
{
    /// <summary>Whether a mapping has a key <c>containers</c>, as deep as those have it that state pods.</summary>
    public bool HoldsContainers { get; init; }

    /// <summary>Whether a mapping has a key <c>ownerReferences</c>, as deep as metadata has it.</summary>
    public bool HoldsOwners { get; init; }
}

/// <summary>
/// Says what a manifest is without making its tape. Of most files of a project nothing but that is ever asked, when only a few changed ones are linted.
/// </summary>
/// <remarks>
/// It knows the lines of which nearly all manifests consist: block mappings and sequences, plain and quoted text, block scalars, and collections of words in
/// brackets. At whatever else it meets it gives up. What it knows is less than <see cref="BlockStyleProducer"/> reads, so a document with an outline is one
/// without error.
/// </remarks>
internal ref struct OutlineReader
{
    private const int MostBytes = 1024 * 1024;
    private const int MostDepth = 64;
    private const int LongestKey = 256;

    private static readonly SearchValues<byte> Printable = SearchValues.Create([(byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (byte)code)]);
    private static readonly SearchValues<byte> WordStops = SearchValues.Create("\"'\\,[]{}#:&*!|>%@`? \n"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/nrt0 "u8);

    private readonly ReadOnlySpan<byte> _text;
    private int _position;

    // What is known of the document at hand: the open collections.
    private Levels _levels;
    private int _depth;
    private bool _awaitsValue;

    // The value that was read last, where it is plain and on one line.
    private ReadOnlySpan<byte> _word;

    private bool _holdsContainers;
    private bool _holdsOwners;
    private bool _hasMetadata;
    private bool _isInMetadata;
    private ReadOnlySpan<byte> _apiVersion;
    private ReadOnlySpan<byte> _kind;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _namespace;

    private OutlineReader(ReadOnlySpan<byte> text) => _text = text;

    private readonly bool IsAtEnd => _position == _text.Length;

    private readonly bool IsAtLineEnd => IsAtEnd || _text[_position] == '\n';

    /// <summary>Reads the documents of a part of a file as long as there is certainty.</summary>
    /// <param name="file">The file.</param>
    /// <param name="part">The part: one or more documents, each from its marker, or the start of the file, to the next marker.</param>
    /// <param name="documents">Where to add those that are not empty.</param>
    /// <returns>Where the first document begins that it does not know; the end of the part where it knows all.</returns>
    public static int Read(SourceFile file, SourceSpan part, List<YamlDocument> documents)
    {
        var text = file.Text[part.Start..part.End];
        if (text.Length > MostBytes || (file.IsAscii ? text.IndexOfAnyExcept(Printable) >= 0 : text.IndexOfAny((byte)'\t', (byte)'\r') >= 0 || OddText.IsIn(text)))
            return part.Start;
        var reader = new OutlineReader(text);
        for (var start = 0; start < text.Length;)
        {
            if (!reader.ReadDocument() || reader._position == start)
                return part.Start + start;
            if (reader._depth > 0)
            {
                if (reader.Outline is not { } outline)
                    return part.Start + start;
                documents.Add(new YamlDocument(file, new SourceSpan(part.Start + start, part.Start + reader._position), outline));
            }

            start = reader._position;
        }

        return part.End;
    }

    private readonly DocumentOutline? Outline
    {
        get
        {
            if (_apiVersion.IsEmpty || _kind.IsEmpty)
                return null;
            var pool = StringPool.Shared;
            return new DocumentOutline(pool.Get(_apiVersion), pool.Get(_kind), pool.Get(_name), pool.Get(_namespace))
            {
                HoldsContainers = _holdsContainers,
                HoldsOwners = _holdsOwners,
            };
        }
    }

    /// <summary>Reads a document, to the marker of the next one.</summary>
    private bool ReadDocument()
    {
        _depth = 0;
        _awaitsValue = _holdsContainers = _holdsOwners = _hasMetadata = _isInMetadata = false;
        _apiVersion = _kind = _name = _namespace = default;
        if (_text[_position..].StartsWith("---\n"u8))
            _position += 4;
        while (true)
        {
            if (!ReadSimpleLines())
                return false;
            var start = _position;
            SkipSpaces();
            if (IsAtEnd)
                return true;
            var column = _position - start;
            if (_text[_position] is (byte)'\n' or (byte)'#')
                GoToNextLine();
            else if (column == 0 && IsAtMarker)
                return true;
            else if (!ReadLine(column))
                return false;
        }
    }

    /// <summary>Reads lines as most are: <c>key:</c>, or <c>key: text</c> where the text ends with the line. Stops at the first other one; false where a line belongs
    /// to nothing.</summary>
    private bool ReadSimpleLines()
    {
        // Each byte of each file of a project comes by here.
        var text = _text;
        while (true)
        {
            var start = _position;
            while (start < text.Length && text[start] == ' ')
                start++;
            if (start == text.Length || !IsPlainStart(text[start]))
                return true;
            var colon = start + 1;
            while (colon < text.Length && text[colon] > ' ' && text[colon] != ':')
                colon++;
            if (colon + 2 >= text.Length || text[colon] != ':' || colon - start > LongestKey)
                return true;
            var column = start - _position;
            var end = colon + 1;
            if (text[end] != '\n')
            {
                end = text[end] == ' ' && IsPlainStart(text[end + 1]) ? end + 2 : text.Length;
                while (end < text.Length && text[end] is not ((byte)'\n' or (byte)':' or (byte)'#'))
                    end++;
                if (end == text.Length || text[end] != '\n' || IsContinued(end, column))
                    return true;
            }

            if (!Enter(column, isItem: false))
                return false;
            var key = text[start..colon];
            _awaitsValue = end == colon + 1;
            _word = _awaitsValue ? default : text[(colon + 2)..end];
            _position = end + 1;
            if (!Note(key))
                return false;
        }
    }

    private readonly bool IsAtMarker =>
        _text[_position] == '-'
        && _text[_position..].StartsWith("---"u8)
        && (_position + 3 == _text.Length || _text[_position + 3] is (byte)' ' or (byte)'\n');

    private void SkipSpaces()
    {
        while (!IsAtEnd && _text[_position] == ' ')
            _position++;
    }

    private void GoToNextLine()
    {
        if (!IsAtEnd && _text[_position] == '\n')
        {
            _position++;
            return;
        }

        var length = _text[_position..].IndexOf((byte)'\n');
        _position = length < 0 ? _text.Length : _position + length + 1;
    }

    private bool ReadLine(int column)
    {
        if (_text[_position] == '-' && _position + 1 < _text.Length && _text[_position + 1] == ' ')
            return Enter(column, isItem: true) && ReadItem(column);
        var key = ReadKey();
        return key.IsEmpty ? ReadAwaitedValue(column) : Enter(column, isItem: false) && ReadEntry(key, column);
    }

    private bool ReadItem(int column)
    {
        var start = _position++;
        SkipSpaces();
        var inner = column + _position - start;
        var key = ReadKey();
        return key.IsEmpty ? ReadValue(column) : Open(inner, isMapping: true) && ReadEntry(key, inner);
    }

    /// <summary>Reads the value of a key that stands alone on its line.</summary>
    private bool ReadAwaitedValue(int column)
    {
        if (!_awaitsValue || column <= _levels[_depth - 1].Column || _text[_position] is (byte)'|' or (byte)'>' || (_isInMetadata && _depth == 1))
            return false;
        _awaitsValue = false;
        return ReadValue(_levels[_depth - 1].Column);
    }

    /// <summary>Goes to the collection to which a line belongs, which may be a new one.</summary>
    private bool Enter(int column, bool isItem)
    {
        if (_depth == 0)
            return column == 0 && !isItem && Open(column, isMapping: true);
        var (inner, isMapping) = _levels[_depth - 1];
        if (_awaitsValue)
        {
            // The items of a sequence may stand in the column of its key.
            _awaitsValue = false;
            if (column > inner || (column == inner && isItem && isMapping))
                return Open(column, !isItem);
        }

        while (inner > column || (inner == column && !isMapping && !isItem))
        {
            if (--_depth == 0)
                return false;
            (inner, isMapping) = _levels[_depth - 1];
        }

        return inner == column && isMapping != isItem;
    }

    private bool Open(int column, bool isMapping)
    {
        if (_depth == MostDepth)
            return false;
        _levels[_depth++] = (column, isMapping);
        return true;
    }

    /// <summary>Reads a key, plain without blanks or quoted, and its colon; stays where it is, and gives nothing, where there is none.</summary>
    private ReadOnlySpan<byte> ReadKey()
    {
        var line = _text[_position..];
        if (line.IsEmpty)
            return default;
        if (line[0] is (byte)'"' or (byte)'\'')
            return ReadQuotedKey(line);
        if (!IsPlainStart(line[0]))
            return default;
        var length = 1;
        while (length < line.Length && line[length] is not ((byte)':' or (byte)' ' or (byte)'\n'))
            length++;
        return length <= LongestKey && IsColon(line, length) ? TakeKey(line[..length], length) : default;
    }

    private ReadOnlySpan<byte> ReadQuotedKey(ReadOnlySpan<byte> line)
    {
        var length = line[1..].IndexOfAny(line[0], (byte)'\\', (byte)'\n');
        return length is > 0 and <= LongestKey && line[length + 1] == line[0] && IsColon(line, length + 2) ? TakeKey(line[1..(length + 1)], length + 2) : default;
    }

    /// <summary>Whether the colon of an entry stands at a place: one with a blank behind it.</summary>
    private static bool IsColon(ReadOnlySpan<byte> line, int place) =>
        place < line.Length && line[place] == ':' && (place + 1 == line.Length || line[place + 1] is (byte)' ' or (byte)'\n');

    private ReadOnlySpan<byte> TakeKey(ReadOnlySpan<byte> key, int colon)
    {
        _position += colon + 1;
        return key;
    }

    private static bool IsOfWord(byte code) => code is >= (byte)'-' and <= (byte)':' || (code | 0x20) is >= 'a' and <= 'z' || code == '_';

    /// <summary>Whether plain text may begin with a character whatever follows: a letter, a digit or one of <c>$(+^=~;./_</c>.</summary>
    private static bool IsPlainStart(byte code) =>
        (code | 0x20) is >= 'a' and <= 'z' || code is >= (byte)'.' and <= (byte)'9' or (byte)';' or (byte)'_' or (byte)'$' or (byte)'(' or (byte)'+' or (byte)'^' or (byte)'=' or (byte)'~';

    private bool ReadEntry(ReadOnlySpan<byte> key, int column)
    {
        _word = default;
        SkipSpaces();
        if (IsAtLineEnd || _text[_position] == '#')
        {
            _awaitsValue = true;
            GoToNextLine();
        }
        else if (!ReadValue(column))
        {
            return false;
        }

        return Note(key);
    }

    /// <summary>Notes what an outline says; false where that is no word, or stands twice, or where the document may be something else.</summary>
    private bool Note(ReadOnlySpan<byte> key)
    {
        // A Pod's are two levels deep, those of a template four, those of a CronJob six.
        _holdsContainers |= _depth is 2 or 4 or 6 && key.SequenceEqual("containers"u8);
        _holdsOwners |= _depth == 2 && key.SequenceEqual("ownerReferences"u8);
        return _depth > 2 || NoteIdentity(key);
    }

    private bool NoteIdentity(ReadOnlySpan<byte> key)
    {
        if (_depth == 2)
        {
            return !_isInMetadata
                || (key.SequenceEqual("name"u8) ? TakeWord(ref _name) : !key.SequenceEqual("namespace"u8) || TakeWord(ref _namespace));
        }

        _isInMetadata = false;
        if (key.SequenceEqual("apiVersion"u8))
            return TakeWord(ref _apiVersion);
        if (key.SequenceEqual("kind"u8))
            return TakeWord(ref _kind) && !_kind.EndsWith("List"u8);
        if (key.SequenceEqual("metadata"u8))
        {
            _isInMetadata = _awaitsValue && !_hasMetadata;
            _hasMetadata = true;
            return _isInMetadata;
        }

        // A template of CloudFormation, an output of the AWS CLI.
        return !key.SequenceEqual("Resources"u8) && !key.SequenceEqual("Subnets"u8);
    }

    private bool TakeWord(ref ReadOnlySpan<byte> place)
    {
        _word = _word.TrimEnd((byte)' ');
        if (!place.IsEmpty || _word.IsEmpty || _word.SequenceEqual("null"u8) || _word.SequenceEqual("Null"u8) || _word.SequenceEqual("NULL"u8))
            return false;
        foreach (var code in _word)
        {
            if (!IsOfWord(code))
                return false;
        }

        place = _word;
        return true;
    }

    /// <summary>Reads a value that begins on this line, in a collection at a column, and goes to the next line.</summary>
    private bool ReadValue(int column)
    {
        SkipSpaces();
        if (IsAtLineEnd)
            return false;
        switch (_text[_position])
        {
            case (byte)'"' or (byte)'\'':
                return ReadQuoted(column) && EndLine();
            case (byte)'|' or (byte)'>':
                return ReadBlockScalar(column);
            case (byte)'[' or (byte)'{':
                return ReadWords(column) && EndLine();
            case (byte)'-':
                return _position + 1 < _text.Length && (_text[_position + 1] == '-' || IsPlainStart(_text[_position + 1])) && ReadPlain(column);
            default:
                return IsPlainStart(_text[_position]) && ReadPlain(column);
        }
    }

    /// <summary>Goes to the next line, where nothing but a comment stands before it.</summary>
    private bool EndLine()
    {
        SkipSpaces();
        if (!IsAtLineEnd && (_text[_position] != '#' || _text[_position - 1] != ' '))
            return false;
        GoToNextLine();
        return true;
    }

    /// <summary>Reads plain text, to a line that is indented no further than the collection it stands in; false where it holds a comment or the colon of a mapping.</summary>
    private bool ReadPlain(int column)
    {
        var start = _position;
        while (true)
        {
            var length = _text[_position..].IndexOfAny((byte)'\n', (byte)':', (byte)'#');
            _position = length < 0 ? _text.Length : _position + length;
            if (IsAtLineEnd || (_text[_position] == '#' && _text[_position - 1] == ' '))
                break;
            if (_text[_position] == ':' && (_position + 1 == _text.Length || _text[_position + 1] is (byte)' ' or (byte)'\n'))
                return false;
            _position++;
        }

        var isContinued = IsAtLineEnd && IsContinued(_position, column);
        _word = isContinued ? default : _text[start.._position];
        GoToNextLine();
        return !isContinued || ReadPlainLines(column);
    }

    /// <summary>Whether the next line that holds anything is indented further than a column.</summary>
    /// <param name="end">The end of a line.</param>
    /// <param name="column">The column.</param>
    private readonly bool IsContinued(int end, int column)
    {
        var start = end + 1;
        var next = start;
        while (next < _text.Length && _text[next] == ' ')
            next++;
        return next < _text.Length && _text[next] == '\n' ? IsContinuedBelow(start, column) : next < _text.Length && next - start > column;
    }

    /// <summary>The same where the next line is blank.</summary>
    private readonly bool IsContinuedBelow(int start, int column)
    {
        var rest = _text[start..];
        var content = rest.IndexOfAnyExcept((byte)' ', (byte)'\n');
        return content >= 0 && content - rest[..content].LastIndexOf((byte)'\n') - 1 > column;
    }

    /// <summary>Reads the other lines of plain text.</summary>
    private bool ReadPlainLines(int column)
    {
        do
        {
            SkipSpaces();
            if (!IsAtLineEnd)
            {
                var end = _text[_position..].IndexOf((byte)'\n');
                var line = end < 0 ? _text[_position..] : _text.Slice(_position, end);
                if (line[0] == '#' || line[^1] == ':' || line.IndexOf(": "u8) >= 0 || line.IndexOf(" #"u8) >= 0)
                    return false;
                _position += line.Length;
                if (!IsContinued(_position, column))
                    break;
            }

            GoToNextLine();
        }
        while (!IsAtEnd);
        GoToNextLine();
        return true;
    }

    /// <summary>Reads quoted text, whose other lines are indented further than the collection it stands in.</summary>
    private bool ReadQuoted(int column)
    {
        var quote = _text[_position++];
        while (true)
        {
            var length = _text[_position..].IndexOfAny(quote, (byte)'\\', (byte)'\n');
            if (length < 0)
                return false;
            _position += length;
            if (_text[_position] == '\n')
            {
                if (!GoToContinuation(column))
                    return false;
                continue;
            }

            var isEscape = _text[_position] == '\\' && quote == '"';
            var isPair = quote == '\'' && _text[_position..].StartsWith("''"u8);
            if (isEscape && (_position + 1 == _text.Length || !Escapes.Contains(_text[_position + 1])))
                return false;
            var isEnd = _text[_position] == quote && !isPair;
            _position += isEscape || isPair ? 2 : 1;
            if (isEnd)
                return true;
        }
    }

    /// <summary>Reads words, or words with words, in brackets: as commands and short maps are written.</summary>
    private bool ReadWords(int column)
    {
        var isMapping = _text[_position++] == '{';
        var end = (byte)(isMapping ? '}' : ']');
        if (!SkipBlanks(column))
            return false;
        if (_text[_position] == end)
        {
            _position++;
            return true;
        }

        while (true)
        {
            if (!ReadWord() || (isMapping && !(_text[_position..].StartsWith(": "u8) && Skip(2, column) && ReadWord())) || !SkipBlanks(column))
                return false;
            var code = _text[_position];
            _position++;
            if (code == end)
                return true;
            if (code != ',' || !SkipBlanks(column))
                return false;
        }
    }

    private bool Skip(int length, int column)
    {
        _position += length;
        return SkipBlanks(column);
    }

    /// <summary>Goes to the next thing in brackets, on this line or on one that is indented further than a column; false where there is none.</summary>
    private bool SkipBlanks(int column)
    {
        SkipSpaces();
        return !IsAtEnd && (_text[_position] != '\n' || GoToContinuation(column));
    }

    /// <summary>Goes from the end of a line to the next thing that stands on another, indented further than a column; false where there is none.</summary>
    private bool GoToContinuation(int column)
    {
        if (!IsContinued(_position, column))
            return false;
        _position += _text[_position..].IndexOfAnyExcept((byte)' ', (byte)'\n');
        return true;
    }

    /// <summary>Reads a word with or without quotes; false where it tells of something that an outline says.</summary>
    private bool ReadWord()
    {
        if (IsAtEnd)
            return false;
        var rest = _text[_position..];
        var quote = rest[0];
        var isQuoted = quote is (byte)'"' or (byte)'\'';
        var length = isQuoted ? rest[1..].IndexOfAny(quote, (byte)'\\', (byte)'\n') + 2 : rest.IndexOfAny(WordStops);
        if (length < 2 - (isQuoted ? 0 : 1) || (isQuoted ? rest[length - 1] != quote || rest[length..].StartsWith("'"u8) : !IsPlainStart(quote)))
            return false;
        var word = isQuoted ? rest[1..(length - 1)] : rest[..length];
        _position += length;
        return !word.SequenceEqual("containers"u8) && !word.SequenceEqual("ownerReferences"u8);
    }

    /// <summary>Reads a block scalar, to the first line that is less indented than its text.</summary>
    private bool ReadBlockScalar(int column)
    {
        _position++;
        if (!IsAtEnd && _text[_position] is (byte)'-' or (byte)'+')
            _position++;
        if (!IsAtLineEnd)
            return false;
        GoToNextLine();
        var indent = -1;
        while (!IsAtEnd)
        {
            var start = _position;
            SkipSpaces();
            var content = _position - start;
            if (IsAtLineEnd)
            {
                // More blanks than stand before text are text; lines without anything before the text are left to the parser.
                if (content > indent)
                    return false;
            }
            else if (indent < 0)
            {
                if (content <= column)
                    return false;
                indent = content;
            }
            else if (content < indent)
            {
                _position = start;
                return true;
            }

            GoToNextLine();
        }

        return indent >= 0;
    }

    [InlineArray(MostDepth)]
    private struct Levels
    {
        private (int Column, bool IsMapping) _first;
    }
}
