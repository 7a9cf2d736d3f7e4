using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary>Where a rule says what it wants to look at.</summary>
public sealed partial class AnalysisContext
{
    private readonly ActionTable _actions;
    private readonly ManifestAnalyzer _analyzer;

    internal AnalysisContext(ActionTable actions, ManifestAnalyzer analyzer)
    {
        _actions = actions;
        _analyzer = analyzer;
    }

    /// <summary>Calls the action for each text that could not be read, of one kind of error.</summary>
    public void RegisterSyntaxErrorAction(SyntaxErrorKind kind, Action<SyntaxErrorAnalysisContext> action) =>
        _actions.SyntaxErrors.Add((int)kind, new(_analyzer, action));

    /// <summary>Calls the action for each document, manifest or not.</summary>
    public void RegisterDocumentAction(Action<DocumentAnalysisContext> action) =>
        _actions.Documents.Add(new(_analyzer, action));

    /// <summary>Calls the action for each node that is not what the tables say, of one kind of misfit.</summary>
    public void RegisterMisfitAction(MisfitKind kind, Action<MisfitAnalysisContext> action) =>
        _actions.Misfits.Add((int)kind, new(_analyzer, action));

    /// <summary>Calls the action for each object, whatever its kind.</summary>
    public void RegisterManifestAction(Action<ManifestAnalysisContext> action) =>
        _actions.Manifests.Add(new(_analyzer, action));

    /// <summary>Calls the action for each object of a kind in the version that the view describes.</summary>
    public void RegisterObjectAction<T>(Action<ObjectAnalysisContext<T>> action)
        where T : struct, IKindView<T> =>
        _actions.Objects.Add(T.ApiVersion, T.Kind, new(_analyzer, context => action(context.As<T>())));

    /// <summary>Calls the action for each pod and each template of pods.</summary>
    public void RegisterPodTemplateAction(Action<PodTemplateAnalysisContext> action) =>
        _actions.PodTemplates.Add(new(_analyzer, action));

    /// <summary>Calls the action for the annotations of each object that has any, and for those of each template of pods.</summary>
    public void RegisterAnnotationsAction(Action<AnnotationsAnalysisContext> action) =>
        _actions.Annotations.Add(new(_analyzer, action));

    /// <summary>Calls the action once a run, with all objects at hand.</summary>
    public void RegisterManifestSetAction(Action<ManifestSetAnalysisContext> action) =>
        _actions.ManifestSets.Add(new(_analyzer, action));

    /// <summary>Calls the action for each comment or annotation that is meant to silence findings and has one kind of fault.</summary>
    public void RegisterSuppressionFaultAction(SuppressionFaultKind kind, Action<SuppressionAnalysisContext> action) =>
        _actions.Suppressions.Add((int)kind, new(_analyzer, action));
}
