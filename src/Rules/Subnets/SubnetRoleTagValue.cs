using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Subnets;

/// <summary>EKS6003: a role tag of a subnet has a value that load balancers do not look for.</summary>
/// <remarks>The controller asks EC2 for subnets whose tag has exactly the value <c>1</c> or none. Source: kubernetes-sigs/aws-load-balancer-controller,
/// pkg/networking/subnet_resolver.go.</remarks>
public sealed class SubnetRoleTagValue : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS6003",
        title: "Role tag of a subnet with a value that load balancers do not look for",
        messageFormat: "Subnet '{0}' has the tag '{1}' with the value '{2}', but load balancers look for '1' or an empty value",
        RuleCategories.Subnets,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The filter compares the whole value: a subnet with another one counts as untagged.",
        helpLinkUri: RuleHelp.Uri("EKS6003"),
        customTags: "role-tag-value");

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
                if (!SubnetRoles.IsRole(tag.Key) || tag.Value is not { } value || SubnetRoles.IsAccepted(value))
                    continue;
                var finding = context.Report(Rule, tag.ValueNode, subnet.Name, tag.Key, value);
                if (subnet.Source == SubnetSource.Snapshot)
                    finding.WithHelp(SubnetTagCommand.Create(tag.Key, subnet));
                else if (tag.IsValueWritten)
                    finding.WithFix($"Replace '{value}' with '{SubnetRoles.Value}'", FixSafety.Safe, YamlEdit.ReplaceText(tag.ValueNode, SubnetRoles.Value));
            }
        }
    }
}
