using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Manifests;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2002: a Service forwards to a number that its pods do not declare, though they declare others.</summary>
/// <remarks>A number needs no declaration to work (kubernetes/api, core/v1, ContainerPort: "not specifying a port here does not prevent that port from being
/// exposed"), so this is a hint unless the whole Service looks wrong.</remarks>
public sealed class TargetPortNotExposed : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2002",
        title: "Service forwards to a port that no pod declares",
        messageFormat: "Service '{0}' forwards port {1} to {2}, which none of its pods declares",
        RuleCategories.Services,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "If nothing listens there, connections are refused.",
        helpLinkUri: RuleHelp.Uri("EKS2002"),
        customTags: "target-port-not-exposed");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var pods = context.Manifests.PodsSelectedBy(service);
        if (!pods.AreKnown || pods.Ports.Count == 0)
            return;
        foreach (var port in service.Spec.Ports)
        {
            if (!IsUndeclared(new TargetPort(port), pods))
                continue;
            Analyze(context, pods);
            return;
        }
    }

    private static bool IsUndeclared(TargetPort target, PodSelection pods) => target.Number is not null && !target.IsUnknown && !pods.DeclarePort(target.Text);

    private static void Analyze(ObjectAnalysisContext<Service> context, PodSelection pods)
    {
        var service = context.Object;
        var targets = service.Spec.Ports.AsEnumerable().Select(static port => new TargetPort(port)).ToArray();
        var undeclared = targets.Where(target => IsUndeclared(target, pods)).ToArray();

        // The ports to which no Service leads: what was meant is among them, or the author does not declare all ports.
        var free = pods.Ports.Where(port => !context.Manifests.IsTargeted(port.Pods, port.Port)).ToArray();
        foreach (var target in undeclared)
        {
            var near = Array.Find(free, port => NearestName.Distance(port.Port.ContainerPortField.ToString(), target.Text, 1) <= 1);
            var isLikely = near is not null || (undeclared.Length == targets.Length && targets.Length <= free.Length);
            var finding = context.Report(Rule, target.Node, service.Name, target.Port.Port.ToString(), target.Number)
                .AlsoAt(pods.PortsNode, $"they declare {string.Join(", ", pods.Ports.Select(static port => port.Port.ContainerPortField.ToString()).Distinct(StringComparer.Ordinal).Take(8))}");

            // A headless Service forwards nothing: clients take the pods' addresses and their own idea of the port.
            if (!isLikely || service.Spec.ClusterIP.Is("None"u8))
                finding.WithSeverity(DiagnosticSeverity.Info);
            if (free is [var only] && pods.Ports.Count == 1)
                Offer(finding, target, only.Port.ContainerPortField.ToString());
            else if (near is not null)
                finding.WithHint($"did you mean {near.Port.ContainerPortField}?");
        }
    }

    private static void Offer(DiagnosticBuilder finding, TargetPort target, string declared)
    {
        finding.WithHint($"did you mean {declared}?");
        if (target.IsWritten)
            finding.WithFix($"Forward to {declared}", FixSafety.Offer, YamlEdit.ReplaceSource(target.Node, declared));
        else
            finding.WithFix($"Forward to {declared}", FixSafety.Offer, YamlEdit.AddEntryAfter(target.Port.Port.Node, "targetPort", declared));
    }
}
