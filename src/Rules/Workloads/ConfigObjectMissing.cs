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
        Dictionary<(string Kind, string Name), DiagnosticBuilder>? missing = null;
        foreach (var reference in context.Pods.References)
        {
            if (reference.IsOptional || reference.Use == ConfigUse.ImagePull)
                continue;
            if (missing?.GetValueOrDefault((reference.Kind, reference.Name.Text)) is { } known)
                known.AlsoAt(reference.Name.Node, "here too");
            else if (context.Manifests.Lacks("", reference.Kind, reference.Name.Text, context.Pods.Owner))
                (missing ??= [])[(reference.Kind, reference.Name.Text)] = Report(context, reference);
        }
    }

    private static DiagnosticBuilder Report(PodTemplateAnalysisContext context, ConfigReference reference)
    {
        var owner = context.Pods.Owner;
        var near = context.Manifests.FindNearObject("", reference.Kind, reference.Name.Text, owner);
        var finding = context.Report(Rule, reference.Name, owner.ToString(), reference.Kind, reference.Name.Text, owner.Namespace)
            .DidYouMean(reference.Name.Node, near);

        // Secrets are often kept out of the files, some of them or those of one namespace: only a name that is almost there is probably wrong.
        return reference.Kind == "Secret" && near is not { Elsewhere: null } ? finding.WithSeverity(DiagnosticSeverity.Info) : finding;
    }
}
