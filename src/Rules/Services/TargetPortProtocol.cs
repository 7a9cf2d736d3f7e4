using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2005: a Service forwards to a port that its pods declare for another protocol.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/endpointslice/util/controller_utils.go, FindPort: a name counts only with the Service port's protocol; a
/// number is forwarded with it.</remarks>
public sealed class TargetPortProtocol : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2005",
        title: "Service forwards to a port that its pods declare for another protocol",
        messageFormat: "Service '{0}' forwards {1} to port {2}, which its pods declare for {3}",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The traffic reaches a port on which nothing listens for this protocol.",
        helpLinkUri: RuleHelp.Uri("EKS2005"),
        customTags: "target-port-protocol");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (!pods.AreKnown)
            return;

        foreach (var port in service.Spec.Ports)
        {
            var target = new TargetPort(port);
            if (target.IsUnknown)
                continue;
            var (text, protocol) = (target.Text, target.Protocol);
            if (!pods.DeclarePort(text, protocol) && pods.DeclarePort(text) && !Placeholder.IsUnknown(protocol))
                Analyze(context, target, text, pods);
        }
    }

    private static void Analyze(ObjectAnalysisContext<Service> context, TargetPort target, string text, PodSelection pods)
    {
        // DNS and others listen on one number for both protocols and often declare it once.
        var (service, port) = (context.Object, target.Port);
        if (service.Spec.Ports.AsEnumerable().Any(other => new TargetPort(other) is var twin && twin.Text == text && twin.Protocol != target.Protocol))
            return;

        var declared = pods.Ports.First(declaration => target.Reaches(declaration));
        context.Report(Rule, port.Protocol.IsSet ? port.Protocol.Node : target.Node, service.Name, target.Protocol, text, declared.Protocol)
            .AlsoAt(declared.Port.Protocol.IsSet ? declared.Port.Protocol.Node : declared.Port.Node, "declared here")
            .WithFix(
                $"Write 'protocol: {declared.Protocol}'",
                FixSafety.Offer,
                port.Protocol.IsSet ? YamlEdit.ReplaceText(port.Protocol.Node, declared.Protocol) : YamlEdit.AddEntryAfter(port.Port.Node, "protocol", declared.Protocol));
    }
}
