namespace EksLint.Syntax;

/// <summary>A file as its documents and what is wrong with the others.</summary>
/// <param name="File">The file.</param>
/// <param name="Documents">The documents that could be read, in order; empty ones are left out.</param>
/// <param name="Errors">One error for each document that could not.</param>
public sealed record ParsedFile(SourceFile File, IReadOnlyList<YamlDocument> Documents, IReadOnlyList<SyntaxError> Errors);

/// <summary>Reads YAML and JSON files.</summary>
public static class YamlParser
{
    private const int ManyDocuments = 1024;

    private static readonly TapeProducer Producer = new();

    /// <summary>Reads all documents of a file; never throws for what the file holds.</summary>
    public static ParsedFile Parse(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(file, Producer);
    }

    /// <summary>Reads all documents of a file of which few are looked at: where it is certain that a document has no error, its tape is left for later.</summary>
    internal static ParsedFile ParseOutlines(SourceFile file) => Parse(file, Producer, usesOutlines: true);

    /// <summary>Reads all documents of a file with one of the producers; which one changes nothing.</summary>
    internal static ParsedFile Parse(SourceFile file, ITapeProducer producer, bool usesOutlines = false)
    {
        if (file.Length > YamlLimits.FileBytes)
        {
            var error = new SyntaxError(
                SyntaxErrorKind.Limit,
                new SourceLocation(file, default),
                $"the file is larger than {YamlLimits.FileBytes / (1024 * 1024)} MiB");
            return new ParsedFile(file, [], [error]);
        }

        var spans = DocumentSplitter.Split(file.Text);
        var documents = new List<YamlDocument>(spans.Count);
        List<SyntaxError>? errors = null;
        var ahead = new Reading[spans.Count < ManyDocuments ? 0 : ManyDocuments];
        for (var i = 0; i < spans.Count; i++)
        {
            if (errors?.Count == YamlLimits.BrokenDocuments)
            {
                errors.Add(new SyntaxError(
                    SyntaxErrorKind.Limit,
                    new SourceLocation(file, new SourceSpan(spans[i].Start, spans[i].Start + 1)),
                    $"more than {YamlLimits.BrokenDocuments} documents of the file are broken: the rest is not read"));
                break;
            }

            // A large file is read on all cores, some way ahead of what is known to be needed.
            if (ahead.Length > 0 && i % ahead.Length == 0)
            {
                var first = i;
                Cores.For(Math.Min(ahead.Length, spans.Count - first), next => ahead[next] = Read(file, spans[first + next], producer, usesOutlines));
            }

            var reading = ahead.Length > 0 ? ahead[i % ahead.Length] : Read(file, spans[i], producer, usesOutlines);
            if (reading.Error is { } error)
                (errors ??= []).Add(error);
            else if (reading.Document is { } document)
                documents.Add(document);
        }

        return new ParsedFile(file, documents, (IReadOnlyList<SyntaxError>?)errors ?? []);
    }

    private static Reading Read(SourceFile file, SourceSpan span, ITapeProducer producer, bool usesOutlines)
    {
        if (usesOutlines && OutlineReader.TryRead(file, span) is { } outline)
            return new Reading(new YamlDocument(file, span, outline), Error: null);
        if (producer.Produce(file, span, out var tape) is { } error)
            return new Reading(Document: null, error);
        return new Reading(tape is null ? null : new YamlDocument(file, span, tape), Error: null);
    }

    /// <summary>What became of a document: nothing of an empty one.</summary>
    private readonly record struct Reading(YamlDocument? Document, SyntaxError? Error);
}
