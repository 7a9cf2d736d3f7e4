using System.Text;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary>
/// Where the values of Secrets stand in a file, and how texts that quote them are shown. Findings end up in logs, pull requests and code scanning, so
/// whatever shows a piece of a file asks here first.
/// </summary>
/// <remarks>
/// Masked are the values of <c>data</c> and <c>stringData</c> of every mapping with <c>kind: Secret</c>, wherever it stands (a document, an item of a List,
/// a patch), what their aliases stand for, comments between them, and the copy that <c>kubectl apply</c> keeps in an annotation; and what stands behind the
/// equals sign of a literal of a kustomization's <c>secretGenerator</c>. In text that could not be
/// read, or that is a manifest inside a block scalar, what looks like a value is masked where <c>kind: Secret</c> is near.
/// </remarks>
public sealed class SecretMask
{
    /// <summary>What is shown instead of a secret, whatever its length.</summary>
    public const string Replacement = "***";

    private static readonly SecretMask None = new(new SourceFile("", []));

    private static ReadOnlySpan<byte> GeneratorKey => "secretGenerator"u8;

    private readonly SourceFile _file;
    private readonly List<SourceSpan> _spans = [];
    private readonly List<Holder> _holders = [];

    private SecretMask(SourceFile file) => _file = file;

    /// <summary>The places of secrets in the file, in order; none overlaps another.</summary>
    public IReadOnlyList<SourceSpan> Spans => _spans;

    /// <summary>Finds the secrets of a file.</summary>
    public static SecretMask Of(ParsedFile parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        if (!parsed.File.Contains("Secret"u8) && !parsed.File.Contains(GeneratorKey))
            return None;
        var mask = new SecretMask(parsed.File);
        foreach (var document in parsed.Documents)
            mask.AddDocument(document);
        mask.AddUnread(parsed);
        mask.Sort();
        return mask;
    }

    /// <summary>The text with every secret in it replaced, if it belongs to a place in a Secret; else the text as it is.</summary>
    /// <param name="text">A message, or an argument of one.</param>
    /// <param name="place">The place that the text is about.</param>
    public string Hide(string text, SourceSpan place)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return text;
        foreach (var secrets in SecretsAt(place))
            text = secrets.Hide(text);
        return text;
    }

    /// <summary>Whether writing a text at a place would show a secret: as what replaces one, or as its copy.</summary>
    public bool IsRevealedBy(string text, SourceSpan place)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && (_spans.Exists(span => span.Start <= place.End && place.Start <= span.End) || Hide(text, place) != text);
    }

    /// <summary>The Secrets around a place: mostly none or one, found without a look at the others.</summary>
    private IEnumerable<SecretTexts> SecretsAt(SourceSpan place)
    {
        var (low, high) = (0, _holders.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_holders[middle].Span.Start <= place.Start)
                low = middle + 1;
            else
                high = middle;
        }

        for (var i = low - 1; i >= 0 && _holders[i].LatestEnd >= place.Start; i--)
        {
            if (_holders[i].Span.End >= place.Start)
                yield return _holders[i].Texts;
        }
    }

    private void AddDocument(YamlDocument document)
    {
        for (var i = 0; i < document.NodeCount; i++)
        {
            ref readonly var record = ref document[i];
            var node = new YamlNode(document, i);
            if (record.Kind == NodeKind.Mapping)
                AddMapping(node);
            else if (record.Kind == NodeKind.Scalar && record.Style is NodeStyle.Literal or NodeStyle.Folded && NamesSecretKind(document.File.Text[record.Start..record.End]))
                AddText(node.EntrySpan);
        }
    }

    private void AddMapping(YamlNode node)
    {
        var kind = node["kind"u8];
        if (kind.Text == "Secret")
            AddSecret(node);
        AddGenerators(node);
        if (kind.Text != "SecretList")
            return;
        foreach (var item in node["items"u8].Children)
            AddSecret(item);
    }

    /// <summary>Entries are taken as they are written: of a key that stands twice, both values are secret.</summary>
    private void AddSecret(YamlNode secret)
    {
        var document = secret.Document;
        var container = document.Resolve(secret.Index);
        var texts = new SecretTexts();
        var seen = new HashSet<int>();
        _holders.Add(new Holder(new YamlNode(document, container).EntrySpan, texts));
        for (var i = container + 1; i < document[container].Next; i = document[i].Next)
        {
            if (document.KeyEquals(i, "<<"u8))
                AddMerged(new YamlNode(document, i), texts, seen);
            if (!document.KeyEquals(i, "data"u8) && !document.KeyEquals(i, "stringData"u8))
                continue;
            AddValues(document, i, texts, seen);
            AddComments(document, i, texts);
        }

        if (secret["metadata"u8]["annotations"u8]["kubectl.kubernetes.io/last-applied-configuration"u8] is { Exists: true } copy)
            AddValues(document, copy.Index, texts, seen);
    }

    /// <summary>Of a literal <c>KEY=value</c> the value is secret; one without key is all value.</summary>
    private void AddGenerators(YamlNode kustomization)
    {
        var document = kustomization.Document;
        for (var entry = kustomization.Index + 1; entry < document[kustomization.Index].Next; entry = document[entry].Next)
        {
            if (!document.KeyEquals(entry, GeneratorKey))
                continue;
            foreach (var generator in new YamlNode(document, entry).Children)
            {
                var container = document.Resolve(generator.Index);
                var texts = new SecretTexts();
                _holders.Add(new Holder(new YamlNode(document, container).EntrySpan, texts));
                for (var i = container + 1; i < document[container].Next; i = document[i].Next)
                {
                    if (document.KeyEquals(i, "literals"u8))
                        AddLiterals(document, i, texts, []);
                }
            }
        }
    }

    private void AddLiterals(YamlDocument document, int index, SecretTexts texts, HashSet<int> seen)
    {
        index = document.Resolve(index);
        if (!seen.Add(index))
            return;
        ref readonly var record = ref document[index];
        if (record.Kind == NodeKind.Scalar)
        {
            var equals = _file.Text[record.Start..record.End].IndexOf((byte)'=');
            AddSpan(new SourceSpan(record.Start + equals + 1, record.End), texts);
            texts.Add(() => ValueOf(document.GetText(index)));
            texts.Add(() => ValueOf(document.GetText(index)).Trim('"', '\''));
        }

        for (var i = index + 1; i < record.Next; i = document[i].Next)
            AddLiterals(document, i, texts, seen);
    }

    private static string ValueOf(string literal) => literal[(literal.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private void AddMerged(YamlNode merged, SecretTexts texts, HashSet<int> seen)
    {
        foreach (var entry in merged.Children)
        {
            if (entry.Key is "data" or "stringData")
                AddValues(entry.Document, entry.Index, texts, seen);
        }
    }

    private void AddValues(YamlDocument document, int index, SecretTexts texts, HashSet<int> seen)
    {
        index = document.Resolve(index);
        if (!seen.Add(index))
            return;
        ref readonly var record = ref document[index];
        if (record.Kind == NodeKind.Scalar)
        {
            AddSpan(new SourceSpan(record.Start, record.End), texts);
            texts.Add(() => document.GetText(index));
        }

        for (var i = index + 1; i < record.Next; i = document[i].Next)
            AddValues(document, i, texts, seen);
    }

    private void AddComments(YamlDocument document, int index, SecretTexts texts)
    {
        ref readonly var record = ref document[index];
        var end = _file.GetLine(_file.GetLinePosition(Math.Max(record.End, record.KeyEnd)).Line).End;
        foreach (var comment in document.Comments)
        {
            if (record.KeyEnd <= comment.Start && comment.Start <= end)
                AddSpan(comment, texts);
        }
    }

    /// <summary>Documents that could not be read are no nodes, but their lines are shown.</summary>
    private void AddUnread(ParsedFile parsed)
    {
        var position = 0;
        foreach (var document in parsed.Documents)
        {
            AddUnread(new SourceSpan(position, document.Span.Start));
            position = document.Span.End;
        }

        AddUnread(new SourceSpan(position, _file.Length));
    }

    private void AddUnread(SourceSpan span)
    {
        if (!span.IsEmpty && _file.Text[span.Start..span.End] is var text && (NamesSecretKind(text) || text.IndexOf(GeneratorKey) >= 0))
            AddText(span);
    }

    /// <summary>Masks what looks like a value, and whatever looks like nothing known.</summary>
    private void AddText(SourceSpan span)
    {
        var texts = new SecretTexts();
        _holders.Add(new Holder(span, texts));
        var isPastData = false;
        foreach (var bytes in _file.LinesFrom(span.Start))
        {
            if (bytes.Start >= span.End)
                break;
            var start = bytes.Start + _file.Text[bytes.Start..bytes.End].IndexOfAnyExcept(" \t-"u8);
            if (start < bytes.Start || bytes.End <= span.Start)
                continue;
            var content = _file.Text[start..bytes.End];
            var value = FindValue(content, out var key);
            isPastData |= key is "data" or "stringData";
            if (!isPastData && key is "apiVersion" or "kind" or "metadata" or "name" or "namespace" or "labels" or "annotations" or "type" or "immutable")
                continue;
            if (value == content.Length)
                continue;
            AddSpan(new SourceSpan(start + value, bytes.End), texts);
        }
    }

    /// <summary>Where the value begins in <c>key: value</c>, in YAML or JSON; the start of the line where it is nothing of the kind.</summary>
    private static int FindValue(ReadOnlySpan<byte> line, out string key)
    {
        key = "";
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || (colon + 1 < line.Length && line[colon + 1] is not ((byte)' ' or (byte)'\t')))
            return 0;
        var name = line[..colon].Trim("\"' "u8);
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'_' or (byte)'-' or (byte)'.' or (byte)'/'))
                return 0;
        }

        key = Encoding.UTF8.GetString(name);
        var value = line[(colon + 1)..].TrimStart(" \t"u8);
        return line.Length - value.Length;
    }

    /// <summary>Whether a text holds <c>kind: Secret</c> or the like, even where it is just the colon that is missing.</summary>
    private static bool NamesSecretKind(ReadOnlySpan<byte> text)
    {
        for (var found = text.IndexOf("Secret"u8); found >= 0;)
        {
            var behind = text[(found + "Secret"u8.Length)..];
            if (text[..found].TrimEnd("\"' \t:"u8).EndsWith("kind"u8) && (behind.StartsWith("List"u8) || behind.IsEmpty || !char.IsAsciiLetterOrDigit((char)behind[0])))
                return true;
            var next = behind.IndexOf("Secret"u8);
            found = next < 0 ? -1 : text.Length - behind.Length + next;
        }

        return false;
    }

    private void AddSpan(SourceSpan span, SecretTexts texts)
    {
        if (span.IsEmpty)
            return;
        _spans.Add(span);
        _holders.Add(new Holder(span, texts));
        texts.Add(() => _file.GetText(span));
    }

    private void Sort()
    {
        _holders.Sort(static (left, right) => left.Span.Start.CompareTo(right.Span.Start));
        var latest = 0;
        for (var i = 0; i < _holders.Count; i++)
            _holders[i] = _holders[i] with { LatestEnd = latest = Math.Max(latest, _holders[i].Span.End) };

        _spans.Sort(static (left, right) => (left.Start, left.End).CompareTo((right.Start, right.End)));
        var merged = 0;
        for (var i = 1; i < _spans.Count; i++)
        {
            if (_spans[i].Start < _spans[merged].End)
                _spans[merged] = _spans[merged] with { End = Math.Max(_spans[merged].End, _spans[i].End) };
            else
                _spans[++merged] = _spans[i];
        }

        if (_spans.Count > 0)
            _spans.RemoveRange(merged + 1, _spans.Count - merged - 1);
    }

    /// <summary>A Secret, or one of its values that stands elsewhere.</summary>
    /// <param name="Span">Where.</param>
    /// <param name="Texts">The values of the Secret.</param>
    private readonly record struct Holder(SourceSpan Span, SecretTexts Texts)
    {
        /// <summary>The latest end of this one and of all that begin before it.</summary>
        public int LatestEnd { get; init; }
    }
}

/// <summary>The values of one Secret, in each form in which a message may quote them.</summary>
internal sealed class SecretTexts
{
    /// <summary>Shorter texts stand in a sentence by chance; they are masked only where they stand alone or in quotes.</summary>
    private const int ShortestCertain = 4;

    private readonly List<Func<string>> _values = [];
    private HashSet<string>? _texts;

    private HashSet<string> Texts => _texts ??= Read();

    /// <summary>Adds a value; it is read when something is said of the Secret.</summary>
    public void Add(Func<string> value) => _values.Add(value);

    /// <summary>The text with every value in it replaced.</summary>
    public string Hide(string text) => IsSecret(text) ? SecretMask.Replacement : HideQuoted(HideCertain(text));

    /// <summary>Also what a value means or could be turned into: a rule may decode it before it complains.</summary>
    private HashSet<string> Read()
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in _values)
        {
            var text = value();
            var trimmed = text.Trim().Trim(',', '"', '\'');
            texts.Add(text);
            texts.Add(text.Trim());
            texts.Add(trimmed);
            texts.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
            var bytes = new byte[trimmed.Length];
            if (Convert.TryFromBase64String(trimmed, bytes, out var length))
                texts.Add(Encoding.UTF8.GetString(bytes, 0, length).Trim());
        }

        texts.Remove("");
        return texts;
    }

    private bool IsSecret(string text)
    {
        if (Texts.Contains(text))
            return true;

        // A message cuts long texts.
        var known = text.TrimEnd('…');
        return known.Length >= ShortestCertain && Texts.Any(secret => secret.Contains(known, StringComparison.Ordinal));
    }

    /// <summary>The longest first: a value may be the beginning of another.</summary>
    private string HideCertain(string text)
    {
        foreach (var secret in Texts.OrderByDescending(static secret => secret.Length))
        {
            if (!text.Contains(secret, StringComparison.Ordinal))
                continue;
            if (secret.Length >= ShortestCertain)
                text = text.Replace(secret, SecretMask.Replacement, StringComparison.Ordinal);
            foreach (var quote in "'\"")
                text = text.Replace($"{quote}{secret}{quote}", $"{quote}{SecretMask.Replacement}{quote}", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A message may quote a part of a value.</summary>
    private string HideQuoted(string text)
    {
        foreach (var quote in "'\"")
        {
            for (var open = text.IndexOf(quote, StringComparison.Ordinal); open >= 0;)
            {
                var close = text.IndexOf(quote, open + 1);
                if (close < 0)
                    break;
                if (!IsSecret(text[(open + 1)..close]))
                {
                    open = close;
                    continue;
                }

                text = string.Concat(text.AsSpan(0, open + 1), SecretMask.Replacement, text.AsSpan(close));
                open = text.IndexOf(quote, open + SecretMask.Replacement.Length + 2);
            }
        }

        return text;
    }
}

/// <summary>The secrets of a run's files, each looked for when first asked for.</summary>
public sealed class SecretMasks
{
    private readonly Lazy<Dictionary<SourceFile, ParsedFile>> _files;
    private readonly Dictionary<SourceFile, SecretMask> _masks = [];

    /// <summary>Makes the masks of a run.</summary>
    public SecretMasks(AnalysisInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _files = new(() => IndexFiles(input));
    }

    /// <summary>The mask of a file.</summary>
    public SecretMask For(SourceFile file)
    {
        if (!_masks.TryGetValue(file, out var mask))
            _masks[file] = mask = SecretMask.Of(_files.Value.GetValueOrDefault(file) ?? new ParsedFile(file, [], []));
        return mask;
    }

    /// <summary>The text with every secret in it replaced, if it belongs to a place in a Secret.</summary>
    public string Hide(string text, SourceLocation place)
    {
        if (place.File is not { } file)
            return text;
        var hidden = For(file).Hide(text, place.Span);
        return file.Map is null ? hidden : Hide(hidden, place.ToOrigin());
    }

    private static Dictionary<SourceFile, ParsedFile> IndexFiles(AnalysisInput input)
    {
        var files = input.Files.ToDictionary(static file => file.Source, static file => file.Parsed);

        // What a kustomization makes of a Secret holds values of other files: of patches, of files of variables.
        foreach (var document in input.Files.Where(static file => file.HoldsComposed).SelectMany(static file => file.Objects).Select(static manifest => manifest.Root.Document).Where(static document => document.File.Map is not null))
            files.TryAdd(document.File, new ParsedFile(document.File, [document], []));
        return files;
    }
}
