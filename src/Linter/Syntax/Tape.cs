namespace EksLint.Syntax;

/// <summary>What a producer hands over: the records of one document and what few of them need besides.</summary>
/// <param name="Nodes">The records; the first is the root.</param>
internal sealed record Tape(NodeRecord[] Nodes)
{
    /// <summary>The tags, by node.</summary>
    public Dictionary<int, string>? Tags { get; init; }

    /// <summary>The record that an alias stands for, by alias.</summary>
    public Dictionary<int, int>? Aliases { get; init; }

    /// <summary>The texts of scalars that the decoder cannot know from their span alone.</summary>
    public Dictionary<int, string>? Texts { get; init; }

    /// <summary>The same for keys.</summary>
    public Dictionary<int, string>? KeyTexts { get; init; }

    /// <summary>Whether a key may stand twice in a mapping; false where the producer knows that none does.</summary>
    public bool MayRepeatKeys { get; init; } = true;
}

/// <summary>Turns the text of one document into a tape. Nothing above it may know which producer made a tape.</summary>
internal interface ITapeProducer
{
    /// <summary>Reads one document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="span">The document in it, markers and directives included.</param>
    /// <param name="tape">The tape; null when the document is empty or in error.</param>
    /// <returns>What is wrong with the document, or null.</returns>
    SyntaxError? Produce(SourceFile file, SourceSpan span, out Tape? tape);
}
