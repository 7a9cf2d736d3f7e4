using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1021: a ServiceAccount whose eks.amazonaws.com/role-arn is no ARN of an IAM role.</summary>
/// <remarks>aws/amazon-eks-pod-identity-webhook, pkg/handler (the annotation goes into AWS_ROLE_ARN as it is); AWS STS API reference,
/// AssumeRoleWithWebIdentity; IAM user guide, "IAM identifiers". An account that an example leaves to fill in is not judged.</remarks>
public sealed class IrsaAnnotationInvalid : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1021",
        title: "The annotation names no IAM role",
        messageFormat: "'{0}' is no role for {1}: it {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The pods get no credentials: the exchange of their token fails with an error of validation or access.",
        helpLinkUri: RuleHelp.Uri("EKS1021"),
        customTags: "irsa-annotation-invalid");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<ServiceAccount>(Analyze);

    private static void Analyze(ObjectAnalysisContext<ServiceAccount> context)
    {
        var role = context.Object.Metadata.Annotations["eks.amazonaws.com/role-arn"];
        if (!context.Manifest.IsTransformed && role.IsSet && !role.IsUnknown && Problem(role.Text, context.Cluster) is { } problem)
            context.Report(Rule, role, role.Text, context.Manifest.ToString(), problem).WithHint("an IAM role is written arn:aws:iam::111122223333:role/NAME");
    }

    private static string? Problem(string text, ClusterFacts cluster)
    {
        if (!Arn.TryParse(text, out var arn))
            return text.Split(':') is ["arn", _, "iam", "", _, ['r', 'o', 'l', 'e', '/', _, ..]] ? null : Arn.Problem(text);
        if (arn.Service != "iam")
            return arn is { Service: "sts", Resource: var session } && session.StartsWith("assumed-role/", StringComparison.Ordinal) ? "is the session of a role, not the role" : $"belongs to the service '{arn.Service}', not to iam";
        if (arn.Region.Length > 0)
            return $"names the region '{arn.Region}', but IAM has none";
        if (!arn.Resource.StartsWith("role/", StringComparison.Ordinal))
            return $"names '{arn.Resource}', not a role";
        if (arn.Resource.EndsWith('/'))
            return "has no name after 'role/'";
        return PartitionOf(cluster) is { } partition && arn.Partition != partition ? $"is in the partition '{arn.Partition}', but the cluster is in '{partition}'" : null;
    }

    private static string? PartitionOf(ClusterFacts cluster)
    {
        if (cluster.Config?.Metadata.Region is not { IsSet: true, IsUnknown: false } region)
            return null;
        return region.Text.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
            : region.Text.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
            : region.Text.StartsWith("us-iso", StringComparison.Ordinal) || region.Text.StartsWith("eu-iso", StringComparison.Ordinal) || region.Text.StartsWith("eusc-", StringComparison.Ordinal) ? null
            : "aws";
    }
}
