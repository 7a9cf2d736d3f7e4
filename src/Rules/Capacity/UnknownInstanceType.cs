using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model;
using EksLint.Model.Eksctl;
using EksLint.Model.Karpenter;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Capacity;

/// <summary>EKS7001: a node group or a NodePool names an instance type that does not exist, or that is too new to be known.</summary>
/// <remarks>Sources: Amazon EC2 user guide, "Instance type naming conventions"; aws/amazon-vpc-cni-k8s, pkg/vpc/vpc_ip_resource_limit.go;
/// aws/karpenter-provider-aws, pkg/providers/instancetype/zz_generated.vpclimits.go.</remarks>
public sealed class UnknownInstanceType : ManifestAnalyzer
{
    private const string InstanceTypeLabel = "node.kubernetes.io/instance-type";

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS7001",
        title: "Unknown instance type",
        messageFormat: "Instance type '{0}' {1}",
        RuleCategories.Capacity,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "EC2 refuses a type that it does not have; the pods that fit on a node of a type that ekslint does not know cannot be counted.",
        helpLinkUri: RuleHelp.Uri("EKS7001"),
        customTags: "unknown-instance-type");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterObjectAction<ClusterConfig>(Analyze);
        context.RegisterObjectAction<NodePool>(Analyze);
    }

    private static void Analyze(ObjectAnalysisContext<ClusterConfig> context)
    {
        foreach (var group in ClusterNodeGroup.Read(context.Object))
        {
            foreach (var type in group.InstanceTypes)
                Analyze(context, type);
        }
    }

    private static void Analyze(ObjectAnalysisContext<NodePool> context)
    {
        foreach (var requirement in context.Object.Spec.Template.Spec.Requirements)
        {
            if (!requirement.Key.Is(InstanceTypeLabel))
                continue;
            foreach (var type in requirement.Values)
                Analyze(context, type);
        }
    }

    private static void Analyze(ReportingContext context, StringValue type)
    {
        if (!type.IsSet || type.IsUnknown || InstanceTypes.Find(type.Text) is not null)
            return;
        if (!InstanceTypeName.LooksValid(type.Text))
        {
            context.Report(Rule, type, type.Text, "does not have the form of one, such as 'm5.large'").DidYouMean(type.Node, InstanceTypes.Names);
        }
        else if (!InstanceTypes.KnowsFamily(type.Text[..type.Text.IndexOf('.', StringComparison.Ordinal)]))
        {
            context.Report(Rule, type, type.Text, "is not known to ekslint, nor is any other of its family")
                .WithSeverity(DiagnosticSeverity.Warning)
                .DidYouMean(type.Node, InstanceTypes.Names);
        }
        else
        {
            // New sizes of a family come every month: nothing is offered in their place.
            context.Report(Rule, type, type.Text, "is not known to ekslint, others of its family are").WithSeverity(DiagnosticSeverity.Info);
        }
    }
}
