using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EksLint.Cli.Tests;

/// <summary>File names and texts come from strangers: nothing of theirs may steer a terminal or command a CI system.</summary>
public sealed class SafetyTests
{
    private static readonly string[] HostileTexts =
    [
        "\e[31mred\e[0m",
        "\e]8;;https://evil.example\e\\link\e]8;;\e\\",
        "\u009B31m",
        "a\u0007b\u007Fc",
        "one\n::error::two",
        "one\r\n::stop-commands::two",
        "one\r::add-mask::two",
        "one\u2028::error::two\u0085::error::three",
        "::error file=x::title",
        " ::error file=x::title",
        "##[error]text",
        "x ##[add-path]/tmp",
        "##vso[task.setvariable variable=a]b",
        "##teamcity[buildStatus status='SUCCESS']",
        "\u202Egnp.exe\u202C \u2066x\u2069",
        "zero\u200B\u200C\u200D\u2060\uFEFFwidth",
        "\U000E0041\U000E0042",
        "100%0A::error::x",
        "[click](https://evil.example)",
    ];

    public static TheoryData<string> Formats() => ["text", "concise", "json", "sarif", "github"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Names_and_values_are_harmless(string format)
    {
        using var project = new TestProject();
        for (var i = 0; i < HostileTexts.Length; i++)
        {
            var yaml = JsonSerializer.Serialize(HostileTexts[i]);
            project.Write($"{i:00}.yaml", TestProject.Bad(service: yaml, port: yaml).Replace("app: web", $"app: web{i}", StringComparison.Ordinal));
        }

        var run = project.Lint("--format", format);
        Assert.Equal(1, run.ExitCode);
        AssertHarmless(run, format);
        if (format is not ("json" or "sarif"))
            return;

        // JSON gives back exactly what was there.
        using var json = JsonDocument.Parse(run.Output);
        var names = format == "json"
            ? json.RootElement.GetProperty("diagnostics").EnumerateArray().Select(static found => found.GetProperty("object").GetProperty("name").GetString())
            : json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static found => found.GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("name").GetString());
        Assert.Equal(HostileTexts, names);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void File_names_are_harmless(string format)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var project = new TestProject();
        foreach (var text in HostileTexts)
            project.Write(text.Replace('/', '_') + ".yaml", TestProject.Bad());
        var run = project.Lint("--format", format);
        Assert.Equal(1, run.ExitCode);
        AssertHarmless(run, format);
    }

    [Fact]
    public void File_names_are_harmless_in_errors()
    {
        using var project = new TestProject();
        foreach (var text in HostileTexts)
        {
            var run = Ekslint.Run(project.Root, "--", text);
            Assert.Equal(2, run.ExitCode);
            AssertHarmless(run, "text");
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("github")]
    public void Text_of_the_file_is_harmless_where_it_is_shown(string format)
    {
        var text = TestProject.Bad().Replace(
            "    - port: 80\n",
            "    # ::error::x \e[2J ##[group]x \u202E\n    -\n        # \t::error::x\u0085::error::y\r::error::z\n      port: 80\n",
            StringComparison.Ordinal);
        using var project = new TestProject(("bad.yaml", text));
        AssertHarmless(project.Lint("--format", format), format);
    }

    [Fact]
    public void Escapes_are_readable()
    {
        using var project = new TestProject(("bad.yaml", TestProject.Bad(service: "\"a\\e[31m\\nb\\u202Ec ##[error]d\"")));
        Assert.Contains(@"Service 'a\u{1b}[31m\nb\u{202e}c ##\u{5b}error]d' forwards", project.Lint().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_harmless_in_errors()
    {
        using var project = new TestProject();
        foreach (var argument in new[] { "--\e[31m", "\n::error::x", "--format=\n::error::x", "--select=\r::error::x", "--severity=\u202Ex=error" })
            AssertHarmless(Ekslint.Run(project.Root, argument), "text");
    }

    private static void AssertHarmless(RunResult run, string format)
    {
        foreach (var line in (run.Output + "\n" + run.Error).Split('\n'))
        {
            var isOurCommand = format == "github" && line.StartsWith("::error file=", StringComparison.Ordinal);
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal) && !isOurCommand, $"a command: {line}");
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##teamcity[", line, StringComparison.Ordinal);
            if (isOurCommand)
            {
                // The properties end at the first '::', so none of theirs may hold one.
                var properties = line["::error ".Length..line.IndexOf("::", 2, StringComparison.Ordinal)];
                Assert.EndsWith(",title=ekslint (EKS2003)", properties, StringComparison.Ordinal);
            }

            foreach (var rune in line.EnumerateRunes())
            {
                var category = Rune.GetUnicodeCategory(rune);
                Assert.False(
                    category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
                    $"U+{rune.Value:X4} in: {line}");
            }
        }
    }
}
