namespace EksLint.Analysis;

/// <summary>An action and the rule that it belongs to.</summary>
internal sealed record RegisteredAction<TContext>(ManifestAnalyzer Analyzer, Action<TContext> Action);

/// <summary>The actions of all rules by what they look at, so that nothing is tried that does not concern an object.</summary>
internal sealed class ActionTable
{
    public ActionsByKind<SyntaxErrorAnalysisContext> SyntaxErrors { get; } = new();

    public List<RegisteredAction<DocumentAnalysisContext>> Documents { get; } = [];

    public ActionsByKind<MisfitAnalysisContext> Misfits { get; } = new();

    public List<RegisteredAction<ManifestAnalysisContext>> Manifests { get; } = [];

    public ObjectActions Objects { get; } = new();

    public List<RegisteredAction<AnnotationsAnalysisContext>> Annotations { get; } = [];

    public List<RegisteredAction<PodTemplateAnalysisContext>> PodTemplates { get; } = [];

    public List<RegisteredAction<ManifestSetAnalysisContext>> ManifestSets { get; } = [];

    public ActionsByKind<SuppressionAnalysisContext> Suppressions { get; } = new();
}

/// <summary>Actions by kind: that of an error, a misfit or a fault, as the number that it has in its enumeration.</summary>
internal sealed class ActionsByKind<TContext>
{
    private List<RegisteredAction<TContext>>?[] _actions = [];

    public bool IsEmpty => _actions.Length == 0;

    public void Add(int kind, RegisteredAction<TContext> action)
    {
        if (kind >= _actions.Length)
            Array.Resize(ref _actions, kind + 1);
        (_actions[kind] ??= []).Add(action);
    }

    public List<RegisteredAction<TContext>> For(int kind) => (uint)kind < (uint)_actions.Length ? _actions[kind] ?? [] : [];
}

/// <summary>Actions by the kind of object.</summary>
internal sealed class ObjectActions
{
    private static readonly List<RegisteredAction<ManifestAnalysisContext>> None = [];

    private readonly Dictionary<(string ApiVersion, string Kind), List<RegisteredAction<ManifestAnalysisContext>>> _actions = [];

    public void Add(string apiVersion, string kind, RegisteredAction<ManifestAnalysisContext> action)
    {
        if (!_actions.TryGetValue((apiVersion, kind), out var actions))
            _actions[(apiVersion, kind)] = actions = [];
        actions.Add(action);
    }

    public List<RegisteredAction<ManifestAnalysisContext>> For(string apiVersion, string kind) => _actions.TryGetValue((apiVersion, kind), out var actions) ? actions : None;
}
