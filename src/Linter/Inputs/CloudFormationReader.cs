using EksLint.Aws;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Reads the subnets of a CloudFormation template.</summary>
/// <remarks>AWS CloudFormation template reference: AWS::EC2::Subnet, AWS::EC2::Route, AWS::EC2::SubnetRouteTableAssociation, AWS::EC2::InternetGateway,
/// AWS::EC2::VPC. A subnet is public when a route of its table goes to an internet gateway: the load balancer controller looks at that too
/// (kubernetes-sigs/aws-load-balancer-controller, pkg/networking/subnet_resolver.go).</remarks>
internal sealed class CloudFormationReader
{
    private readonly CloudFormationEvaluator _evaluator;
    private readonly RouteFacts _routes;
    private readonly bool _isWhole;

    public CloudFormationReader(YamlNode template)
    {
        _evaluator = new CloudFormationEvaluator(template);
        _routes = new RouteFacts(_evaluator);
        var subnets = new List<Subnet>();
        foreach (var (logicalId, resource) in _evaluator.Resources)
        {
            if (resource["Type"u8].TextEquals("AWS::EC2::Subnet"u8))
                subnets.Add(ReadSubnet(logicalId, resource));
        }

        Subnets = subnets;
        // A subnet whose VPC is not known may lie in any.
        _isWhole = !HasUnseenResources(template) && subnets.TrueForAll(static subnet => subnet.Vpc is not null);
    }

    /// <summary>The subnets, in the order of the template.</summary>
    public IReadOnlyList<Subnet> Subnets { get; }

    /// <summary>The VPCs of the subnets. The subnets of a VPC that the template creates are all there are; one that is handed in may have others.</summary>
    public IEnumerable<Vpc> Vpcs =>
        Subnets.Where(static subnet => subnet.Vpc is not null)
            .GroupBy(static subnet => subnet.Vpc!, StringComparer.Ordinal)
            .Select(group => new Vpc(group.Key, [.. group], _isWhole && IsVpcOfTemplate(group.Key)));

    /// <summary>Whether a document is a template: it has resources and says so, or they have types of AWS.</summary>
    public static bool IsTemplate(YamlNode root)
    {
        if (root["Resources"u8] is not { IsMapping: true } resources)
            return false;
        if (root["AWSTemplateFormatVersion"u8].Exists)
            return true;
        foreach (var resource in resources.Children)
        {
            if (resource["Type"u8].Text.StartsWith("AWS::", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private bool IsVpcOfTemplate(string vpc) => _evaluator.Resources.TryGetValue(vpc, out var resource) && resource["Type"u8].TextEquals("AWS::EC2::VPC"u8);

    /// <summary>Whether resources come from elsewhere: nested stacks, macros, included snippets, loops.</summary>
    private bool HasUnseenResources(YamlNode template)
    {
        if (template["Transform"u8] is { Exists: true } transform && !transform.Text.StartsWith("AWS::Serverless", StringComparison.Ordinal))
            return true;
        foreach (var (logicalId, resource) in _evaluator.Resources)
        {
            if (logicalId.StartsWith("Fn::", StringComparison.Ordinal) || resource["Type"u8].TextEquals("AWS::CloudFormation::Stack"u8))
                return true;
        }

        return false;
    }

    private Subnet ReadSubnet(string logicalId, YamlNode resource)
    {
        var properties = resource["Properties"u8];
        var vpc = _evaluator.Evaluate(properties["VpcId"u8]);
        var tags = new List<SubnetTag>();
        var areComplete = ReadTags(properties["Tags"u8], tags);
        var map = properties["MapPublicIpOnLaunch"u8];
        var (isPublic, publicNode) = _routes.Find(logicalId);
        if (isPublic is null && !publicNode.Exists && bool.TryParse(_evaluator.Evaluate(map).Text, out var mapped))
            (isPublic, publicNode) = (mapped, map);
        return new Subnet(resource, logicalId, vpc.IsText || vpc.IsReference ? vpc.Text : null, tags, areComplete, isPublic)
        {
            Source = SubnetSource.Template,
            TagsNode = properties["Tags"u8],
            PublicNode = publicNode,
        };
    }

    /// <summary>Reads a list of tags.</summary>
    /// <returns>Whether these are all that could matter to the load balancer controller.</returns>
    private bool ReadTags(YamlNode list, List<SubnetTag> tags)
    {
        if (!_evaluator.TryChoose(list, out var chosen))
            return false;
        if (!chosen.IsSequence)
            return !chosen.Exists;
        var areComplete = true;
        foreach (var item in chosen.Children)
        {
            if (!_evaluator.TryChoose(item, out var tag))
                areComplete = false;
            else if (tag.Exists)
                areComplete &= ReadTag(tag, tags);
        }

        return areComplete;
    }

    private bool ReadTag(YamlNode tag, List<SubnetTag> tags)
    {
        var key = tag["Key"u8];
        var value = tag["Value"u8];
        var name = _evaluator.Evaluate(key);
        var isKnown = name.IsText;
        // !Sub kubernetes.io/cluster/${Cluster} is a cluster's tag, whatever the cluster.
        if (!isKnown && SubnetRoles.CouldBegin(_evaluator.KnownPrefix(key)))
            return false;
        var text = _evaluator.Evaluate(value);
        tags.Add(new SubnetTag(isKnown ? name.Text : key.Text, text.IsText ? text.Text : null, key, value));
        return true;
    }

    /// <summary>What the template says of routes.</summary>
    private sealed class RouteFacts
    {
        private readonly CloudFormationEvaluator _evaluator;
        private readonly Dictionary<string, YamlNode> _tableOfSubnet = new(StringComparer.Ordinal);
        private readonly Dictionary<string, TableFacts> _tables = new(StringComparer.Ordinal);
        private bool _hasRouteOfUnknownTable;

        public RouteFacts(CloudFormationEvaluator evaluator)
        {
            _evaluator = evaluator;
            foreach (var (_, resource) in evaluator.Resources)
            {
                var type = resource["Type"u8];
                var properties = resource["Properties"u8];
                if (type.TextEquals("AWS::EC2::Route"u8))
                    AddRoute(properties);
                else if (type.TextEquals("AWS::EC2::SubnetRouteTableAssociation"u8) && evaluator.Evaluate(properties["SubnetId"u8]).Identity is { } subnet)
                    _tableOfSubnet.TryAdd(subnet, properties["RouteTableId"u8]);
            }
        }

        /// <summary>Whether a subnet's table leads to an internet gateway, and the node that says so. No node at all means that no route is known.</summary>
        public (bool? IsPublic, YamlNode Node) Find(string logicalId)
        {
            if (!_tableOfSubnet.TryGetValue(TemplateValue.OfReference(logicalId).Identity!, out var association))
                return default;
            var table = _evaluator.Evaluate(association);
            if (table.Identity is not { } identity)
                return (null, association);
            if (!_tables.TryGetValue(identity, out var routes))
                return _hasRouteOfUnknownTable ? (null, association) : default;
            if (routes.InternetRoute.Exists)
                return (true, routes.InternetRoute);
            // A table that is handed in has other routes than those that the template adds.
            var isKnown = !routes.HasUnknownGateway && !_hasRouteOfUnknownTable && table.IsReference && _evaluator.Resources.ContainsKey(table.Text);
            return (isKnown ? false : null, association);
        }

        private void AddRoute(YamlNode properties)
        {
            if (_evaluator.Evaluate(properties["RouteTableId"u8]).Identity is not { } identity)
            {
                _hasRouteOfUnknownTable = true;
                return;
            }

            if (!_tables.TryGetValue(identity, out var table))
                _tables[identity] = table = new TableFacts();
            var node = properties["GatewayId"u8];
            switch (IsInternetGateway(_evaluator.Evaluate(node)))
            {
                case true when !table.InternetRoute.Exists:
                    table.InternetRoute = node;
                    break;
                case null:
                    table.HasUnknownGateway = true;
                    break;
            }
        }

        private bool? IsInternetGateway(TemplateValue gateway) => gateway.Kind switch
        {
            TemplateValueKind.Absent => false,
            TemplateValueKind.Text when gateway.Text.StartsWith("igw-", StringComparison.Ordinal) => true,
            TemplateValueKind.Text when gateway.Text.StartsWith("vgw-", StringComparison.Ordinal) => false,
            TemplateValueKind.Reference when _evaluator.Resources.TryGetValue(gateway.Text, out var resource) => resource["Type"u8].TextEquals("AWS::EC2::InternetGateway"u8),
            _ => null,
        };

        private sealed class TableFacts
        {
            public YamlNode InternetRoute { get; set; }

            public bool HasUnknownGateway { get; set; }
        }
    }
}
