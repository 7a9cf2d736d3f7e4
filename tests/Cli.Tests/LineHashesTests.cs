using System.Text;
using EksLint.Cli.Output;
using EksLint.Syntax;

namespace EksLint.Cli.Tests;

/// <summary>The hashes are those that GitHub's upload action would compute; the expected ones come from another implementation of its algorithm.</summary>
public sealed class LineHashesTests
{
    [Fact]
    public void An_empty_file_has_one_line() => Assert.Equal(["c129715d7a2bc9a3:1"], Hash(""));

    [Fact]
    public void Blanks_and_kinds_of_line_breaks_do_not_count()
    {
        string[] expected = ["3a4a5b51829b7b2c:1", "1addd70883eafad9:1", "e9efee3511d5aef3:1", "57a24e24bf88026a:1", "c129715d7a2bc9a3:1"];
        Assert.Equal(expected, Hash("kind: Service\n\n  metadata:\r\n\tname: web\r\n"));
        Assert.Equal(expected, Hash("kind:Service\r\rmetadata:\n name : web\n"));
    }

    [Fact]
    public void Equal_lines_are_counted()
    {
        var hashes = Hash(string.Concat(Enumerable.Repeat("- a\n", 60)));
        Assert.Equal(61, hashes.Count);
        Assert.Equal(("5642277b1d0603b1:1", "5642277b1d0603b1:10", "c129715d7a2bc9a3:1"), (hashes[0], hashes[9], hashes[60]));
    }

    [Fact]
    public void Characters_are_utf16_units() => Assert.Equal(["4b75aca2eed47705:1", "5cce296fba22523e:1"], Hash("名前: 🚀\rx: y"));

    private static IReadOnlyList<string> Hash(string text) => LineHashes.Of(new SourceFile("f.yaml", Encoding.UTF8.GetBytes(text)));
}
