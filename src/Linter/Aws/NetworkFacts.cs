namespace EksLint.Aws;

/// <summary>What the files of a run say of VPCs: from CloudFormation templates and from the output of the AWS CLI.</summary>
/// <param name="Subnets">The subnets, in the order of the files.</param>
public sealed record NetworkFacts(IReadOnlyList<Subnet> Subnets)
{
    /// <summary>Nothing is known.</summary>
    public static NetworkFacts None { get; } = new([]);
}
