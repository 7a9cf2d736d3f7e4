using EksLint.Aws;

namespace EksLint.Rules.Subnets;

/// <summary>The commands that mend the tags of subnets which a snapshot shows: to change the snapshot would only hide them.</summary>
internal static class SubnetTagCommand
{
    /// <summary>The command that gives subnets a role tag, or another value to one that they have.</summary>
    public static string Create(string key, params IEnumerable<Subnet> subnets) =>
        $"aws ec2 create-tags --resources {string.Join(' ', subnets.Select(static subnet => subnet.Name))} --tags Key={key},Value={SubnetRoles.Value}";
}
