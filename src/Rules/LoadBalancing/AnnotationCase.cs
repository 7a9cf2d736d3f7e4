using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3002: the key of a load balancer annotation is right but for the case of its letters.</summary>
/// <remarks>The API server lowers the case of keys for its check only, and controllers look keys up exactly. Source: kubernetes/kubernetes,
/// staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, ValidateAnnotations; kubernetes-sigs/aws-load-balancer-controller,
/// pkg/annotations/parser.go.</remarks>
public sealed class AnnotationCase : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3002",
        title: "Load balancer annotation in the wrong case",
        messageFormat: "{0} has annotation '{1}', which is read only as '{2}'",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The annotation has no effect, and nothing says so: the load balancer gets the default.",
        helpLinkUri: RuleHelp.Uri("EKS3002"),
        customTags: "annotation-case");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterAnnotationsAction(Analyze);

    private static void Analyze(AnnotationsAnalysisContext context)
    {
        var annotations = context.Annotations;
        foreach (var annotation in annotations.Children)
        {
            if (LoadBalancerAnnotations.FindRightCase(annotation) is not { } right || context.IsOtherControllersIngress(context.Manifest))
                continue;
            var finding = context.Report(Rule, annotation.KeyLocation, annotation, context.Manifest, annotation.Key, right);
            if (annotations[right].Exists)
                finding.AlsoAt(annotations[right].KeyLocation, "which is set too");
            else
                finding.WithFix($"Rename the annotation to '{right}'", FixSafety.Safe, YamlEdit.RenameKey(annotation, right));
        }
    }
}
