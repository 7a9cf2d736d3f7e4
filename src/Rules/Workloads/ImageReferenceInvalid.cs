using System.Buffers;
using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1035: an image whose name no container runtime accepts.</summary>
/// <remarks>distribution/reference, which the kubelet reads images with: kubernetes/kubernetes, pkg/util/parsers/parsers.go, ParseImageName. Amazon ECR user guide,
/// "Amazon ECR private registry".</remarks>
public sealed class ImageReferenceInvalid : ManifestAnalyzer
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("/:@.-");
    private static readonly SearchValues<char> TemplateMarks = SearchValues.Create("%#[]{}<>$!*");

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1035",
        title: "The image is no valid reference",
        messageFormat: "The image of container '{0}' is no valid reference: {1} {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The kubelet refuses to pull it: the pod stays in InvalidImageName, or in ImagePullBackOff.",
        helpLinkUri: RuleHelp.Uri("EKS1035"),
        customTags: "image-reference-invalid");

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
            if (text.Length == 0 || image.Node.Value.Kind != ScalarKind.String || IsFilledInLater(text))
                continue;
            if (ImageReference.Problem(text) is { } problem)
                context.Report(Rule, image, container.Name.Text, $"'{text}'", problem);
            else if (MayBeOfEcr(text) && ImageReference.TryParse(text, out var reference) && reference.Registry is { } registry && EcrHost.Problem(registry) is { } registryProblem)
                context.Report(Rule, image, container.Name.Text, $"the registry '{registry}'", registryProblem);
        }
    }

    /// <summary>What tools write over: a word in capitals (<c>IMAGE</c>, <c>ACCOUNT_ID</c>), marks of templates, the import path of ko.</summary>
    private static bool IsFilledInLater(string image) =>
        image.AsSpan().ContainsAny(TemplateMarks)
        || image.Contains("@@", StringComparison.Ordinal)
        || image.StartsWith("ko://", StringComparison.Ordinal)
        || (image.AsSpan().ContainsAnyInRange('A', 'Z') && HoldsCapitals(image));

    private static bool HoldsCapitals(ReadOnlySpan<char> image)
    {
        foreach (var part in image.SplitAny(Separators))
        {
            if (image[part].ContainsAnyInRange('A', 'Z') && !image[part].ContainsAnyInRange('a', 'z'))
                return true;
        }

        return false;
    }

    private static bool MayBeOfEcr(string image) => image.Contains(".amazon", StringComparison.Ordinal);
}
