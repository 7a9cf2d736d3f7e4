namespace EksLint.Syntax;

/// <summary>Reads the documents of a file: part by part on all cores where it is large, with the same result as one after the other.</summary>
/// <param name="producer">Makes the tapes; which one changes nothing.</param>
internal sealed class DocumentReader(ITapeProducer producer)
{
    /// <summary>The size of a part: with what is made of it, it stays at hand until somebody has looked at it.</summary>
    public int PartBytes { get; init; } = 256 * 1024;

    /// <summary>Whether the tape of a document of which it is certain that it has no error is left for later.</summary>
    public bool UsesOutlines { get; init; }

    /// <summary>Reads a file.</summary>
    public ParsedFile Read(SourceFile file) => Read<object?>(file, static _ => null, out _);

    /// <summary>Reads a file, and lets somebody look at its documents as soon as they are read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="look">Called for the documents of each part, on any thread.</param>
    /// <param name="seen">What that returned, in the order of the parts.</param>
    public ParsedFile Read<T>(SourceFile file, Func<IReadOnlyList<YamlDocument>, T> look, out T[] seen)
    {
        if (file.Length > YamlLimits.FileBytes)
        {
            var error = new SyntaxError(
                SyntaxErrorKind.Limit,
                new SourceLocation(file, default),
                $"the file is larger than {YamlLimits.FileBytes / (1024 * 1024)} MiB");
            seen = [look([])];
            return new ParsedFile(file, [], [error]);
        }

        if (file.Length <= PartBytes)
        {
            var only = ReadPart(file, file.Span, YamlLimits.BrokenDocuments);
            seen = [look(only.Documents)];
            return new ParsedFile(file, only.Documents, only.Errors);
        }

        return ReadParts(file, look, out seen);
    }

    private ParsedFile ReadParts<T>(SourceFile file, Func<IReadOnlyList<YamlDocument>, T> look, out T[] seen)
    {
        var spans = DocumentSplitter.CutParts(file.Text, PartBytes);
        var parts = new Part?[spans.Count];
        var looks = new T[spans.Count];
        Cores.For(parts.Length, i =>
        {
            if (CountErrors(parts, i) >= YamlLimits.BrokenDocuments)
                return;
            var part = ReadPart(file, spans[i], YamlLimits.BrokenDocuments);
            looks[i] = look(part.Documents);
            parts[i] = part;
        });
        return Join(file, spans, parts, looks, look, out seen);
    }

    /// <summary>The broken documents before a part, as far as they are known: where they are too many, the part will not be needed.</summary>
    private static int CountErrors(Part?[] parts, int end)
    {
        var count = 0;
        for (var i = 0; i < end; i++)
            count += parts[i]?.Errors.Count ?? 0;
        return count;
    }

    private ParsedFile Join<T>(SourceFile file, List<SourceSpan> spans, Part?[] parts, T[] looks, Func<IReadOnlyList<YamlDocument>, T> look, out T[] seen)
    {
        var documents = new List<YamlDocument>(parts.Sum(static part => part?.Documents.Count ?? 0));
        var errors = new List<SyntaxError>();
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part is null || errors.Count + part.Errors.Count >= YamlLimits.BrokenDocuments)
            {
                // It was read without knowing how few errors it may add.
                part = ReadPart(file, spans[i], YamlLimits.BrokenDocuments - errors.Count);
                looks[i] = look(part.Documents);
            }

            documents.AddRange(part.Documents);
            errors.AddRange(part.Errors);
            if (!part.IsWhole)
            {
                seen = looks[..(i + 1)];
                return new ParsedFile(file, documents, errors);
            }
        }

        seen = looks;
        return new ParsedFile(file, documents, errors);
    }

    private Part ReadPart(SourceFile file, SourceSpan part, int mostBroken)
    {
        var documents = new List<YamlDocument>(1);
        var start = UsesOutlines ? OutlineReader.Read(file, part, documents) : part.Start;
        if (start == part.End)
            return new Part(documents, [], IsWhole: true);
        var spans = DocumentSplitter.Split(file.Text, part with { Start = start });
        documents.EnsureCapacity(documents.Count + spans.Count);
        List<SyntaxError>? errors = null;
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            if ((errors?.Count ?? 0) == mostBroken)
            {
                var limit = new SyntaxError(
                    SyntaxErrorKind.Limit,
                    new SourceLocation(file, new SourceSpan(span.Start, span.Start + 1)),
                    $"more than {YamlLimits.BrokenDocuments} documents of the file are broken: the rest is not read");
                return new Part(documents, [.. errors ?? [], limit], IsWhole: false);
            }

            if (UsesOutlines && OutlineReader.Read(file, span, documents) == span.End)
                continue;
            if (producer.Produce(file, span, out var tape) is { } error)
                (errors ??= []).Add(error);
            else if (tape is not null)
                documents.Add(new YamlDocument(file, span, tape));
        }

        return new Part(documents, (IReadOnlyList<SyntaxError>?)errors ?? [], IsWhole: true);
    }

    /// <summary>What became of the documents of a part.</summary>
    /// <param name="Documents">Those that could be read.</param>
    /// <param name="Errors">What is wrong with the others.</param>
    /// <param name="IsWhole">Whether it was read to its end.</param>
    private sealed record Part(List<YamlDocument> Documents, IReadOnlyList<SyntaxError> Errors, bool IsWhole);
}
