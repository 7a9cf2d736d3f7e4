namespace EksLint.Syntax;

/// <summary>The fast producer first; what it does not know for certain, and so every error, comes from the reference.</summary>
internal sealed class TapeProducer : ITapeProducer
{
    private readonly YamlDotNetProducer _reference = new();

    /// <inheritdoc/>
    public SyntaxError? Produce(SourceFile file, SourceSpan span, out Tape? tape) =>
        BlockStyleProducer.TryProduce(file, span, out tape) ? null : _reference.Produce(file, span, out tape);
}
