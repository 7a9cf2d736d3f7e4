using System.Collections.Immutable;
using EksLint.Analysis;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1020: pods that run as a ServiceAccount that does not exist.</summary>
/// <remarks>kubernetes/kubernetes, plugin/pkg/admission/serviceaccount/admission.go: a pod whose ServiceAccount is not found is forbidden. The deprecated
/// serviceAccount counts where serviceAccountName is not given: pkg/apis/core/v1/conversion.go.</remarks>
public sealed class ServiceAccountMissing : ManifestAnalyzer
{
    private const string Kind = "ServiceAccount";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1020",
        title: "A ServiceAccount that does not exist",
        messageFormat: "The pods of {0} run as ServiceAccount '{1}', which no manifest makes in namespace '{2}'",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "No pod is created: the workload shows FailedCreate with \"serviceaccount not found\".",
        helpLinkUri: RuleHelp.Uri("EKS1020"),
        customTags: "service-account-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var (owner, spec) = (context.Pods.Owner, context.Pods.Spec);
        var stated = spec.ServiceAccountName;
        var name = stated.Text.Length > 0 ? stated : spec.ServiceAccount;
        var text = name.Text;
        if (text.Length > 0 && context.Manifests.Lacks("", Kind, text, owner))
        {
            context.Report(Rule, name, owner.ToString(), text, owner.Namespace)
                .DidYouMean(name.Node, context.Manifests.FindNearObject("", Kind, text, owner));
        }
    }
}
