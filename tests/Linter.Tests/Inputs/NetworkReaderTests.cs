using EksLint.Aws;
using Xunit;

namespace EksLint.Tests.Inputs;

public sealed class NetworkReaderTests
{
    private const string Subnet = "Resources:\n  A:\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref Vpc\n";

    [Theory]
    [InlineData("1", "1")]
    [InlineData("\"1\"", "1")]
    [InlineData("'1 '", "1 ")]
    [InlineData("true", "true")]
    [InlineData("''", "")]
    [InlineData("!Ref One", "1")]
    [InlineData("{Ref: One}", "1")]
    [InlineData("!Ref WithoutDefault", null)]
    [InlineData("!Ref Stored", null)]
    [InlineData("!Ref AWS::Region", null)]
    [InlineData("!Sub '${One}'", "1")]
    [InlineData("!Sub 'x${!One}${One}'", "x${One}1")]
    [InlineData("!Sub '${WithoutDefault}'", null)]
    [InlineData("!Sub ['${A}-${One}', {A: !Ref One}]", "1-1")]
    [InlineData("{'Fn::Sub': '${One}'}", "1")]
    [InlineData("!Sub '${Unclosed'", "${Unclosed")]
    [InlineData("!Join ['-', [a, !Ref One, !Ref 'AWS::NoValue']]", "a-1")]
    [InlineData("!Select [1, !Ref List]", "b")]
    [InlineData("!Select [7, !Ref List]", null)]
    [InlineData("!Select ['0', !Split ['|', 'x|y']]", "x")]
    [InlineData("!FindInMap [M, k, v]", "1")]
    [InlineData("!FindInMap [M, !Ref One, v]", null)]
    [InlineData("!If [Yes, '1', '0']", "1")]
    [InlineData("!If [No, '1', '0']", "0")]
    [InlineData("!If [Both, '1', '0']", "0")]
    [InlineData("!If [Either, '1', '0']", "1")]
    [InlineData("!If [Open, '1', '0']", null)]
    [InlineData("!If [Circle, '1', '0']", null)]
    [InlineData("!ImportValue shared", null)]
    [InlineData("!GetAtt A.CidrBlock", null)]
    [InlineData("!Base64 x", null)]
    [InlineData("!Unknown x", null)]
    [InlineData("'{{resolve:ssm:tag}}'", null)]
    [InlineData("[1, 2]", null)]
    [InlineData("~", null)]
    public void Values_are_evaluated_as_far_as_the_template_tells(string source, string? value)
    {
        var subnet = Assert.Single(Read($$$"""
            Parameters:
              Vpc: {Type: AWS::EC2::VPC::Id}
              One: {Type: String, Default: 1}
              WithoutDefault: {Type: String}
              Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /tag/value}
              List: {Type: CommaDelimitedList, Default: 'a, b'}
            Mappings: {M: {k: {v: '1'} } }
            Conditions:
              Yes: !Equals [!Ref One, '1']
              No: !Not [!Condition Yes]
              Both: !And [!Condition Yes, !Condition No]
              Either: !Or [!Condition Open, {Condition: Yes}]
              Open: !Equals [!Ref WithoutDefault, '1']
              Circle: !Not [!Condition Circle]
            {{{Subnet}}}      Tags: [{Key: kubernetes.io/role/elb, Value: {{{source}}}}]
            """).Subnets);
        var tag = Assert.Single(subnet.Tags);
        Assert.Equal("kubernetes.io/role/elb", tag.Key);
        Assert.Equal(value, tag.Value);
        Assert.True(subnet.AreTagsComplete);
    }

    [Theory]
    [InlineData("[{Key: Name, Value: a}]", 1, true)]
    [InlineData("[{Key: !Sub 'kubernetes.io/cluster/${Vpc}', Value: shared}]", 1, true)]
    [InlineData("[{Key: !Join ['', [kubernetes.io/cluster/, !Ref Vpc]], Value: shared}]", 1, true)]
    [InlineData("[{Key: !Sub 'kubernetes.io/${Vpc}', Value: 1}]", 0, false)]
    [InlineData("[{Key: !Ref Vpc, Value: 1}]", 0, false)]
    [InlineData("[!If [Open, {Key: a, Value: b}, !Ref AWS::NoValue], {Key: c, Value: d}]", 1, false)]
    [InlineData("[!Ref AWS::NoValue]", 0, true)]
    [InlineData("!Ref Tags", 0, false)]
    [InlineData("!If [Open, [], []]", 0, false)]
    [InlineData("{'Fn::Transform': {Name: Tags}}", 0, false)]
    [InlineData("[]", 0, true)]
    [InlineData("text", 0, false)]
    public void A_list_with_an_unknown_part_is_not_complete(string source, int count, bool isComplete)
    {
        var subnet = Assert.Single(Read(Subnet + "      Tags: " + source + "\nConditions: {Open: !Equals [!Ref AWS::Region, us-east-1]}\nParameters: {Vpc: {Type: String}}\n").Subnets);
        Assert.Equal((count, isComplete), (subnet.Tags.Count, subnet.AreTagsComplete));
    }

    [Theory]
    [InlineData("MapPublicIpOnLaunch: true", "", true)]
    [InlineData("MapPublicIpOnLaunch: 'false'", "", false)]
    [InlineData("MapPublicIpOnLaunch: !Ref Unknown", "", null)]
    [InlineData("CidrBlock: 10.0.0.0/24", "", null)]
    [InlineData("MapPublicIpOnLaunch: true", "GatewayId: !Ref Internet", true)]
    [InlineData("MapPublicIpOnLaunch: false", "GatewayId: !Ref Internet", true)]
    [InlineData("MapPublicIpOnLaunch: false", "GatewayId: !GetAtt Internet.InternetGatewayId", true)]
    [InlineData("MapPublicIpOnLaunch: false", "GatewayId: !Sub '${Internet}'", true)]
    [InlineData("MapPublicIpOnLaunch: false", "GatewayId: igw-0123456789abcdef0", true)]
    [InlineData("MapPublicIpOnLaunch: true", "NatGatewayId: !Ref Nat", false)]
    [InlineData("MapPublicIpOnLaunch: true", "GatewayId: !Ref Vpn", false)]
    [InlineData("MapPublicIpOnLaunch: true", "GatewayId: vgw-0123456789abcdef0", false)]
    [InlineData("MapPublicIpOnLaunch: true", "GatewayId: !Ref Unknown", null)]
    public void A_route_decides_before_the_mapping_of_addresses(string property, string route, bool? isPublic)
    {
        var routes = route.Length == 0
            ? ""
            : $$$"""
                Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
                Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, {{{route}}}}}
                Association: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !GetAtt Table.RouteTableId}}
              """ + "\n";
        var subnet = Assert.Single(Read(Subnet + "      " + property + "\n" + routes + "  Internet: {Type: AWS::EC2::InternetGateway}\n  Vpn: {Type: AWS::EC2::VPNGateway}\n").Subnets);
        Assert.Equal(isPublic, subnet.IsPublic);
    }

    [Fact]
    public void A_template_may_be_json()
    {
        var facts = Parsed.Read((
            "vpc.json",
            """
            {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
              "Vpc": {"Type": "AWS::EC2::VPC"},
              "Gateway": {"Type": "AWS::EC2::InternetGateway"},
              "Table": {"Type": "AWS::EC2::RouteTable"},
              "Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"}, "GatewayId": {"Ref": "Gateway"}}},
              "Link": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"RouteTableId": {"Ref": "Table"}, "SubnetId": {"Ref": "Open"}}},
              "Open": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Fn::GetAtt": ["Vpc", "VpcId"]}, "Tags": [{"Key": "a", "Value": 1}]}}}}
            """)).Network;
        var vpc = Assert.Single(facts.Vpcs);
        Assert.Equal("Vpc", vpc.Name);
        Assert.True(vpc.IsComplete);
        var subnet = Assert.Single(vpc.Subnets);
        Assert.Equal(("Open", true, SubnetSource.Template), (subnet.Name, subnet.IsPublic, subnet.Source));
        Assert.Equal("1", Assert.Single(subnet.Tags).Value);
    }

    [Theory]
    [InlineData("  Vpc: {Type: AWS::EC2::VPC}\n", true)]
    [InlineData("Parameters: {Vpc: {Type: AWS::EC2::VPC::Id}}\n", false)]
    [InlineData("  Vpc: {Type: AWS::EC2::VPC}\n  More: {Type: AWS::CloudFormation::Stack}\n", false)]
    [InlineData("  Vpc: {Type: AWS::EC2::VPC}\nTransform: Macro\n", false)]
    [InlineData("  Vpc: {Type: AWS::EC2::VPC}\nTransform: AWS::Serverless-2016-10-31\n", true)]
    public void The_subnets_of_a_vpc_are_all_only_where_the_template_makes_it(string rest, bool isComplete) =>
        Assert.Equal(isComplete, Assert.Single(Read(Subnet + rest).Vpcs).IsComplete);

    [Fact]
    public void A_snapshot_of_public_and_private_subnets_is_complete()
    {
        var facts = Parsed.Read((
            "subnets.json",
            """
            {"Subnets": [
              {"SubnetId": "subnet-1", "VpcId": "vpc-1", "MapPublicIpOnLaunch": true, "State": "available", "Tags": [{"Key": "kubernetes.io/role/elb", "Value": "1"}]},
              {"SubnetId": "subnet-2", "VpcId": "vpc-1", "MapPublicIpOnLaunch": false, "State": "available"},
              {"SubnetId": "subnet-3", "VpcId": "vpc-2", "MapPublicIpOnLaunch": false},
              {"Id": "subnet-4"}, null, 7]}
            """)).Network;
        Assert.Equal(["subnet-1", "subnet-2", "subnet-3"], facts.Subnets.Select(static subnet => subnet.Name));
        Assert.Equal([true, true, false], facts.Subnets.Select(static subnet => subnet.AreTagsComplete));
        Assert.Equal([("vpc-1", true), ("vpc-2", false)], facts.Vpcs.Select(static vpc => (vpc.Name, vpc.IsComplete)));
        Assert.All(facts.Subnets, static subnet => Assert.Equal(SubnetSource.Snapshot, subnet.Source));
    }

    [Theory]
    [InlineData("Subnets:\n- SubnetId: subnet-1\n  VpcId: vpc-1\n")]
    [InlineData("[{Subnets: [{SubnetId: subnet-1, VpcId: vpc-1}]}, {Subnets: []}]")]
    [InlineData("[{SubnetId: subnet-1, VpcId: vpc-1}]")]
    [InlineData("Subnets: []\n---\nSubnets: [{SubnetId: subnet-1, VpcId: vpc-1}]\n")]
    public void Snapshots_come_in_several_forms(string text) => Assert.Equal("subnet-1", Assert.Single(Read(text).Subnets).Name);

    [Theory]
    [InlineData("Resources: text")]
    [InlineData("Resources: {A: {Type: AWS::EC2::Subnet}}")]
    [InlineData("Resources: {A: {Type: AWS::EC2::Subnet, Properties: !Ref X}}")]
    [InlineData("Resources: {A: {Type: AWS::EC2::Subnet, Properties: {Tags: [!If [], !If x, !Sub [], !Join x, null]}}}")]
    [InlineData("Resources: {A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt [], Tags: [{Key: !Select [[], {}], Value: !FindInMap []}]}}}")]
    [InlineData("Resources: {A: {Type: AWS::EC2::Route}, B: {Type: AWS::EC2::SubnetRouteTableAssociation}}")]
    [InlineData("{AWSTemplateFormatVersion: x, Resources: {A: [], B: null, C: 1}, Conditions: [], Mappings: {M: 1}, Parameters: 3}")]
    [InlineData("Subnets: {a: 1}")]
    [InlineData("Subnets: [[], {SubnetId: []}, {SubnetId: subnet-1, Tags: {}, VpcId: []}]")]
    public void Whatever_a_file_holds_nothing_is_thrown(string text) => Assert.NotNull(Read(text));

    [Fact]
    public void Nesting_and_repetition_cost_no_more_than_the_text()
    {
        var nested = string.Concat(Enumerable.Repeat("{'Fn::Join': ['', [x, ", 200)) + "y" + string.Concat(Enumerable.Repeat("]]}", 200));
        var conditions = string.Concat(Enumerable.Range(0, 200).Select(static i => $"  C{i}: !And [!Condition C{i + 1}, !Condition C{i + 1}]\n"));
        var repeated = "!Sub '" + string.Concat(Enumerable.Repeat("${Long}", 500)) + "'";
        var facts = Read(
            $"Parameters: {{Long: {{Type: String, Default: {new string('x', 4000)}}}}}\nConditions:\n{conditions}"
            + $"{Subnet}      Tags: [{{Key: a, Value: {nested}}}, {{Key: b, Value: {repeated}}}, {{Key: c, Value: !If [C0, x, y]}}]\n");
        Assert.Equal([null, null, null], Assert.Single(facts.Subnets).Tags.Select(static tag => tag.Value));
    }

    private static NetworkFacts Read(string text) => Parsed.Read(text).Network;
}
