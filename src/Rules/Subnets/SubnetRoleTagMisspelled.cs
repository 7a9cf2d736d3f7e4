using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Subnets;

/// <summary>EKS6008: a tag of a subnet looks like a role tag, but has another key.</summary>
/// <remarks>One pair of keys serves for ALB and NLB. Source: kubernetes-sigs/aws-load-balancer-controller, pkg/networking/subnet_resolver.go.</remarks>
public sealed class SubnetRoleTagMisspelled : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS6008",
        title: "Misspelt role tag of a subnet",
        messageFormat: "Subnet '{0}' has the tag '{1}', which no load balancer looks for; did you mean '{2}'?",
        RuleCategories.Subnets,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The key is compared exactly: a subnet with another one counts as untagged.",
        helpLinkUri: RuleHelp.Uri("EKS6008"),
        customTags: "role-tag-misspelled");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        foreach (var subnet in context.Network.Subnets)
        {
            foreach (var tag in subnet.Tags)
            {
                // Beside the right tag the wrong one does no harm: old tools may still want it.
                if (SubnetRoles.FindMeant(tag.Key) is not { } meant || subnet.Tags.Any(other => other.Key == meant))
                    continue;
                var finding = context.Report(Rule, tag.KeyNode, subnet.Name, tag.Key, meant);
                if (subnet.Source == SubnetSource.Snapshot)
                    finding.WithHelp(SubnetTagCommand.Create(meant, subnet));
                else if (tag.IsKeyWritten)
                    finding.WithFix($"Replace '{tag.Key}' with '{meant}'", FixSafety.Safe, YamlEdit.ReplaceText(tag.KeyNode, meant));
            }
        }
    }
}
