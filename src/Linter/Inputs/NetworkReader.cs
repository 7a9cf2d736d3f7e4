using EksLint.Aws;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Finds VPC facts in CloudFormation templates and in the output of the AWS CLI.</summary>
internal static class NetworkReader
{
    /// <summary>Whether documents may say anything of subnets. Of those that were just read that costs next to nothing.</summary>
    public static bool MaySayAnything(IReadOnlyList<YamlDocument> documents)
    {
        foreach (var document in documents)
        {
            // What has an outline is a manifest, of which nothing else needs to be read.
            if (document.Outline is null && (document.Root.IsSequence || document.Root["Resources"u8].Exists || document.Root["Subnets"u8].Exists))
                return true;
        }

        return false;
    }

    /// <summary>Reads what the files say of subnets; other files say nothing.</summary>
    public static NetworkFacts Read(IEnumerable<ParsedFile> files)
    {
        var subnets = new List<Subnet>();
        var vpcs = new List<Vpc>();
        var snapshots = new SubnetSnapshotReader();
        foreach (var document in files.SelectMany(static file => file.Documents))
        {
            if (document.Outline is not null)
                continue;
            if (CloudFormationReader.IsTemplate(document.Root))
            {
                var template = new CloudFormationReader(document.Root);
                subnets.AddRange(template.Subnets);
                vpcs.AddRange(template.Vpcs);
            }
            else
            {
                snapshots.Read(document.Root);
            }
        }

        subnets.AddRange(snapshots.Subnets);
        vpcs.AddRange(snapshots.FindVpcs());
        return subnets.Count == 0 ? NetworkFacts.None : new NetworkFacts(subnets, vpcs);
    }
}
