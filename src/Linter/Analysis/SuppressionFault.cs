using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary>What can be wrong with a comment or an annotation that silences findings.</summary>
public enum SuppressionFaultKind
{
    /// <summary>It names a rule that does not exist.</summary>
    UnknownRule,

    /// <summary>It cannot be read: no rule is named, or the command is none.</summary>
    Malformed,

    /// <summary>The key of the annotation is nearly, but not quite, the one that counts.</summary>
    UnknownKey,

    /// <summary>It silences nothing.</summary>
    Unused,

    /// <summary>It gives no reason.</summary>
    WithoutReason,
}

/// <summary>Something that is wrong with a comment or an annotation that silences findings.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Directive">The comment or annotation; null where there is only a key that is none.</param>
public sealed record SuppressionFault(SuppressionFaultKind Kind, SuppressionDirective? Directive)
{
    /// <summary>The name of the rule that reports what is unused: it cannot be asked whether it is needed itself.</summary>
    internal const string UnusedRuleName = "suppression-unused";

    /// <summary>The annotation that counts.</summary>
    public const string AnnotationKey = SuppressionReader.AnnotationKey;

    /// <summary>The one rule at fault; null where it is the whole.</summary>
    public SuppressionEntry? Entry { get; init; }

    /// <summary>The rule that was probably meant; null where none is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>The annotation whose key is wrong; missing otherwise.</summary>
    public YamlNode Key { get; init; }
}

/// <summary>Something that is wrong with a comment or an annotation that silences findings.</summary>
public sealed class SuppressionAnalysisContext : ReportingContext
{
    internal SuppressionAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, SuppressionFault fault)
        : base(input, reported) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public SuppressionFault Fault { get; }

    internal override SourceLocation Place => Fault.Directive?.Location ?? Fault.Key.Location;

    internal override string What => "a comment or an annotation that silences findings";

    private protected override ManifestObject? Subject => Fault.Directive?.Manifest;
}
