namespace EksLint.Syntax;

/// <summary>What is wrong with a document or a file before anything is known about its content.</summary>
public enum SyntaxErrorKind
{
    /// <summary>The text is no YAML.</summary>
    Malformed,

    /// <summary>The document breaks a limit: nesting, alias expansion, size.</summary>
    Limit,

    /// <summary>The file cannot be read, or is no text.</summary>
    Unreadable,

    /// <summary>The document is a template that has yet to be rendered.</summary>
    Template,
}

/// <summary>A syntax error. It costs its document, not its file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Location">Where the text stops making sense.</param>
/// <param name="Message">What was found there.</param>
/// <param name="Hint">The likely cause in words and what to write; null where there is no guess.</param>
public sealed record SyntaxError(SyntaxErrorKind Kind, SourceLocation Location, string Message, string? Hint = null);
