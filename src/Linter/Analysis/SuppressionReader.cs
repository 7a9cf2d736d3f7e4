using System.Text;
using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Analysis;

/// <summary>Reads what silences findings in a file.</summary>
/// <remarks>
/// <c># ekslint: ignore[EKS2002, EKS3001] reason</c> and <c># ekslint: ignore-file[EKS2002] reason</c>;
/// <c>ekslint.io/ignore: "EKS2002, EKS3001: reason; EKS2003: another"</c>.
/// </remarks>
internal sealed class SuppressionReader
{
    /// <summary>The annotation.</summary>
    public const string AnnotationKey = "ekslint.io/ignore";

    private const string AnnotationDomain = "ekslint.io/";

    /// <summary>A file with more is not made by people.</summary>
    private const int MostDirectives = 10_000;

    private static readonly string[] Commands = ["ignore", "ignore-file"];

    // What other linters call it.
    private static readonly string[] ForeignCommands = ["disable", "disable-line", "disable-next-line", "noqa", "nolint", "skip", "suppress"];

    private readonly InputFile _input;
    private readonly SourceFile _file;
    private readonly List<SuppressionDirective> _directives = [];
    private List<YamlNode>? _unknownKeys;

    private SuppressionReader(InputFile input)
    {
        _input = input;
        _file = input.Source;
    }

    /// <summary>The comments and annotations of a file, and the keys of annotations that are nearly, but not quite, ours: null where there are none.</summary>
    public static (IReadOnlyList<SuppressionDirective> Directives, IReadOnlyList<YamlNode>? UnknownKeys) Read(InputFile input)
    {
        // What both forms have in common.
        if (input.Source.Text.IndexOf("lint"u8) < 0)
            return ([], null);
        var reader = new SuppressionReader(input);
        if (input.Source.Text.IndexOf("ekslint:"u8) >= 0)
            reader.ReadComments();
        reader.ReadAnnotations();
        return (reader._directives, reader._unknownKeys);
    }

    /// <summary>The annotations of an object as a kustomization deploys it, those that its own file gives it with them.</summary>
    public static IReadOnlyList<SuppressionDirective> ReadDeployed(InputFile input, ManifestObject manifest)
    {
        var reader = new SuppressionReader(input);
        if (manifest.File.Text.IndexOf("ekslint.io/ignore"u8) >= 0)
            reader.ReadAnnotations(manifest);
        return reader._directives;
    }

    private void ReadComments()
    {
        var documents = _input.Parsed.Documents;
        var preamble = EndOfPreamble();
        var firstDocument = documents.Count > 0 ? documents[0].Span.Start : _file.Length;

        // Comments before the first marker belong to no document; they speak of the first one.
        foreach (var span in _file.LinesFrom(0))
        {
            if (span.Start >= Math.Min(preamble, firstDocument))
                break;
            var hash = _file.Text[span.Start..span.End].IndexOf((byte)'#');
            if (hash >= 0)
                ReadComment(new SourceSpan(span.Start + hash, span.End), documents.Count > 0 ? documents[0] : null, preamble);
        }

        foreach (var document in documents)
        {
            foreach (var comment in document.Comments)
                ReadComment(comment, document, preamble);
        }
    }

    /// <summary>Where the first line stands that is no comment, marker or directive.</summary>
    private int EndOfPreamble()
    {
        foreach (var span in _file.LinesFrom(0))
        {
            var text = _file.Text[span.Start..span.End];
            var content = text.TrimStart(" \t"u8);
            if (content.IsEmpty || content[0] == '#' || text[0] == '%')
                continue;
            if (text.StartsWith("---"u8) && text[3..].TrimStart(" \t"u8) is [] or [(byte)'#', ..])
                continue;
            return span.Start + (text.StartsWith("---"u8) ? 3 : 0);
        }

        return _file.Length;
    }

    private void ReadComment(SourceSpan comment, YamlDocument? document, int preamble)
    {
        var text = _file.Text[comment.Start..comment.End];
        if (_directives.Count == MostDirectives || FindCommand(text) is not ( >= 0 and var hash, var behind))
            return;
        var line = _file.GetLine(_file.GetLinePosition(comment.Start).Line);
        var standsAlone = !_file.Text[line.Start..comment.Start].ContainsAnyExcept((byte)' ', (byte)'\t');

        // A line that was commented out, with a comment of its own, silences nothing.
        if (standsAlone && text[..hash].ContainsAnyExcept((byte)'#', (byte)' ', (byte)'\t'))
            return;

        var start = comment.Start + (standsAlone ? 0 : hash);
        var location = new SourceLocation(_file, new SourceSpan(start, comment.Start + text.TrimEnd(" \t"u8).Length));
        var rest = text[behind..];
        var length = LengthOfWord(rest);
        var command = Encoding.UTF8.GetString(rest[..length]);
        if (!Commands.Contains(command, StringComparer.Ordinal))
        {
            if (NearestName.Find(command, Commands) is not null || command.StartsWith("ignore", StringComparison.OrdinalIgnoreCase) || ForeignCommands.Contains(command, StringComparer.OrdinalIgnoreCase))
                AddMalformed(location, standsAlone, $"'{command}' is no command of ekslint; write '# ekslint: ignore[EKS2003] reason'");
            return;
        }

        var isForFile = command == "ignore-file";
        var list = behind + length + (rest[length..].Length - rest[length..].TrimStart(" \t"u8).Length);
        var close = text[list..].IndexOf((byte)']');
        if (text[list..] is not [(byte)'[', ..] || close < 0)
        {
            AddMalformed(location, standsAlone, $"it names no rule; write '# ekslint: {command}[EKS2003] reason'");
            return;
        }

        var span = new SourceSpan(comment.Start + list + 1, comment.Start + list + close);
        var isBeforeContent = comment.Start < preamble;
        var (form, covered) = (isForFile, standsAlone) switch
        {
            (true, _) => (SuppressionForm.File, isBeforeContent ? _file.Span : new SourceSpan(0, -1)),
            (_, true) => (SuppressionForm.Node, NextNode(document, comment.End)),
            _ => (SuppressionForm.Line, line),
        };
        var reason = Encoding.UTF8.GetString(text[(list + close + 1)..]).Trim().TrimStart(':', '-', '–', '—').TrimStart();
        var directive = new SuppressionDirective(form, location, covered) { List = span, StandsAlone = standsAlone };
        AddEntries(directive, span, reason);
        if (directive.Entries.Count == 0)
            AddMalformed(location, standsAlone, $"it names no rule; write '# ekslint: {command}[EKS2003] reason'");
        else
            _directives.Add(directive);
    }

    private void AddMalformed(SourceLocation location, bool standsAlone, string problem) =>
        _directives.Add(new SuppressionDirective(SuppressionForm.Line, location, new SourceSpan(0, -1)) { Problem = problem, StandsAlone = standsAlone });

    private void AddEntries(SuppressionDirective directive, SourceSpan list, string reason)
    {
        for (var start = list.Start; start <= list.End;)
        {
            var comma = _file.Text[start..list.End].IndexOf((byte)',');
            var end = comma < 0 ? list.End : start + comma;
            var piece = _file.Text[start..end];
            var word = piece.Trim(" \t"u8);
            if (!word.IsEmpty)
            {
                var at = start + piece.Length - piece.TrimStart(" \t"u8).Length;
                directive.Add(new SuppressionEntry(Encoding.UTF8.GetString(word), new SourceLocation(_file, new SourceSpan(at, at + word.Length)), reason, group: 0));
            }

            start = end + 1;
        }
    }

    /// <summary>The place of the sign before <c>ekslint:</c> and that of what stands behind it; -1 where the comment is about something else.</summary>
    private static (int Hash, int Behind) FindCommand(ReadOnlySpan<byte> comment)
    {
        var name = "ekslint:"u8;
        for (var start = 0; comment[start..].IndexOf(name) is >= 0 and var found; start += found + name.Length)
        {
            var at = start + found;
            var before = comment[..at].TrimEnd(" \t"u8).Length - 1;
            if (before < 0 || comment[before] != '#' || (before > 0 && comment[before - 1] is not ((byte)' ' or (byte)'\t' or (byte)'#')))
                continue;
            var behind = at + name.Length;
            return (before, behind + comment[behind..].Length - comment[behind..].TrimStart(" \t"u8).Length);
        }

        return (-1, 0);
    }

    private static int LengthOfWord(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'-' or (byte)'_'))
            length++;
        return length;
    }

    /// <summary>The records stand in document order, so the first that begins behind the comment is the outermost one there.</summary>
    private static SourceSpan NextNode(YamlDocument? document, int behind)
    {
        var (low, high) = (0, document?.NodeCount ?? 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (StartOf(document!, middle) >= behind)
                high = middle;
            else
                low = middle + 1;
        }

        if (document is null || low == document.NodeCount)
            return new SourceSpan(0, -1);
        var start = StartOf(document, low);
        return new SourceSpan(start, Math.Max(start, document[low].End));
    }

    private static int StartOf(YamlDocument document, int index)
    {
        ref readonly var record = ref document[index];
        return record.HasKey ? record.KeyStart : record.Start;
    }

    private void ReadAnnotations()
    {
        foreach (var manifest in _input.WrittenObjects)
        {
            // The controllers of a cluster copy annotations.
            if (manifest.Maker is null)
                ReadAnnotations(manifest);
        }
    }

    private void ReadAnnotations(ManifestObject manifest)
    {
        ReadAnnotations(manifest, manifest.Root, isOnPods: manifest.Is("", "Pod"));
        if (PodSource.Find(manifest) is { } pods && pods.Template != manifest.Root)
            ReadAnnotations(manifest, pods.Template, isOnPods: true);
    }

    private void ReadAnnotations(ManifestObject manifest, YamlNode annotated, bool isOnPods)
    {
        foreach (var annotation in annotated["metadata"u8]["annotations"u8].Children)
        {
            if (annotation.KeyEquals("ekslint.io/ignore"u8))
                ReadAnnotation(manifest, annotation, isOnPods);
            else if (annotation.Key is { } key && (key.StartsWith(AnnotationDomain, StringComparison.OrdinalIgnoreCase) || NearestName.Find(key, [AnnotationKey]) is not null))
                (_unknownKeys ??= []).Add(annotation);
        }
    }

    private void ReadAnnotation(ManifestObject manifest, YamlNode annotation, bool isOnPods)
    {
        // What is no text is the schema's to say.
        if (_directives.Count == MostDirectives || !annotation.IsScalar || annotation.IsNull || Placeholder.IsUnknown(annotation.Text))
            return;
        var directive = new SuppressionDirective(SuppressionForm.Annotation, annotation.Location, manifest.Root.Span) { Annotation = annotation, Manifest = manifest, IsOnPods = isOnPods };
        var text = annotation.Text;
        var groups = SplitGroups(text);
        for (var group = 0; group < groups.Count; group++)
        {
            var (start, colon, end) = groups[group];
            var reason = colon < end ? text[(colon + 1)..end].Trim() : "";
            for (var at = start; at <= colon;)
            {
                var comma = text.IndexOf(',', at, colon - at);
                var stop = comma < 0 ? colon : comma;
                var word = text[at..stop].Trim();
                if (word.Length > 0)
                    directive.Add(new SuppressionEntry(word, annotation.LocationOf(at + text[at..stop].IndexOf(word, StringComparison.Ordinal), word.Length), reason, group));
                at = stop + 1;
            }
        }

        _directives.Add(directive.Entries.Count > 0
            ? directive
            : new SuppressionDirective(SuppressionForm.Annotation, annotation.KeyLocation, new SourceSpan(0, -1)) { Annotation = annotation, Manifest = manifest, IsOnPods = isOnPods, Problem = $"it names no rule; write '{AnnotationKey}: \"EKS2003: reason\"'" });
    }

    /// <summary>Cuts <c>A, B: reason; C</c> into groups: where each begins, where its names end, where it ends. A semicolon inside a reason is part of the reason.</summary>
    private static List<(int Start, int Colon, int End)> SplitGroups(string text)
    {
        var groups = new List<(int Start, int Colon, int End)>();
        for (var start = 0; start <= text.Length;)
        {
            var separator = text.AsSpan(start).IndexOfAny(';', '\n');
            var end = separator < 0 ? text.Length : start + separator;
            var colon = text.IndexOf(':', start, end - start) is >= 0 and var found ? found : end;
            if (groups.Count > 0 && groups[^1].Colon < groups[^1].End && HoldsProse(text.AsSpan(start, colon - start)))
                groups[^1] = groups[^1] with { End = end };
            else
                groups.Add((start, colon, end));
            start = end + 1;
        }

        return groups;
    }

    /// <summary>Whether a text is no list of names: a name holds no blank.</summary>
    private static bool HoldsProse(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(','))
        {
            if (text[range].Trim().ContainsAny(' ', '\t'))
                return true;
        }

        return text.Trim().IsEmpty;
    }
}
