using EksLint.Values;
using Xunit;

namespace EksLint.Tests.Values;

/// <summary>Whatever stands in a manifest, reading a value neither throws nor takes long.</summary>
public sealed class HostileInputTests
{
    private const string Alphabet = "09aefgAMEGiknsuzTZ+-_./:@%=*?,<>{}$()[]\t\n \u00b5\ud800\udc00\u0000";
    private static readonly string[] Seeds = ["1", "1.", "a", "a-", "a.", ":", "::", "/", ",", "=", "<", "${", "{{", "0", "1h", "arn:", "* ", "-", "@", "[", "\ud83d\ude00"];

    [Fact]
    public void Random_text_throws_nothing()
    {
        var random = new Random(20260128);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new char[random.Next(24)];
            foreach (ref var c in text.AsSpan())
                c = Alphabet[random.Next(Alphabet.Length)];
            ReadAsEverything(new string(text));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Long_text_is_read_in_linear_time()
    {
        await Task.Yield();
        foreach (var seed in Seeds)
            ReadAsEverything(string.Concat(Enumerable.Repeat(seed, 1_000_000 / seed.Length)));
    }

    private static void ReadAsEverything(string text)
    {
        Agree(Quantity.Problem(text), Quantity.TryParse(text, out var quantity));
        _ = (quantity.Value, quantity.MilliValue, quantity.ToDecimal(), quantity + quantity);
        Agree(IpAddress.Problem(text), IpAddress.TryParse(text, out var address));
        if (IpAddress.TryParse(text, out _))
            Assert.True(IpAddress.TryParse(address.ToString(), out var again) && again == address);
        Agree(Cidr.Problem(text), Cidr.TryParse(text, out _));
        Agree(DurationFormat.Problem(text), DurationFormat.TryParse(text, out _));
        Agree(ImageReference.Problem(text), ImageReference.TryParse(text, out _));
        Agree(Arn.Problem(text), Arn.TryParse(text, out _));
        _ = KubernetesVersion.TryParse(text, out _);
        _ = Placeholder.IsUnknown(text);
        _ = InstanceTypeName.LooksValid(text);
        _ = ClusterDnsName.FindIn(text + ".svc");
        _ = NearestName.Find(text, ["replicas", text + "s"]);
        string?[] problems =
        [
            AwsResourceId.Problem(text), AwsResourceId.Problem("subnet-" + text, "subnet"), Base64Format.Problem(text), CronFormat.Problem(text),
            NameFormat.AnnotationKey(text), NameFormat.Dns1035Label(text), NameFormat.DnsLabel(text), NameFormat.DnsSubdomain(text),
            NameFormat.LabelValue(text), NameFormat.PathSegmentName(text), NameFormat.PortName(text), NameFormat.QualifiedName(text),
            Rfc3339.Problem(text), TimeZoneName.Problem(text), EcrHost.Problem(text), EcrHost.Problem(text + ".dkr.ecr.amazonaws.com"),
        ];
        Assert.All(problems, problem => Assert.True(problem is null or { Length: > 0 and < 250 }));
    }

    private static void Agree(string? problem, bool isValid)
    {
        Assert.Equal(isValid, problem is null);
        Assert.True(problem is null or { Length: < 250 });
    }
}
