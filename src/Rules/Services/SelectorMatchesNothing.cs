using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2001: a Service whose selector matches no pod.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/endpointslice/reconciler.go: endpoints are the ready pods of the Service's own namespace that carry
/// every label of the selector.</remarks>
public sealed class SelectorMatchesNothing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2001",
        title: "The selector of a Service matches no pod",
        messageFormat: "Service '{0}' selects {1}, which no pod in namespace '{2}' carries",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The Service gets no endpoints; connections are refused or time out.",
        helpLinkUri: RuleHelp.Uri("EKS2001"),
        customTags: "selector-matches-nothing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (context.Manifests.PodsSelectedBy(service).Pods.Count > 0 || service.Spec.Type.Is("ExternalName"u8))
            return;
        var selector = Selector.From(service.Spec.Selector);
        var podNamespace = context.Manifest.Namespace;
        if (selector.IsEmpty || context.Manifests.IsTooBroad(selector, podNamespace))
            return;
        if (!context.Manifests.KnowsPodsNear(context.Manifest))
        {
            // The pods of a namespace of which the set holds none may come from anywhere.
            if (context.Manifests.FindLeftBehind(selector, context.Manifest) is { } leftBehind)
                context.Report(Rule, selector.Node, service.Name, selector.Key, podNamespace).WithSeverity(DiagnosticSeverity.Info).DidYouMean(leftBehind);
            return;
        }

        var miss = context.Manifests.FindNearMiss(selector, context.Manifest);
        var finding = context.Report(Rule, miss?.Requirement?.Node ?? selector.Node, service.Name, selector.Key, podNamespace);
        if (miss is null)
        {
            if (!context.Manifests.HasOwnPods(context.Manifest, selector))
                finding.WithSeverity(DiagnosticSeverity.Info);
            return;
        }

        finding.WithHint(miss.Hint).AlsoAt(miss.Place, "the labels of these pods");
        if (miss.Value is { } value)
            finding.WithFix($"Select '{value}'", FixSafety.Offer, YamlEdit.ReplaceText(miss.Requirement!.Node, value));
    }
}
