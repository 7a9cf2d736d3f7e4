using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Rules.Schema;

/// <summary>What EKS0108 and EKS0109 say of the API that takes the place of another.</summary>
internal static class ApiReplacement
{
    /// <summary>Names the replacement, and writes it where the structure is the same.</summary>
    public static DiagnosticBuilder WithReplacement(this DiagnosticBuilder finding, RemovedApi api, YamlNode version)
    {
        if (api.Replacement is not { } replacement)
            return finding.WithHint("nothing replaces it");
        if (replacement.Kind != api.Kind)
            return finding.WithHint($"{replacement.ApiVersion} {replacement.Kind} takes its place");
        return api.HasSameStructure
            ? finding.WithHint($"it is {replacement.ApiVersion} now").WithFix($"Write '{replacement.ApiVersion}'", FixSafety.Safe, YamlEdit.ReplaceText(version, replacement.ApiVersion))
            : finding.WithHint($"it is {replacement.ApiVersion} now, with another structure");
    }
}
