using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>A rule: what Roslyn's DiagnosticAnalyzer is for C#. Rules are sealed and hold no state; they run at the same time on many objects.</summary>
public abstract class ManifestAnalyzer
{
    /// <summary>The descriptors that the rule reports with.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>Registers the rule's actions.</summary>
    public abstract void Initialize(AnalysisContext context);
}
