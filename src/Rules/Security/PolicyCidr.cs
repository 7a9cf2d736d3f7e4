using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Security;

/// <summary>EKS4008: a block of addresses or a range of ports in a NetworkPolicy that is refused.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/networking/validation/validation.go: ValidateIPBlock (an exception is a strict subset of the block) and
/// ValidateNetworkPolicyPort (endPort needs a port, as a number that is not larger).</remarks>
public sealed class PolicyCidr : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS4008",
        title: "A block of addresses or a range of ports that is refused",
        messageFormat: "NetworkPolicy '{0}': {1}",
        RuleCategories.Security,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the policy.",
        helpLinkUri: RuleHelp.Uri("EKS4008"),
        customTags: "policy-cidr");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<NetworkPolicy>(static context =>
    {
        foreach (var rule in Enum.GetValues<TrafficDirection>().SelectMany(direction => context.Object.Rules(direction)))
        {
            foreach (var peer in rule.Peers)
                AnalyzeBlock(context, peer.IpBlock);
            foreach (var port in rule.Ports)
                AnalyzeRange(context, port);
        }
    });

    /// <summary>Whether a misfit of the schema is a block of addresses that this rule judges.</summary>
    internal static bool Judges(ManifestObject manifest, Misfit misfit) =>
        manifest is { ApiVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy" } && misfit.Owner?.Name == "IPBlock";

    private static void AnalyzeBlock(ObjectAnalysisContext<NetworkPolicy> context, IPBlock block)
    {
        if (block.Cidr.IsSet)
            AnalyzeForm(context, block.Cidr);
        foreach (var exception in block.Except)
        {
            AnalyzeForm(context, exception);
            if (!Cidr.TryParse(block.Cidr.Text, out var whole) || !Cidr.TryParse(exception.Text, out var part))
                continue;
            if (!whole.Contains(part))
                Report(context, exception, $"the exception '{exception}' is not inside the block {block.Cidr}").AlsoAt(block.Cidr.Node, "the block");
            else if (whole.PrefixLength == part.PrefixLength)
                Report(context, exception, $"the exception '{exception}' is the whole block {block.Cidr}").AlsoAt(block.Cidr.Node, "the block");
        }
    }

    private static void AnalyzeForm(ObjectAnalysisContext<NetworkPolicy> context, StringValue value)
    {
        if (value.IsUnknown || value.Node.Value.Kind != ScalarKind.String || ValueFormats.FindProblem(ValueFormat.Cidr, value.Text, out var correction) is not { } problem)
            return;
        var finding = Report(context, value, $"'{value}' for '{value.Node.Key ?? "except"}': {problem}");
        if (correction is not null)
            finding.WithSeverity(DiagnosticSeverity.Warning).WithFix($"Write {correction}", FixSafety.Safe, YamlEdit.ReplaceText(value.Node, correction));
        else if (IpAddress.TryParse(value.Text, out var address))
            finding.WithFix($"Write {address}/{address.BitLength}: this address alone", FixSafety.Offer, YamlEdit.ReplaceText(value.Node, $"{value.Text}/{address.BitLength}"));
    }

    private static void AnalyzeRange(ObjectAnalysisContext<NetworkPolicy> context, NetworkPolicyPort port)
    {
        var end = port.EndPort;
        if (end.Number is not { } last || port.Port.IsUnknown)
            return;
        if (!port.Port.IsSet)
            Report(context, end, $"endPort {last} has no 'port' from which the range begins");
        else if (port.Port.IsName)
            Report(context, end, $"endPort {last} makes a range of port '{port.Port}', which is a name").AlsoAt(port.Port.Node, "the port");
        else if (port.Port.Number > last)
            Report(context, end, $"endPort {last} is below port {port.Port}").AlsoAt(port.Port.Node, "the port");
    }

    private static DiagnosticBuilder Report<TView>(ObjectAnalysisContext<NetworkPolicy> context, TView value, string problem)
        where TView : struct, INodeView<TView> =>
        context.Report(Rule, value, context.Manifest.Name, problem);
}
