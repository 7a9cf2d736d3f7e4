using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>A second place that belongs to a finding.</summary>
/// <param name="Location">The place.</param>
/// <param name="Message">What is there.</param>
public sealed record RelatedPlace(SourceLocation Location, string Message);

/// <summary>Why a finding is not shown.</summary>
/// <param name="Kind">How it was silenced: <c>comment</c>, <c>annotation</c>.</param>
/// <param name="Reason">The reason that was given; empty where none was.</param>
public sealed record Suppression(string Kind, string Reason);

/// <summary>A finding: Roslyn's diagnostic with what YAML adds to it.</summary>
public sealed class ManifestDiagnostic
{
    internal ManifestDiagnostic(Diagnostic diagnostic, SourceLocation location)
    {
        Diagnostic = diagnostic;
        Location = location;
        Message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Roslyn's diagnostic; its additional locations are those of <see cref="Related"/>.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>The rule.</summary>
    public DiagnosticDescriptor Descriptor => Diagnostic.Descriptor;

    /// <summary>The id of the rule.</summary>
    public string Id => Diagnostic.Id;

    /// <summary>The effective severity.</summary>
    public DiagnosticSeverity Severity => Diagnostic.Severity;

    /// <summary>The place at fault.</summary>
    public SourceLocation Location { get; }

    /// <summary>The whole message, with the nearest thing that would have worked.</summary>
    public string Message { get; internal init; }

    /// <summary>What to do, as a command; null where the message says it all.</summary>
    public string? Help { get; internal init; }

    /// <summary>The object; null for findings about a file.</summary>
    public ManifestObject? Manifest { get; internal init; }

    /// <summary>The path in the object, such as <c>spec.ports[0].targetPort</c>; empty where there is none.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Other places that belong to the finding.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; internal init; } = [];

    /// <summary>How to mend it; null where there is no fix.</summary>
    public CodeFix? Fix { get; internal init; }

    /// <summary>Why it is not shown; null where it is.</summary>
    public Suppression? Suppression { get; internal set; }
}
