using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1031: an environment variable twice in one container.</summary>
/// <remarks>kubernetes/kubernetes, pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables (the last one wins, and may refer to the one before); pkg/api/pod/warnings.go
/// warns of it ("hides previous definition").</remarks>
public sealed class EnvDuplicate : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1031",
        title: "An environment variable is stated twice",
        messageFormat: "Variable '{0}' is stated twice in container '{1}'; {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The last value counts; kubectl apply and server-side apply trip over the two.",
        helpLinkUri: RuleHelp.Uri("EKS1031"),
        customTags: "env-duplicate");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        if (context.Pods.Owner.IsTransformed)
            return;
        foreach (var container in context.Pods.AllContainers)
        {
            var variables = container.Env;
            if (variables.Count > 1)
                Check(context, container, variables);
        }
    }

    private static void Check(PodTemplateAnalysisContext context, Container container, ListValue<EnvVar> variables)
    {
        var known = new Dictionary<string, EnvVar>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            var name = variable.Name;
            if (!name.IsSet || name.IsUnknown || known.TryAdd(name.Text, variable))
                continue;

            // PATH: "$(PATH):/more" goes on from the first.
            if (!variable.Value.Text.Contains($"$({name.Text})", StringComparison.Ordinal))
                Report(context, container, known[name.Text], variable);
            known[name.Text] = variable;
        }
    }

    private static void Report(PodTemplateAnalysisContext context, Container container, EnvVar first, EnvVar second)
    {
        var isSame = first.Value.IsSet && first.Value.Text == second.Value.Text;
        var finding = context.Report(Rule, second.Name, second.Name.Text, container.Name.Text, isSame ? "both times with the same value" : "this one counts").AlsoAt(first.Name.Node, "the first one");
        if (isSame)
            finding.WithSeverity(DiagnosticSeverity.Info);
    }
}
