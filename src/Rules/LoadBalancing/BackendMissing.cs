using System.Collections.Immutable;
using System.Globalization;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
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
            var name = backend.Service.Name;
            if (!name.IsSet || name.IsUnknown || IsAction(context.Object, backend))
                continue;
            var services = context.Manifests.FindAllNearest("", Service.Kind, context.Manifest.Namespace, name.Text, context.Manifest.Place);
            if (services.Count > 0)
                AnalyzePort(context, backend.Service, services);
            else if (missing is not null && missing.TryGetValue(name.Text, out var reported))
                reported.AlsoAt(name.Node, "here too");
            else if (context.Manifests.Lacks("", Service.Kind, name.Text, context.Manifest))
                (missing ??= new(StringComparer.Ordinal))[name.Text] = ReportService(context, name);
            else if (context.Manifests.FindLeftBehind("", Service.Kind, name.Text, context.Manifest) is { } leftBehind)
                (missing ??= new(StringComparer.Ordinal))[name.Text] = ReportService(context, name).WithSeverity(DiagnosticSeverity.Info).DidYouMean(name.Node, leftBehind);
        }
    }

    /// <summary>Whether a backend stands for an action that an annotation describes: a redirect, a fixed response, a weighted forward.</summary>
    private static bool IsAction(Ingress ingress, IngressBackend backend) =>
        backend.Service.Port.Name.Is("use-annotation")
        || ingress.Metadata.Annotations[LoadBalancerAnnotations.Alb + "actions." + backend.Service.Name.Text].Node.Exists;

    private static DiagnosticBuilder ReportService(ObjectAnalysisContext<Ingress> context, StringValue name)
    {
        var others = context.Manifests.FindAll("", Service.Kind, context.Manifest.Namespace).Select(static service => service.Name);
        return context.Report(Rule, name, context.Object.Name, name.Text, $"does not exist in namespace '{context.Manifest.Namespace}'")
            .WithSeverity(DiagnosticSeverity.Warning)
            .DidYouMean(name.Node, others);
    }

    /// <summary>Reports a port that none of the Services has which could be meant.</summary>
    private static void AnalyzePort(ObjectAnalysisContext<Ingress> context, IngressServiceBackend backend, IReadOnlyList<ManifestObject> services)
    {
        var reference = backend.Port.Name.IsSet ? backend.Port.Name.Node : backend.Port.Number.Node;
        var isAlb = context.LoadBalancerOf(context.Object).IsApplicationLoadBalancer;
        if (reference.IsNull || backend.Port.Name.IsUnknown || (!backend.Port.Name.IsSet && backend.Port.Number.Number is null))
            return;
        foreach (var candidate in services)
        {
            if (candidate.IsTransformed || MayHavePort(Service.From(candidate), backend.Port, isAlb))
                return;
        }

        var service = Service.From(services[0]);
        var finding = context.Report(Rule, reference, context.Object.Name, service.Name, $"has no port '{reference.Text}'")
            .AlsoAt(service.Spec.Ports.Node, "the ports that it has");
        if (FindLikeness(context, service, reference.Text) is { } near)
        {
            finding.WithHint($"'{reference.Text}' is the {near.Role} of its port '{near.Port.Port}'");
            OfferPort(finding, backend.Port, near.Port);
            return;
        }

        var names = service.Spec.Ports.AsEnumerable().Where(static port => port.Name.IsSet).Select(static port => port.Name.Text);
        if (service.Spec.Ports.Count == 1)
        {
            var only = service.Spec.Ports.AsEnumerable().First();
            finding.WithHint($"its only port is '{only.Port}'");
            OfferPort(finding, backend.Port, only);
        }
        else if (backend.Port.Name.IsSet)
        {
            finding.DidYouMean(reference, names);
        }
    }

    /// <summary>Whether a Service has a port, or may have it. Other controllers than the AWS ones may find it by its target port.</summary>
    private static bool MayHavePort(Service service, ServiceBackendPort wanted, bool isAlb)
    {
        if (service.Spec.Type.Is("ExternalName") || !service.Spec.Ports.IsSet)
            return true;
        foreach (var port in service.Spec.Ports)
        {
            if (port.Port.Number is null || port.Name.IsUnknown || port.TargetPort.IsUnknown)
                return true;
            if (wanted.Name.IsSet ? port.Name.Is(wanted.Name.Text) : port.Port.Number == wanted.Number.Number)
                return true;
            var text = wanted.Name.IsSet ? wanted.Name.Text : wanted.Number.ToString();
            if (!isAlb && (port.TargetPort.ToString() == text || port.Port.ToString() == text))
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
