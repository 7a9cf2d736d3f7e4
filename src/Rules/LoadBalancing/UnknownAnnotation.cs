using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3001: an annotation looks as if it configured a load balancer, but no controller reads its key.</summary>
/// <remarks>Controllers look keys up exactly and pass over all others. Source: kubernetes-sigs/aws-load-balancer-controller,
/// pkg/annotations/parser.go and pkg/annotations/constants.go.</remarks>
public sealed class UnknownAnnotation : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3001",
        title: "Load balancer annotation that no controller reads",
        messageFormat: "{0} has annotation '{1}', which no controller reads",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The annotation has no effect, and nothing says so: the load balancer gets the default.",
        helpLinkUri: RuleHelp.Uri("EKS3001"),
        customTags: "unknown-annotation");

    // Where the default of what was meant is a way in, or a way past encryption.
    private static readonly string[] SecurityWords = ["scheme", "internal", "source-ranges", "inbound-cidrs", "security-groups", "certificate", "ssl"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterAnnotationsAction(Analyze);

    private static void Analyze(AnnotationsAnalysisContext context)
    {
        foreach (var annotation in context.Annotations.Children)
        {
            if (LoadBalancerAnnotations.Find(annotation) is null && LoadBalancerAnnotations.IsControlled(annotation))
                Analyze(context, annotation);
        }
    }

    private static void Analyze(AnnotationsAnalysisContext context, YamlNode annotation)
    {
        var key = annotation.Key ?? "";

        // A key with the wrong case only is EKS3002's.
        if (Placeholder.IsUnknown(key) || LoadBalancerAnnotations.FindRightCase(key) is not null || context.IsOtherControllersIngress(context.Manifest))
            return;
        var finding = context.Report(Rule, annotation.KeyLocation, annotation, context.Manifest, key);
        var nearest = LoadBalancerAnnotations.FindNearest(key);
        if (nearest is not { } meant || !Array.Exists(SecurityWords, word => meant.Key.Contains(word, StringComparison.Ordinal)))
            finding.WithSeverity(DiagnosticSeverity.Warning);
        if (nearest is not { } right)
            return;
        finding.WithHint($"did you mean '{right.Key}'?");
        if (context.Annotations[right.Key] is { Exists: true } other)
            finding.AlsoAt(other.KeyLocation, "which is set too");
        else
            finding.WithFix($"Rename the annotation to '{right.Key}'", right.IsMisspelling ? FixSafety.Safe : FixSafety.Offer, YamlEdit.RenameKey(annotation, right.Key));
    }
}
