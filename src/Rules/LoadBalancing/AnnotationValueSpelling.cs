using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3009: an annotation has an allowed value, but for case or punctuation.</summary>
/// <remarks>Values are compared exactly. Source: kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_load_balancer.go,
/// pkg/ingress/model_build_load_balancer.go, pkg/ingress/model_build_target_group.go.</remarks>
public sealed class AnnotationValueSpelling : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3009",
        title: "Load balancer annotation with a value in the wrong case or punctuation",
        messageFormat: "{0} sets '{1}' to '{2}', which is understood only as '{3}'",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The controller refuses the value and leaves the load balancer as it is, or takes the default without a word.",
        helpLinkUri: RuleHelp.Uri("EKS3009"),
        customTags: "annotation-value-spelling");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<Service>(static context => Analyze(context, context.Manifest, context.LoadBalancerOf(context.Object).WrongChoices));
        context.RegisterObjectAction<Ingress>(static context => Analyze(context, context.Manifest, context.LoadBalancerOf(context.Object).WrongChoices));
    }

    private static void Analyze(ReportingContext context, ManifestObject manifest, IReadOnlyList<WrongChoice> choices)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = choices[i];
            if (choice.RightSpelling is not { } right)
                continue;
            var finding = context.Report(Rule, choice.Value, manifest, choice.Annotation.Key, choice.Value.Text, right)
                .WithFix($"Write '{right}'", FixSafety.Safe, YamlEdit.ReplaceText(choice.Value.Node, right));
            if (choice.TakenFor is { } other)
                finding.WithSeverity(DiagnosticSeverity.Warning).WithHint("it is taken for " + other);
        }
    }
}
