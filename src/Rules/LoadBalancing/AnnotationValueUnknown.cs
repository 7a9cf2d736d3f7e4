using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3010: an annotation that takes one of a few values has another.</summary>
/// <remarks>Source: kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_load_balancer.go, pkg/service/model_build_listener.go,
/// pkg/ingress/model_build_load_balancer.go, pkg/ingress/model_build_target_group.go, pkg/ingress/auth_config_builder.go.</remarks>
public sealed class AnnotationValueUnknown : ManifestAnalyzer
{
    private const string BackendProtocol = LoadBalancerAnnotations.Alb + "backend-protocol";
    private const string BackendProtocolVersion = LoadBalancerAnnotations.Alb + "backend-protocol-version";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3010",
        title: "Load balancer annotation with a value that it does not take",
        messageFormat: "{0} sets '{1}' to '{2}', which is none of {3}",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The controller refuses the value and leaves the load balancer as it is, or takes the default without a word.",
        helpLinkUri: RuleHelp.Uri("EKS3010"),
        customTags: "annotation-value-unknown");

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
        // Kustomize's replacements put the value in the place of any word.
        if (choices.Count == 0 || manifest.IsTransformed)
            return;
        foreach (var choice in choices)
        {
            // What differs in case or punctuation only is EKS3009's.
            var value = choice.Value.Text;
            if (choice.RightSpelling is not null || AsksForClassicLoadBalancer(choice))
                continue;
            var finding = context.Report(Rule, choice.Value, manifest, choice.Annotation.Key, value, string.Join(", ", choice.Annotation.Values.Select(static allowed => $"'{allowed}'")));
            if (choice.TakenFor is { } other)
                finding.WithSeverity(DiagnosticSeverity.Warning).WithHint("it is taken for " + other);

            if (choice.Annotation.Key == BackendProtocol && value.Equals("GRPC", StringComparison.OrdinalIgnoreCase))
                OfferProtocolVersion(finding, choice.Value.Node, manifest.Root["metadata"u8]["annotations"u8]);
            else if (choice.Annotation.Key == LoadBalancerAnnotations.Type && value == "alb")
                finding.WithHint("an Application Load Balancer is made for an Ingress, not for a Service");
            else if (FindMeant(value, choice.Annotation) is { } meant)
                finding.WithHint($"did you mean '{meant}'?").WithFix($"Write '{meant}'", FixSafety.Offer, YamlEdit.ReplaceText(choice.Value.Node, meant));
        }
    }

    /// <summary>Any type but the known ones makes the in-tree controller build a Classic Load Balancer: these say that it is meant.</summary>
    private static bool AsksForClassicLoadBalancer(WrongChoice choice) =>
        choice.Annotation.Key == LoadBalancerAnnotations.Type && choice.Value.Text is "classic" or "clb" or "elb";

    private static void OfferProtocolVersion(DiagnosticBuilder finding, YamlNode protocol, YamlNode annotations)
    {
        finding.WithHint($"did you mean '{BackendProtocolVersion}'?");
        if (!annotations[BackendProtocolVersion].Exists)
        {
            finding.WithFix(
                $"Set '{BackendProtocolVersion}' to 'GRPC'",
                FixSafety.Offer,
                YamlEdit.RenameKey(protocol, BackendProtocolVersion),
                YamlEdit.ReplaceText(protocol, "GRPC"));
        }
    }

    /// <summary>The allowed value that people mean by another word, else the nearest.</summary>
    private static string? FindMeant(string value, LoadBalancerAnnotation annotation)
    {
        var word = value.ToLowerInvariant() switch
        {
            "public" or "external" or "internet" => "internet-facing",
            "private" => "internal",
            "pod" or "pods" or "pod-ip" => "ip",
            "node" or "nodes" or "nodeport" => "instance",
            "ipv6" or "dual" => "dualstack",
            "true" => "on",
            "false" => "off",
            _ => "",
        };
        return annotation.Values.Contains(word, StringComparer.Ordinal) ? word : NearestName.Find(value, annotation.Values);
    }
}
