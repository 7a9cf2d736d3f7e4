using System.Collections.Immutable;

namespace EksLint.Analysis;

/// <summary>The categories of rules: the folders under src/Rules. Their id ranges stand in DiagnosticCategoryAndIdRanges.txt.</summary>
public static class RuleCategories
{
    /// <summary>EKS00xx: engine, YAML, suppressions, configuration.</summary>
    public const string Syntax = "Syntax";

    /// <summary>EKS01xx: structure, formats, API versions, names.</summary>
    public const string Schema = "Schema";

    /// <summary>EKS1xxx: selectors and labels, containers, probes, references to other objects.</summary>
    public const string Workloads = "Workloads";

    /// <summary>EKS2xxx: selectors, ports, target ports, node ports, types, DNS names.</summary>
    public const string Services = "Services";

    /// <summary>EKS3xxx: NLB and ALB.</summary>
    public const string LoadBalancing = "LoadBalancing";

    /// <summary>EKS4xxx: network policies, security groups for pods, public exposure.</summary>
    public const string Security = "Security";

    /// <summary>EKS5xxx: eksctl's ClusterConfig.</summary>
    public const string Cluster = "Cluster";

    /// <summary>EKS6xxx: VPC and subnets.</summary>
    public const string Subnets = "Subnets";

    /// <summary>EKS7xxx: pod density, instance limits, VPC CNI modes, addresses.</summary>
    public const string Capacity = "Capacity";

    /// <summary>Every category in the order of the ids.</summary>
    public static ImmutableArray<string> All { get; } = [Syntax, Schema, Workloads, Services, LoadBalancing, Security, Cluster, Subnets, Capacity];
}
