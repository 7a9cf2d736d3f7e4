using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary>An action and the rule that it belongs to.</summary>
internal readonly record struct RegisteredAction<TContext>(ManifestAnalyzer Analyzer, Action<TContext> Action);

/// <summary>The actions of all rules by what they look at, so that nothing is tried that does not concern an object.</summary>
internal sealed class ActionTable
{
    public ActionsByKey<SyntaxErrorKind, SyntaxErrorAnalysisContext> SyntaxErrors { get; } = new();

    public List<RegisteredAction<DocumentAnalysisContext>> Documents { get; } = [];

    public ActionsByKey<MisfitKind, MisfitAnalysisContext> Misfits { get; } = new();

    public List<RegisteredAction<ManifestAnalysisContext>> Manifests { get; } = [];

    public ActionsByKey<(string ApiVersion, string Kind), ManifestAnalysisContext> Objects { get; } = new();

    public List<RegisteredAction<AnnotationsAnalysisContext>> Annotations { get; } = [];

    public List<RegisteredAction<PodTemplateAnalysisContext>> PodTemplates { get; } = [];

    public List<RegisteredAction<ManifestSetAnalysisContext>> ManifestSets { get; } = [];

    public ActionsByKey<SuppressionFaultKind, SuppressionAnalysisContext> Suppressions { get; } = new();
}

/// <summary>Actions by key.</summary>
internal sealed class ActionsByKey<TKey, TContext>
    where TKey : notnull
{
    private static readonly List<RegisteredAction<TContext>> None = [];

    private readonly Dictionary<TKey, List<RegisteredAction<TContext>>> _actions = [];

    public bool IsEmpty => _actions.Count == 0;

    public void Add(TKey key, RegisteredAction<TContext> action)
    {
        if (!_actions.TryGetValue(key, out var actions))
            _actions[key] = actions = [];
        actions.Add(action);
    }

    public List<RegisteredAction<TContext>> For(TKey key) => _actions.GetValueOrDefault(key) ?? None;
}
