using EksLint.Manifests;
using EksLint.Model;

namespace EksLint.Aws;

/// <summary>A VPC as far as files describe its subnets.</summary>
/// <param name="Name">Its id, or its logical id in a template.</param>
/// <param name="Subnets">The subnets, in the order of the files.</param>
/// <param name="IsComplete">Whether these can be taken for all subnets of the VPC, so that something may be said to be missing.</param>
public sealed record Vpc(string Name, IReadOnlyList<Subnet> Subnets, bool IsComplete);

/// <summary>What the files of a run say of VPCs: from CloudFormation templates and from the output of the AWS CLI.</summary>
public sealed class NetworkFacts
{
    private readonly DirectoryIndex<Vpc> _vpcs = new();

    /// <summary>Gathers what was read.</summary>
    /// <param name="subnets">The subnets, in the order of the files.</param>
    /// <param name="vpcs">The VPCs that they lie in, as far as these are known.</param>
    public NetworkFacts(IReadOnlyList<Subnet> subnets, IReadOnlyList<Vpc> vpcs)
    {
        ArgumentNullException.ThrowIfNull(vpcs);
        Subnets = subnets;
        Vpcs = vpcs;
        foreach (var vpc in vpcs)
        {
            foreach (var directory in vpc.Subnets.Select(static subnet => subnet.File.Directory).Distinct(StringComparer.Ordinal))
                _vpcs.Add(new Place(directory, Scope: null), vpc);
        }
    }

    /// <summary>Nothing is known.</summary>
    public static NetworkFacts None { get; } = new([], []);

    /// <summary>The subnets, in the order of the files.</summary>
    public IReadOnlyList<Subnet> Subnets { get; }

    /// <summary>The VPCs, in the order of the files.</summary>
    public IReadOnlyList<Vpc> Vpcs { get; }

    /// <summary>The VPC in which the load balancers of a place's cluster come to stand; null where it is unknown, or none of those that files describe.</summary>
    /// <remarks>eksctl creates a VPC unless the ClusterConfig names one by <c>vpc.id</c> or by the ids of its subnets (eksctl-io/eksctl,
    /// pkg/apis/eksctl.io/v1alpha5/vpc.go, HasAnySubnets and pkg/ctl/create/cluster.go), and tags the subnets of that VPC itself.</remarks>
    public Vpc? VpcOf(ClusterFacts cluster, Place place)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (Vpcs.Count == 0 || cluster.IsAmbiguous || cluster.CreatesVpc)
            return null;
        if (cluster.Config?.Vpc.Id is { IsSet: true, IsUnknown: false } id && Vpcs.FirstOrDefault(vpc => vpc.Name == id.Text) is { } named)
            return named;
        return _vpcs.FindNearest(place) is [var nearest] ? nearest : null;
    }
}
