using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1023: pods take something from a ConfigMap or Secret that does not exist.</summary>
/// <remarks>kubernetes/kubernetes, pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables, and pkg/volume/configmap, secret and projected: what is not
/// optional is waited for. Credentials for a registry are left out: the kubelet pulls without them.</remarks>
public sealed class ConfigObjectMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1023",
        title: "A ConfigMap or Secret that does not exist",
        messageFormat: "{0} needs {1} '{2}', which no manifest makes in namespace '{3}'",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The container stays in CreateContainerConfigError, or with a volume the pod in ContainerCreating (FailedMount).",
        helpLinkUri: RuleHelp.Uri("EKS1023"),
        customTags: "config-object-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        var needed = context.Pods.References().Where(static reference => !reference.IsOptional && reference.Use != ConfigUse.ImagePull);
        foreach (var references in needed.GroupBy(static reference => (reference.Kind, reference.Name.Text)))
        {
            if (!context.Manifests.Lacks("", references.Key.Kind, references.Key.Text, owner))
                continue;
            var finding = Report(context, references.First());
            foreach (var reference in references.Skip(1))
                finding.AlsoAt(reference.Name.Node, "here too");
        }
    }

    private static DiagnosticBuilder Report(PodTemplateAnalysisContext context, ConfigReference reference)
    {
        var owner = context.Pods.Owner;
        var near = context.Manifests.FindNearObject("", reference.Kind, reference.Name.Text, owner);
        var finding = context.Report(Rule, reference.Name, owner.ToString(), reference.Kind, reference.Name.Text, owner.Namespace)
            .DidYouMean(reference.Name.Node, near);

        // Secrets are often kept out of the files, some of them or those of one namespace: only a name that is almost there is probably wrong.
        return reference.Kind == ConfigReferences.Secret && near is not { Elsewhere: null } ? finding.WithSeverity(DiagnosticSeverity.Info) : finding;
    }
}
