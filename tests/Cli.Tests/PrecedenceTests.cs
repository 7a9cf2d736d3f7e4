namespace EksLint.Cli.Tests;

/// <summary>Who counts: the command line, then .ekslint.yaml, then .editorconfig, then the default; in each the rule before its category before all.</summary>
public sealed class PrecedenceTests
{
    private const string Bad = "k8s/bad.yaml";

    /// <summary>EKS2003 is an error of the category Services by default; each row says what it is with these settings, <c>-</c> where it is off.</summary>
    [Theory]
    [InlineData("error", "", "")]

    // .editorconfig: the rule, its category, all.
    [InlineData("warning", "", "dotnet_diagnostic.EKS2003.severity = warning")]
    [InlineData("warning", "", "dotnet_diagnostic.eks2003.severity = warning")]
    [InlineData("info", "", "dotnet_analyzer_diagnostic.category-Services.severity = suggestion")]
    [InlineData("-", "", "dotnet_analyzer_diagnostic.severity = none")]
    [InlineData("-", "", "dotnet_diagnostic.EKS2003.severity = silent")]
    [InlineData("error", "", "dotnet_diagnostic.EKS2003.severity = default\ndotnet_analyzer_diagnostic.category-Services.severity = none")]
    [InlineData("warning", "", "dotnet_diagnostic.EKS2003.severity = warning\ndotnet_analyzer_diagnostic.category-Services.severity = none\ndotnet_analyzer_diagnostic.severity = suggestion")]
    [InlineData("info", "", "dotnet_analyzer_diagnostic.severity = none\ndotnet_analyzer_diagnostic.category-Services.severity = suggestion")]
    [InlineData("error", "", "dotnet_analyzer_diagnostic.category-Workloads.severity = none")]

    // .ekslint.yaml: the rule by id or name, a prefix, its category, all.
    [InlineData("warning", "rules: {EKS2003: warning}", "")]
    [InlineData("warning", "rules: {target-port-name-missing: warning}", "")]
    [InlineData("info", "rules: {EKS20: info}", "")]
    [InlineData("info", "rules: {Services: info}", "")]
    [InlineData("-", "rules: {all: off}", "")]
    [InlineData("warning", "rules: {EKS2003: warning, EKS200: info, Services: off, all: off}", "")]
    [InlineData("warning", "rules: {all: off, Services: off, EKS200: info, EKS2003: warning}", "")]
    [InlineData("info", "rules: {EKS200: info, EKS2: warning, Services: off}", "")]
    [InlineData("error", "rules: {EKS2003: default, Services: off}", "")]
    [InlineData("error", "rules: {Workloads: off}", "")]

    // .ekslint.yaml beats .editorconfig, however exact that is.
    [InlineData("warning", "rules: {EKS2003: warning}", "dotnet_diagnostic.EKS2003.severity = none")]
    [InlineData("warning", "rules: {all: warning}", "dotnet_diagnostic.EKS2003.severity = none")]
    [InlineData("info", "rules: {Workloads: off}", "dotnet_diagnostic.EKS2003.severity = suggestion")]

    // Overrides beat rules, and the later the earlier, however exact those are.
    [InlineData("warning", "rules: {EKS2003: off}\noverrides: [{files: [k8s], rules: {Services: warning}}]", "")]
    [InlineData("info", "overrides: [{files: ['k8s/**'], rules: {EKS2003: off}}, {files: ['**/*.yaml'], rules: {Services: info}}]", "")]
    [InlineData("off by the first", "overrides: [{files: [k8s], rules: {EKS2003: off}}, {files: [other], rules: {EKS2003: info}}]", "")]
    [InlineData("warning", "overrides: [{objects: [{kind: Service, name: w*, namespace: default}], rules: {EKS2003: warning}}]", "dotnet_diagnostic.EKS2003.severity = none")]
    [InlineData("error", "overrides: [{objects: [{kind: Service, name: other}, {kind: Pod}, {namespace: shop}], rules: {EKS2003: warning}}]", "")]
    [InlineData("error", "overrides: [{files: [other], objects: [{kind: Service}], rules: {EKS2003: warning}}]", "")]

    // The command line beats all.
    [InlineData("error", "rules: {EKS2003: off}", "dotnet_diagnostic.EKS2003.severity = none", "--severity", "EKS2003=error")]
    [InlineData("info", "overrides: [{files: [k8s], rules: {EKS2003: off}}]", "", "--severity", "all=info")]
    [InlineData("warning", "", "", "--severity", "EKS2003=warning,Services=off")]
    [InlineData("-", "rules: {EKS2003: error}", "", "--ignore", "Services")]
    [InlineData("-", "", "", "--ignore", "EKS2003", "--severity", "EKS2003=error")]
    [InlineData("-", "rules: {EKS2003: error}", "", "--select", "EKS1")]
    [InlineData("warning", "rules: {EKS2003: warning}", "", "--select", "EKS2003")]

    // Who selects a rule as exactly as the project turns it off wants to see it; what is off for some files stays off.
    [InlineData("error", "rules: {EKS2003: off}", "", "--select", "EKS2003")]
    [InlineData("error", "rules: {Services: off}", "", "--select", "Services")]
    [InlineData("-", "rules: {EKS2003: off}", "", "--select", "Services")]
    [InlineData("off by the first", "overrides: [{files: [k8s], rules: {EKS2003: off}}]", "", "--select", "EKS2003")]
    [InlineData("error", "", "dotnet_diagnostic.EKS2003.severity = none", "--select", "EKS2003")]

    // --no-config and --config.
    [InlineData("error", "rules: {EKS2003: off}", "dotnet_diagnostic.EKS2003.severity = none", "--no-config")]
    [InlineData("warning", "rules: {EKS2003: off}", "", "--config", "ci/strict.yaml")]
    public void Severity(string expected, string configuration, string editorConfig, params string[] arguments)
    {
        using var project = new TestProject((Bad, TestProject.Bad()), ("ci/strict.yaml", "overrides: [{files: [k8s], rules: {EKS2003: warning}}]"));
        if (configuration.Length > 0)
            project.Write(".ekslint.yaml", configuration);
        if (editorConfig.Length > 0)
            project.Write(".editorconfig", $"root = true\n[*.yaml]\n{editorConfig}\n");
        var run = Ekslint.Run(project.Root, ["--format", "concise", "--min-severity", "info", Bad, .. arguments]);
        Assert.Equal("", run.Error);
        var found = run.Lines.SingleOrDefault(static line => line.Contains(" EKS2003: ", StringComparison.Ordinal));
        Assert.Equal(expected.StartsWith("off", StringComparison.Ordinal) ? "-" : expected, found is null ? "-" : found.Split(": ")[1].Split(' ')[0]);
    }

    [Fact]
    public void Editor_configs_are_read_up_to_the_one_that_is_root()
    {
        using var project = new TestProject(("a/b/bad.yaml", TestProject.Bad()));
        project.Write(".editorconfig", "[*.yaml]\ndotnet_diagnostic.EKS2003.severity = warning\n");
        Assert.Contains(": warning EKS2003: ", Run(), StringComparison.Ordinal);

        // The nearer file counts, for the sections that match.
        project.Write("a/b/.editorconfig", "[good.yaml]\ndotnet_diagnostic.EKS2003.severity = none\n[b*.{yaml,yml}]\ndotnet_diagnostic.EKS2003.severity = suggestion\n");
        Assert.Contains(": info EKS2003: ", Run(), StringComparison.Ordinal);

        // A file without severities can be root too.
        project.Write("a/b/.editorconfig", "indent_size = 2\n");
        project.Write("a/.editorconfig", "root = true\n[*]\nindent_size = 2\n");
        Assert.Contains(": error EKS2003: ", Run(), StringComparison.Ordinal);

        string Run() => project.Lint("--format", "concise", "--min-severity", "info").Output;
    }

    [Fact]
    public void What_lies_above_the_repository_does_not_count()
    {
        using var outer = new TestProject((".ekslint.yaml", "rules: {EKS2003: off}"), (".editorconfig", "[*]\ndotnet_diagnostic.EKS2003.severity = none\n"), ("inner/bad.yaml", TestProject.Bad()));
        Directory.CreateDirectory(Path.Combine(outer.Root, "inner", ".git"));
        Assert.Equal(1, Ekslint.Run(Path.Combine(outer.Root, "inner"), "--select", "EKS2003").ExitCode);
    }

    [Fact]
    public void A_word_that_is_no_severity_is_said_and_does_not_count()
    {
        using var project = new TestProject((Bad, TestProject.Bad()));
        project.Write(".editorconfig", "[*]\ndotnet_diagnostic.EKS2003.severity = fatal\ndotnet_diagnostic.CA1000.severity = fatal\ndotnet_analyzer_diagnostic.category-Services.severity = loud\n");
        var run = project.Lint("--format", "concise");
        Assert.Contains(": error EKS2003: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("'loud' is no severity for dotnet_analyzer_diagnostic.category-Services.severity; valid are ", run.Error, StringComparison.Ordinal);
        Assert.Contains("'fatal'", run.Error, StringComparison.Ordinal);
        Assert.Equal("", project.Lint("--quiet", "--no-config").Error);
    }

    [Fact]
    public void A_section_name_that_never_ends_does_not_stop_the_run()
    {
        using var project = new TestProject((string.Concat(Enumerable.Repeat("a", 200)) + ".yaml", TestProject.Bad()));
        project.Write(".editorconfig", $"[{string.Concat(Enumerable.Repeat("*a", 12))}b]\ndotnet_diagnostic.EKS2003.severity = none\n");
        Assert.Contains(" EKS2003: ", project.Lint("--format", "concise").Output, StringComparison.Ordinal);
    }
}
