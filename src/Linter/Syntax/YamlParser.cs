namespace EksLint.Syntax;

/// <summary>A file as its documents and what is wrong with the others.</summary>
/// <param name="File">The file.</param>
/// <param name="Documents">The documents that could be read, in order; empty ones are left out.</param>
/// <param name="Errors">One error for each document that could not.</param>
public sealed record ParsedFile(SourceFile File, IReadOnlyList<YamlDocument> Documents, IReadOnlyList<SyntaxError> Errors);

/// <summary>Reads YAML and JSON files.</summary>
public static class YamlParser
{
    /// <summary>What makes tapes where nobody asks for another.</summary>
    internal static ITapeProducer Producer { get; } = new TapeProducer();

    private static DocumentReader Whole { get; } = new(Producer);

    private static DocumentReader Outlines { get; } = new(Producer) { UsesOutlines = true };

    /// <summary>Reads all documents of a file; never throws for what the file holds.</summary>
    public static ParsedFile Parse(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Whole.Read(file);
    }

    /// <summary>Reads all documents of a file of which few are looked at: where it is certain that a document has no error, its tape is left for later.</summary>
    internal static ParsedFile ParseOutlines(SourceFile file) => Outlines.Read(file);
}
