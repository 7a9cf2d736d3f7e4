using EksLint.Schemas;
using EksLint.Tests.Syntax;
using Xunit;

namespace EksLint.Tests.Schemas;

/// <summary>The places where a look at the bytes, or at which fields a mapping has, is not enough.</summary>
public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("{ports: [{port: 80}]}")]
    [InlineData("{ports: [{port: 0x50}]}")]
    [InlineData("{ports: [{port: 80.0}]}")]
    [InlineData("{ports: [{port: '${PORT}'}]}")]
    [InlineData("{ports: [{port: 0}]}", "BadFormat spec.ports[0].port")]
    [InlineData("{ports: [{port: 65536}]}", "BadFormat spec.ports[0].port")]
    [InlineData("{ports: [{port: 99999999999}]}", "BadFormat spec.ports[0].port")]
    [InlineData("{ports: [{port: '80'}]}", "WrongType spec.ports[0].port")]
    [InlineData("{ports: [{port: !!str 80}]}", "WrongType spec.ports[0].port")]
    [InlineData("{ports: [{port: 80.5}]}", "WrongType spec.ports[0].port")]
    [InlineData("{ports: [{port: ~}]}", "MissingField spec.ports[0]")]
    [InlineData("{ports: [{port: null, port: 80}]}", "MissingField spec.ports[0]")]
    [InlineData("{ports: [{port: 80, port: null}]}")]
    [InlineData("{ports: [{port: 80, targetPort: no}]}", "WrongType spec.ports[0].targetPort")]
    [InlineData("{ports: [{port: 80, targetPort: 0}]}")]
    [InlineData("{ports: [{port: 80, protocol: TCP}, {port: 80, protocol: UDP}]}")]
    [InlineData("{ports: [{port: 80, protocol: TCP}, {port: 80}]}", "DuplicateListKey spec.ports[1]")]
    [InlineData("{ports: [{port: 80, protocol: Tcp}]}", "BadEnumValue spec.ports[0].protocol")]
    [InlineData("{ports: [{port: 80, protocol: ''}]}")]
    [InlineData("{ports: [{port: 80, protocol: \"T\\x43P\"}]}")]
    [InlineData("{ports: [{port: 80, appProtocol: yes}]}", "UnquotedString spec.ports[0].appProtocol")]
    [InlineData("{ports: [{port: 80, appProtocol: notes}]}")]
    [InlineData("{ports: [{port: 80, appProtocol: null}]}")]
    [InlineData("{ports: [{port: 80, \"appProtoco\\x6C\": http}]}")]
    [InlineData("{ports: [{port: 80, prot: TCP}]}", "UnknownField spec.ports[0].prot")]
    [InlineData("{publishNotReadyAddresses: on, allocateLoadBalancerNodePorts: 'true'}", "WrongType spec.allocateLoadBalancerNodePorts")]
    [InlineData("{selector: {a: 1, b: '${B}', c: x, d: ~, e: '1'}}", "UnquotedString spec.selector.a")]
    [InlineData("{selector: none}", "WrongType spec.selector")]
    [InlineData("{selector: }")]
    [InlineData("{ports: {port: 80}}", "WrongType spec.ports")]
    [InlineData("{ports: [&a {port: 80}, *a]}", "DuplicateListKey spec.ports[1]")]
    [InlineData("{ports: [{<<: {port: 80, protocol: Tcp}, protocol: TCP}]}")]
    [InlineData("{ports: [{<<: {port: 80, protocol: Tcp}}]}", "BadEnumValue spec.ports[0]['<<'].protocol")]
    public void Services(string spec, params string[] misfits) => AssertMisfits("v1", "Service", $"{{metadata: {{name: web}}, spec: {spec}}}", misfits);

    [Theory]
    [InlineData("{name: a, emptyDir: {}}")]
    [InlineData("{name: a, emptyDir: {}, configMap: ~}")]
    [InlineData("{name: a, emptyDir: {}, configMap: {name: b}}", "ExclusiveFields spec.volumes[0].emptyDir")]
    [InlineData("{name: a, emptyDir: {sizeLimit: 1.5Gi}}")]
    [InlineData("{name: a, emptyDir: {sizeLimit: 1e3}}")]
    [InlineData("{name: a, emptyDir: {sizeLimit: 5GB}}", "BadFormat spec.volumes[0].emptyDir.sizeLimit")]
    [InlineData("{name: a, emptyDir: {sizeLimit: true}}", "WrongType spec.volumes[0].emptyDir.sizeLimit")]
    [InlineData("{name: '', emptyDir: {}}")]
    [InlineData("{name: a, emptyDir: {}}, {name: b, emptyDir: {}}, {name: a, emptyDir: {}}", "DuplicateListKey spec.volumes[2]")]
    public void Volumes(string volumes, params string[] misfits) =>
        AssertMisfits("v1", "Pod", $"{{metadata: {{name: web}}, spec: {{containers: [{{name: web, image: web}}], volumes: [{volumes}]}}}}", misfits);

    [Theory]
    [InlineData("web")]
    [InlineData("nginx")]
    [InlineData("'null'")]
    [InlineData("${IMAGE}")]
    [InlineData("''", "MissingField spec.containers[0]")]
    [InlineData("", "MissingField spec.containers[0]")]
    [InlineData("null", "MissingField spec.containers[0]")]
    [InlineData("1.30", "UnquotedString spec.containers[0].image")]
    public void Images(string image, params string[] misfits) =>
        AssertMisfits("v1", "Pod", $"metadata: {{name: web}}\nspec:\n  containers:\n  - name: web\n    image: {image}\n", misfits);

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    public void Keys_are_unique_in_long_lists_too(int containers)
    {
        var names = Enumerable.Range(0, containers - 1).Select(static number => $"c{number}").Append("c0");
        var list = string.Join(", ", names.Select(static name => $"{{name: {name}, image: web}}"));
        AssertMisfits("v1", "Pod", $"{{metadata: {{name: web}}, spec: {{containers: [{list}]}}}}", $"DuplicateListKey spec.containers[{containers - 1}]");
    }

    [Theory]
    [InlineData("{a: aGVsbG8=}")]
    [InlineData("{a: ''}")]
    [InlineData("{a: ~}")]
    [InlineData("{a: aGVsbG8}", "BadFormat data.a")]
    [InlineData("{a: 1234}", "UnquotedString data.a")]
    [InlineData("{a: 'aGVs bG8='}", "BadFormat data.a")]
    public void Secrets(string data, params string[] misfits) => AssertMisfits("v1", "Secret", $"{{metadata: {{name: web}}, data: {data}}}", misfits);

    private static void AssertMisfits(string apiVersion, string kind, string text, params string[] expected)
    {
        var misfits = new List<Misfit>();
        new SchemaValidator(misfits.Add).ValidateObject(Yaml.Root(text), SchemaTable.Default.FindKind(apiVersion, kind)!.Type!);
        Assert.Equal(expected, misfits.Select(static misfit => $"{misfit.Kind} {misfit.Node.GetPath()}"));
    }
}
