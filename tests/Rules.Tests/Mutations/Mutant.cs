using System.Text;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Rules.Tests.Mutations;

/// <summary>One thing broken in an application that is correct.</summary>
/// <param name="App">The folder of the application.</param>
/// <param name="Kind">What is broken: <c>service-selector</c>, <c>probe-port</c>.</param>
/// <param name="Object">The object in which it is broken.</param>
/// <param name="Path">The field.</param>
/// <param name="Place">The text that is replaced.</param>
/// <param name="NewText">What is put in its place.</param>
/// <param name="Rules">The rules of which at least one must notice.</param>
/// <param name="Words">What a reference to the broken thing says; a finding at one of these words, or at the broken text itself, has noticed.</param>
internal sealed record Mutant(
    string App,
    string Kind,
    ManifestObject Object,
    string Path,
    SourceLocation Place,
    string NewText,
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> Words)
{
    /// <summary>The text that is replaced.</summary>
    public string OldText => Place.File.GetText(Place.Span);

    /// <summary>What of the mutated file counts as the broken thing: the new text, or the whole object where that as a whole has moved.</summary>
    public SourceSpan Span => Kind == Mutator.Namespace
        ? new SourceSpan(Object.Root.Span.Start, Object.Root.Span.End + Growth)
        : new SourceSpan(Place.Span.Start, Place.Span.End + Growth);

    private int Growth => Encoding.UTF8.GetByteCount(NewText) - Place.Span.Length;

    /// <summary>The text of the file with the new text in it.</summary>
    public byte[] Apply()
    {
        var text = Place.File.Text;
        return [.. text[..Place.Span.Start], .. Encoding.UTF8.GetBytes(NewText), .. text[Place.Span.End..]];
    }

    /// <summary>The name by which survivors are listed.</summary>
    public override string ToString() => $"{App} {Kind} {Object.Kind}/{Object.Name} {Path}: {OldText} -> {NewText}";
}
