using EksLint.CodeFixes;

namespace EksLint.Cli.Fixes;

/// <summary>What is to be done with the fixes of findings.</summary>
/// <param name="Safety">The fixes that are applied: safe ones, or also those that are only offered.</param>
/// <param name="ShowsDiff">Whether the changes are shown instead of written.</param>
internal sealed record FixOptions(FixSafety Safety, bool ShowsDiff);

/// <summary>What was done with the fixes of findings.</summary>
/// <param name="Options">What was to be done.</param>
/// <param name="Findings">The number of findings that were fixed, or would be.</param>
/// <param name="Files">The number of files that changed, or would.</param>
internal sealed record FixOutcome(FixOptions Options, int Findings, int Files);
