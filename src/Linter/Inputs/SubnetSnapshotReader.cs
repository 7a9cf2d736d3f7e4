using EksLint.Aws;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Gathers subnets from the output of <c>aws ec2 describe-subnets</c>, as JSON or YAML.</summary>
/// <remarks>Amazon EC2 API reference, DescribeSubnets and Subnet. The CLI leaves out what the API leaves out: a subnet without tags has no list of them.</remarks>
internal sealed class SubnetSnapshotReader
{
    private readonly List<Subnet> _subnets = [];

    /// <summary>The subnets so far.</summary>
    public IReadOnlyList<Subnet> Subnets => _subnets;

    /// <summary>Reads a document: one output, a list of outputs, or the list of subnets alone (<c>--query Subnets</c>).</summary>
    public void Read(YamlNode root)
    {
        if (root.IsMapping)
        {
            ReadSubnets(root["Subnets"u8]);
        }
        else if (root.IsSequence)
        {
            ReadSubnets(root);
            foreach (var output in root.Children)
                ReadSubnets(output["Subnets"u8]);
        }
    }

    /// <summary>The VPCs of the subnets.</summary>
    /// <remarks>An output that holds public and private subnets of a VPC is taken for all of them; one that was filtered would hold one kind, or those
    /// that somebody listed.</remarks>
    public IEnumerable<Vpc> FindVpcs() =>
        _subnets.Where(static subnet => subnet.Vpc is not null)
            .GroupBy(static subnet => subnet.Vpc!, StringComparer.Ordinal)
            .Select(static group => new Vpc(
                group.Key,
                [.. group],
                IsComplete: group.Any(static subnet => subnet.IsPublic == true) && group.Any(static subnet => subnet.IsPublic == false)));

    private void ReadSubnets(YamlNode list)
    {
        if (!list.IsSequence)
            return;
        foreach (var item in list.Children)
        {
            if (item["SubnetId"u8] is { IsScalar: true, Text.Length: > 0 } id)
                _subnets.Add(ReadSubnet(item, id));
        }
    }

    private static Subnet ReadSubnet(YamlNode item, YamlNode id)
    {
        var list = item["Tags"u8];
        var tags = new List<SubnetTag>();
        foreach (var tag in list.IsSequence ? list.Children : default)
        {
            if (tag["Key"u8] is { IsScalar: true } key)
                tags.Add(new SubnetTag(key.Text, tag["Value"u8].Text, key, tag["Value"u8]));
        }

        var map = item["MapPublicIpOnLaunch"u8];
        return new Subnet(
            item,
            id.Text,
            item["VpcId"u8] is { IsScalar: true, Text.Length: > 0 } vpc ? vpc.Text : null,
            tags,
            // Without a list, a record that has its state is whole; one that --query cut down may have lost the tags.
            AreTagsComplete: list.IsSequence || item["State"u8].Exists,
            IsPublic: map.Value is { Kind: ScalarKind.Boolean } value ? value.Boolean : null)
        {
            Source = SubnetSource.Snapshot,
            NameNode = id,
            TagsNode = list,
            PublicNode = map,
        };
    }
}
