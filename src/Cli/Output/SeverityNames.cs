using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>The words for severities.</summary>
internal static class SeverityNames
{
    /// <summary>Above every severity: <c>--fail-on never</c>.</summary>
    public const DiagnosticSeverity Never = DiagnosticSeverity.Error + 1;

    /// <summary>The word for a severity.</summary>
    public static string ToName(this DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>The severity of a word; null for any other.</summary>
    public static DiagnosticSeverity? Parse(string name) => name switch
    {
        "error" => DiagnosticSeverity.Error,
        "warning" => DiagnosticSeverity.Warning,
        "info" => DiagnosticSeverity.Info,
        _ => null,
    };
}
