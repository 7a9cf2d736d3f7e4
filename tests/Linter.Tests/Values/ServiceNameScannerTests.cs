using System.Diagnostics;
using System.Text;
using EksLint.Values;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EksLint.Tests.Values;

public sealed class ServiceNameScannerTests
{
    [Theory]
    [InlineData("web.shop.svc", "web.shop.svc")]
    [InlineData("http://web.shop.svc.cluster.local:80/x", "web.shop.svc.cluster.local:80")]
    [InlineData("http://web.shop.svc.cluster.local.:80/x", "web.shop.svc.cluster.local.:80")]
    [InlineData("see web.shop.svc. Then", "web.shop.svc")]
    [InlineData("web.shop.svc:80.", "web.shop.svc:80")]
    [InlineData("web.shop.svc:${PORT}", "web.shop.svc")]
    [InlineData("web.shop.svc.$(DOMAIN):80", "web.shop.svc")]
    [InlineData("outbound|80||web.shop.svc", "web.shop.svc")]
    [InlineData("<host>web.shop.svc</host><port>80</port>", "web.shop.svc")]
    [InlineData("a.b.svc,c.d.svc:1", "a.b.svc", "c.d.svc:1")]
    [InlineData("jdbc:mysql://db:3306/x", "db:3306")]
    [InlineData("root@tcp(db:3306)/x", "db:3306")]
    [InlineData("postgres://u:p@db:5432/x", "db:5432")]
    [InlineData("mongodb://a:27017,b:27017/x", "a:27017", "b:27017")]
    [InlineData("http://web:80", "web:80")]
    [InlineData("web:8080", "web:8080")]
    [InlineData("--web=web:8080", "web:8080")]
    [InlineData("cannot reach web:8080: refused", "web:8080")]
    public void Names_are_found(string text, params string[] expected) => Assert.Equal(expected, Find(text));

    [Theory]
    [InlineData("web.svc")]
    [InlineData(".svc")]
    [InlineData("web..svc")]
    [InlineData("-web.shop.svc")]
    [InlineData("web.shop-.svc")]
    [InlineData("Web.shop.svc")]
    [InlineData("my_web.shop.svc")]
    [InlineData("éweb.shop.svc")]
    [InlineData("web-0.web.shop.svc")]
    [InlineData("_http._tcp.web.shop.svc")]
    [InlineData("*.shop.svc")]
    [InlineData(".*web.shop.svc")]
    [InlineData("a\\nweb.shop.svc")]
    [InlineData("web\\.shop\\.svc")]
    [InlineData("%2fweb.shop.svc")]
    [InlineData("${X}web.shop.svc")]
    [InlineData("${web.shop.svc}")]
    [InlineData("<x>web.shop.svc")]
    [InlineData("web.shop.svc.example.com")]
    [InlineData("web.shop.svc.cluster.local.example.com")]
    [InlineData("web.shop.svcs")]
    [InlineData("web.shop.svc-1")]
    [InlineData("web.shop.svc@x")]
    [InlineData("/run/web.shop.svc")]
    [InlineData("DNS:web.shop.svc")]
    [InlineData("# web.shop.svc")]
    [InlineData("  // web.shop.svc")]
    [InlineData("x: y # http://web.shop.svc and web.shop.svc")]
    [InlineData("web:80")]
    [InlineData("redis:7")]
    [InlineData("web:8080-8090")]
    [InlineData("web:8080.1")]
    [InlineData("web:8080:80")]
    [InlineData("web:08080")]
    [InlineData("web:65536")]
    [InlineData("web:123456")]
    [InlineData("web:8080$X")]
    [InlineData("8web:8080")]
    [InlineData("x.web:8080")]
    [InlineData("registry/web:8080")]
    [InlineData("image: web:8080")]
    [InlineData("{\"web\":8080}")]
    [InlineData("12:30")]
    [InlineData(":")]
    [InlineData("")]
    public void What_only_looks_like_a_name_is_none(string text) => Assert.Empty(Find(text));

    [Fact]
    public void A_comment_ends_with_its_line() => Assert.Equal(["a.b.svc", "e.f.svc"], Find("a.b.svc\n# c.d.svc\ne.f.svc"));

    [Fact]
    public void Labels_are_at_most_63_characters_long()
    {
        Assert.Single(Find($"{new string('a', 63)}.shop.svc"));
        Assert.Empty(Find($"{new string('a', 64)}.shop.svc"));
    }

    [Fact]
    public void Each_part_is_told()
    {
        var scanner = new ServiceNameScanner("x http://web.shop.svc.cluster.local:8080/");
        Assert.True(scanner.MoveNext());
        Assert.Equal(new ServiceNameText(9, 3, 4, 31, 4, 8080, IsAddress: true), scanner.Current);
        Assert.Equal((13, 36), (scanner.Current.NamespaceStart, scanner.Current.PortStart));
        Assert.False(scanner.MoveNext());
    }

    [Fact]
    public void Nothing_is_found_in_what_the_quick_look_passes_over() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), static seed =>
        {
            string[] pieces = ["web", ".", "svc", ".svc", "shop", ":", "80", "8080", "/", "//", "é", "\n", "#", " ", "-", "@", "\"", "cluster.local", "image", ">", "<"];
            var random = new Random(seed);
            for (var i = 0; i < 50; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
                var found = Find(text);
                Assert.All(found, name => Assert.Contains(name, text, StringComparison.Ordinal));
                if (!ServiceNameScanner.MayFindIn(Encoding.UTF8.GetBytes(text), isBareNameAsked: true))
                    Assert.Empty(found);
                if (!ServiceNameScanner.MayFindIn(Encoding.UTF8.GetBytes(text), isBareNameAsked: false))
                    Assert.DoesNotContain(found, static name => name.Contains(".svc", StringComparison.Ordinal));
            }
        }));

    [Theory]
    [InlineData("a.b.svc ")]
    [InlineData("http://a:80 ")]
    [InlineData("image a:8080 ")]
    [InlineData("# a.b.svc ")]
    [InlineData("aaaaaaaa")]
    [InlineData("::::::::")]
    [InlineData(".svc.svc")]
    public void Long_lines_take_no_longer_than_short_ones(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000));
        var watch = Stopwatch.StartNew();
        _ = Find(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static List<string> Find(string text)
    {
        var found = new List<string>();
        foreach (var name in new ServiceNameScanner(text))
            found.Add(text.Substring(name.Start, name.Length));
        return found;
    }
}
