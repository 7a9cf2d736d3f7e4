using System.Buffers;

namespace EksLint.Values;

/// <summary>A name of a Service in a text, by offsets in it.</summary>
/// <param name="Start">Where the name of the Service begins.</param>
/// <param name="NameLength">The length of the name of the Service.</param>
/// <param name="NamespaceLength">The length of the namespace, which stands behind the name and a dot; 0 where none is given.</param>
/// <param name="Length">The length of the whole: to the end of the host, or of the port where one is given.</param>
/// <param name="PortLength">The length of the port, which stands at the end; 0 where none is given.</param>
/// <param name="Port">The port; 0 where none is given.</param>
/// <param name="IsAddress">Whether what stands before and behind it leaves no doubt that a bare name and port are an address: a scheme, a user.</param>
public readonly record struct ServiceNameText(int Start, int NameLength, int NamespaceLength, int Length, int PortLength, int Port, bool IsAddress)
{
    /// <summary>Whether the namespace is given.</summary>
    public bool IsQualified => NamespaceLength > 0;

    /// <summary>Where the namespace begins.</summary>
    public int NamespaceStart => Start + NameLength + 1;

    /// <summary>Where the port begins.</summary>
    public int PortStart => Start + Length - PortLength;
}

/// <summary>Walks over the names of Services in a text: URLs, connection strings, configuration files of any kind.</summary>
/// <remarks>
/// <para>A name is NAME.NAMESPACE.svc, with <c>.cluster.local</c> and a port behind it or not; or NAME:PORT, which is one only where a Service is called so.
/// Not taken for one are the names of single pods (POD.SVC.NAMESPACE.svc), names in other domains (<c>web.shop.svc.example.com</c>), names of which a part is
/// filled in later, patterns, paths, references to images, subject names of certificates, and what is commented out.</para>
/// <para>kubernetes/dns, docs/specification.md, 2.3 to 2.5; the search list by which <c>cluster.local</c> can be left out: kubernetes/kubernetes,
/// pkg/kubelet/network/dns/dns.go. On EKS the domain is always cluster.local.</para>
/// </remarks>
public ref struct ServiceNameScanner
{
    private const string Mark = ".svc";
    private const string Domain = ".cluster.local";

    // Below it stand the versions of images (redis:7) rather than ports; an address with a scheme may have any.
    private const int LowestBarePort = 1000;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> BeforeBareName = SearchValues.Create(" \t\r\n\"'`=,;[(|");

    private readonly ReadOnlySpan<char> _text;
    private int _mark;
    private int _colon;

    // Up to here it is known whether the line is a comment, and whether it speaks of images.
    private int _seen;
    private bool _isComment;
    private bool _namesImage;

    /// <summary>Scans a text.</summary>
    public ServiceNameScanner(ReadOnlySpan<char> text)
    {
        _text = text;
        _mark = FindMark(0);
        _colon = FindColon(0);
    }

    /// <summary>The name found last.</summary>
    public ServiceNameText Current { get; private set; }

    /// <summary>Whether a text could hold a name, by a quick look at its UTF-8 bytes, decoded or not.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="isBareNameAsked">Whether names without namespace matter.</param>
    public static bool MayFindIn(ReadOnlySpan<byte> source, bool isBareNameAsked)
    {
        if (source.IndexOf(".svc"u8) >= 0)
            return true;
        if (!isBareNameAsked)
            return false;
        for (var colon = source.IndexOf((byte)':'); colon >= 0 && colon + 2 < source.Length;)
        {
            if (char.IsAsciiDigit((char)source[colon + 1]) && char.IsAsciiDigit((char)source[colon + 2]) && EndsWithLabel(source[..colon]))
                return true;
            var next = source[(colon + 1)..].IndexOf((byte)':');
            colon = next < 0 ? -1 : colon + 1 + next;
        }

        return false;
    }

    private static bool EndsWithLabel(ReadOnlySpan<byte> source)
    {
        var start = source.Length;
        while (start > 0 && source.Length - start <= NameFormat.LabelLength && IsLabelCharacter((char)source[start - 1]))
            start--;
        return start < source.Length && char.IsAsciiLetter((char)source[start]) && (start == 0 || source[start - 1] != '.');
    }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly ServiceNameScanner GetEnumerator() => this;

    /// <summary>Goes to the next name.</summary>
    public bool MoveNext()
    {
        while (_mark < _text.Length || _colon < _text.Length)
        {
            ServiceNameText? found;
            if (_mark < _colon)
            {
                found = ReadQualified(_mark);
                _mark = FindMark(_mark + 1);
            }
            else
            {
                found = ReadBare(_colon);
                _colon = FindColon(_colon + 1);
            }

            if (found is { } name && !IsCommentedOut(name.Start) && (name.IsQualified || name.IsAddress || (name.Port >= LowestBarePort && !_namesImage)))
            {
                Current = name;
                return true;
            }
        }

        return false;
    }

    private readonly int FindMark(int from) => _text[from..].IndexOf(Mark) is >= 0 and var next ? from + next : _text.Length;

    private readonly int FindColon(int from) => _text[from..].IndexOf(':') is >= 0 and var next ? from + next : _text.Length;

    /// <summary>Reads NAME.NAMESPACE before <c>.svc</c>, and what follows.</summary>
    private readonly ServiceNameText? ReadQualified(int mark)
    {
        var namespaceStart = StartOfLabel(mark);
        if (!IsLabel(namespaceStart, mark) || namespaceStart < 2 || _text[namespaceStart - 1] != '.')
            return null;
        var start = StartOfLabel(namespaceStart - 1);
        if (!IsLabel(start, namespaceStart - 1) || !MayBegin(start))
            return null;

        var end = mark + Mark.Length;
        if (_text[end..].StartsWith(Domain))
            end += Domain.Length;
        var colon = end;
        if (end < _text.Length && _text[end] == '.')
        {
            // A dot at the end makes the name absolute; anything else behind it is another domain.
            colon++;
            if (colon < _text.Length && IsNameCharacter(_text[colon]))
                return null;
        }
        else if (end < _text.Length && (IsNameCharacter(_text[end]) || _text[end] == '@'))
        {
            return null;
        }

        var name = new ServiceNameText(start, namespaceStart - 1 - start, mark - namespaceStart, end - start, 0, 0, IsAddress: true);
        if (ReadPort(colon) is var (length, port))
            name = name with { Length = colon + 1 + length - start, PortLength = length, Port = port };

        // Between two tags of XML, or behind a <part> that is filled in later.
        var isBehindTag = start > 0 && _text[start - 1] == '>';
        return isBehindTag && _text[(start + name.Length)..] is not ['<', ..] ? null : name;
    }

    /// <summary>Reads NAME before a colon and the port behind it.</summary>
    private readonly ServiceNameText? ReadBare(int colon)
    {
        var start = StartOfLabel(colon);
        if (!IsLabel(start, colon) || !char.IsAsciiLetter(_text[start]) || ReadPort(colon) is not ( >= 2 and var length, var port))
            return null;
        var isAddress = IsBehindScheme(start);
        var isWord = isAddress || start == 0 || BeforeBareName.Contains(_text[start - 1]);
        return isWord ? new ServiceNameText(start, colon - start, 0, colon + 1 + length - start, length, port, isAddress) : null;
    }

    /// <summary>Whether a scheme or a user stands before a name: <c>http://web</c>, <c>root:pw@db</c>, <c>tcp(db</c>.</summary>
    private readonly bool IsBehindScheme(int start) =>
        _text[..start] is [.., ':', '/', '/'] or [.., '@'] or [.., 't', 'c', 'p', '('];

    /// <summary>Whether a qualified name may begin here: no part of a pattern, of a path, or of a name that is filled in later.</summary>
    private readonly bool MayBegin(int start) => _text[..start] switch
    {
        [] => true,
        [.., '/', '/'] => true,
        [.., '/' or '.' or '\\' or '%' or '*' or '+' or '?' or '}' or ')' or ']' or '$'] => false,
        [.., '$' or '{' or '#', '{'] => false,
        [.., 'D', 'N', 'S', ':'] => false,
        [.., var before] => !IsNameCharacter(before),
    };

    /// <summary>The port behind a colon; null where no port stands there, or something else follows it.</summary>
    private readonly (int Length, int Port)? ReadPort(int colon)
    {
        if (colon >= _text.Length || _text[colon] != ':')
            return null;
        var digits = _text[(colon + 1)..];
        var (length, port) = (0, 0);
        while (length < digits.Length && char.IsAsciiDigit(digits[length]))
        {
            if (length == 5)
                return null;
            port = port * 10 + digits[length++] - '0';
        }

        if (port is 0 or > 65535 || digits[0] == '0')
            return null;
        return MayFollowPort(digits[length..]) ? (length, port) : null;
    }

    /// <summary>Whether a number ends here, and is a port: no version, no range, nothing that is filled in later.</summary>
    private static bool MayFollowPort(ReadOnlySpan<char> rest) => rest switch
    {
        [] => true,
        ['.' or ':'] => true,
        ['.' or ':', var next, ..] => char.IsWhiteSpace(next),
        ['@' or '$' or '{' or '%' or '*', ..] => false,
        [var next, ..] => !IsNameCharacter(next),
    };

    private readonly int StartOfLabel(int end)
    {
        var start = end;
        while (start > 0 && end - start <= NameFormat.LabelLength && IsLabelCharacter(_text[start - 1]))
            start--;
        return start;
    }

    private readonly bool IsLabel(int start, int end) =>
        end > start && end - start <= NameFormat.LabelLength && _text[start] != '-' && _text[end - 1] != '-';

    /// <summary>Whether the line up to here is a comment, as configuration files of any kind have them. Each character is looked at once.</summary>
    private bool IsCommentedOut(int at)
    {
        var passed = _text[_seen..at];
        var isLineStart = _seen == 0;
        if (passed.LastIndexOf('\n') is >= 0 and var lineBreak)
        {
            passed = passed[(lineBreak + 1)..];
            isLineStart = true;
            _isComment = _namesImage = false;
        }

        _isComment |= (isLineStart && BeginsComment(passed.TrimStart())) || HoldsComment(passed);
        _namesImage |= passed.Contains("image", StringComparison.OrdinalIgnoreCase);
        _seen = at;
        return _isComment;
    }

    private static bool BeginsComment(ReadOnlySpan<char> line) =>
        line is ['#' or ';' or '!', ..] or ['/', '/' or '*', ..] or ['-', '-', ' ' or '\t' or '-' or '[', ..] or ['<', '!', '-', '-', ..] || line.StartsWith("DNS.");

    private static bool HoldsComment(ReadOnlySpan<char> line) =>
        line.IndexOf(" #") >= 0 || line.IndexOf("\t#") >= 0 || line.IndexOf(" // ") >= 0 || line.IndexOf(" /* ") >= 0;

    private static bool IsLabelCharacter(char c) => LabelCharacters.Contains(c);

    /// <summary>Whether a character would make a name longer, or another one.</summary>
    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.';
}
