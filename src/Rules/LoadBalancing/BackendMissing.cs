using System.Collections.Immutable;
using System.Globalization;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.LoadBalancing;

/// <summary>EKS3302: an Ingress sends traffic to a Service that does not exist, or to a port that the Service does not have.</summary>
/// <remarks>Source: kubernetes-sigs/aws-load-balancer-controller, pkg/ingress/enhanced_backend_builder.go (a missing Service becomes a fixed response) and
/// pkg/k8s/service_utils.go (a port is looked up by number or name). Other controllers do the same, but ingress-nginx takes a target port too:
/// kubernetes/ingress-nginx, internal/ingress/controller/controller.go.</remarks>
public sealed class BackendMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS3302",
        title: "Ingress backend that does not exist",
        messageFormat: "Ingress '{0}' sends traffic to Service '{1}', which {2}",
        RuleCategories.LoadBalancing,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A missing Service is answered with 503; for a missing port the controller builds nothing for the Ingress and its whole group.",
        helpLinkUri: RuleHelp.Uri("EKS3302"),
        customTags: "backend-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Ingress>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Ingress> context)
    {
        if (context.Manifest.IsTransformed)
            return;
        Dictionary<string, DiagnosticBuilder>? missing = null;
        foreach (var backend in context.Object.Backends())
        {
            var service = backend.Service;
            var name = service.Name;
            var text = name.Text;
            if (text.Length == 0 || Placeholder.IsUnknown(text) || IsAction(context.Object, service.Port, text))
                continue;
            var services = context.Manifests.FindAllNearest("", Service.Kind, context.Manifest.Namespace, text, context.Manifest.Place);
            if (services.Count > 0)
                AnalyzePort(context, service.Port, services);
            else if (missing is not null && missing.TryGetValue(text, out var reported))
                reported.AlsoAt(name.Node, "here too");
            else if (context.Manifests.Lacks("", Service.Kind, text, context.Manifest))
                (missing ??= new(StringComparer.Ordinal))[text] = ReportService(context, name);
            else if (context.Manifests.FindLeftBehind("", Service.Kind, text, context.Manifest) is { } leftBehind)
                (missing ??= new(StringComparer.Ordinal))[text] = ReportService(context, name).WithSeverity(DiagnosticSeverity.Info).DidYouMean(name.Node, leftBehind);
        }
    }

    /// <summary>Whether a backend stands for an action that an annotation describes: a redirect, a fixed response, a weighted forward.</summary>
    private static bool IsAction(Ingress ingress, ServiceBackendPort port, string name) =>
        port.Name.Is("use-annotation"u8) || LoadBalancerAnnotations.HasAction(ingress.Metadata.Annotations, name);

    private static DiagnosticBuilder ReportService(ObjectAnalysisContext<Ingress> context, StringValue name)
    {
        var near = context.Manifests.FindNearName("", Service.Kind, name.Text, context.Manifest);
        return context.Report(Rule, name, context.Object.Name, name.Text, $"does not exist in namespace '{context.Manifest.Namespace}'")
            .WithSeverity(DiagnosticSeverity.Warning)
            .DidYouMean(name.Node, near is null ? [] : [near]);
    }

    /// <summary>Reports a port that none of the Services has which could be meant.</summary>
    private static void AnalyzePort(ObjectAnalysisContext<Ingress> context, ServiceBackendPort wanted, IReadOnlyList<ManifestObject> services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].IsTransformed || MayHavePort(context, Service.From(services[i]), wanted))
                return;
        }

        var reference = wanted.Name.IsSet ? wanted.Name.Node : wanted.Number.Node;
        if (!reference.IsNull && !wanted.Name.IsUnknown && (wanted.Name.IsSet || wanted.Number.Number is not null))
            ReportPort(context, wanted, reference, services);
    }

    private static void ReportPort(ObjectAnalysisContext<Ingress> context, ServiceBackendPort wanted, YamlNode reference, IReadOnlyList<ManifestObject> services)
    {
        var service = Service.From(services[0]);
        var finding = context.Report(Rule, reference, context.Object.Name, service.Name, $"has no port '{reference.Text}'")
            .AlsoAt(service.Spec.Ports.Node, "the ports that it has");
        if (FindLikeness(context, service, reference.Text) is { } near)
        {
            finding.WithHint($"'{reference.Text}' is the {near.Role} of its port '{near.Port.Port}'");
            OfferPort(finding, wanted, near.Port);
            return;
        }

        var names = service.Spec.Ports.AsEnumerable().Where(static port => port.Name.IsSet).Select(static port => port.Name.Text);
        if (service.Spec.Ports.Count == 1)
        {
            var only = service.Spec.Ports.AsEnumerable().First();
            finding.WithHint($"its only port is '{only.Port}'");
            OfferPort(finding, wanted, only);
        }
        else if (wanted.Name.IsSet)
        {
            finding.DidYouMean(reference, names);
        }
    }

    /// <summary>Whether a Service has a port, or may have it. Other controllers than the AWS ones may find it by its target port.</summary>
    private static bool MayHavePort(ObjectAnalysisContext<Ingress> context, Service service, ServiceBackendPort wanted)
    {
        var (spec, name) = (service.Spec, wanted.Name.Text);
        if (spec.Type.Is("ExternalName"u8) || !spec.Ports.IsSet)
            return true;
        foreach (var port in spec.Ports)
        {
            if (name.Length > 0 ? port.Name.Is(name) : port.Port.Number == wanted.Number.Number)
                return true;
            if (port.Port.Number is null || port.Name.IsUnknown || port.TargetPort.IsUnknown)
                return true;
            var text = name.Length > 0 ? name : wanted.Number.ToString();
            if ((port.TargetPort.ToString() == text || port.Port.ToString() == text) && !context.LoadBalancerOf(context.Object).IsApplicationLoadBalancer)
                return true;
        }

        return false;
    }

    /// <summary>The port of a Service to which one that it does not have belongs.</summary>
    private static InnerPort? FindLikeness(ObjectAnalysisContext<Ingress> context, Service service, string wanted)
    {
        foreach (var port in service.Spec.Ports)
        {
            if (port.Port.ToString() == wanted)
                return new InnerPort(port, "number, not the name,");
        }

        return InnerPort.Find(service, wanted, context.Manifests);
    }

    private static void OfferPort(DiagnosticBuilder finding, ServiceBackendPort reference, ServicePort port)
    {
        var number = port.Port.Number?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (!reference.Name.IsSet)
            finding.WithFix($"Use port {number}", FixSafety.Offer, YamlEdit.ReplaceSource(reference.Number.Node, number));
        else if (port.Name.IsSet)
            finding.WithFix($"Use port '{port.Name}'", FixSafety.Offer, YamlEdit.ReplaceText(reference.Name.Node, port.Name.Text));
        else
            finding.WithFix($"Use port {number}", FixSafety.Offer, YamlEdit.RenameKey(reference.Name.Node, "number"), YamlEdit.ReplaceSource(reference.Name.Node, number));
    }
}
