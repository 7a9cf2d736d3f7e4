using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1034: an image from a registry that Kubernetes has left.</summary>
/// <remarks>Kubernetes blog, "k8s.gcr.io Image Registry Will Be Frozen From the 3rd of April 2023" and "k8s.gcr.io Redirect to registry.k8s.io"; both serve the same
/// paths. kubernetes/k8s.io, registry.k8s.io.</remarks>
public sealed class RetiredRegistry : ManifestAnalyzer
{
    private const string Frozen = "k8s.gcr.io/";
    private const string Successor = "registry.k8s.io/";
    private static readonly string[] Older = ["gcr.io/google-containers/", "gcr.io/google_containers/"];

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1034",
        title: "The image comes from a retired registry",
        messageFormat: "The image of container '{0}' comes from {1}, which is retired{2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "No new versions appear there, and what is pulled through a redirection may stop any day.",
        helpLinkUri: RuleHelp.Uri("EKS1034"),
        customTags: "retired-registry");

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
            var image = container.Image;
            var text = image.Text;
            if (text.StartsWith(Frozen, StringComparison.Ordinal))
            {
                context.Report(Rule, image, container.Name.Text, Frozen.TrimEnd('/'), " and frozen since April 2023")
                    .WithFix($"Pull it from {Successor.TrimEnd('/')}", FixSafety.Safe, YamlEdit.ReplaceText(image.Node, Successor + text[Frozen.Length..]));
            }
            else if (FindOlder(text) is { } older)
            {
                context.Report(Rule, image, container.Name.Text, older.TrimEnd('/'), "").WithHint($"look for it at {Successor}{text[older.Length..]}");
            }
        }
    }

    private static string? FindOlder(string image)
    {
        foreach (var older in Older)
        {
            if (image.StartsWith(older, StringComparison.Ordinal))
                return older;
        }

        return null;
    }
}
