using System.Collections.Immutable;
using System.Text;
using EksLint.Analysis;
using EksLint.Cli.Commands;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Tests;

/// <summary>A rule that throws costs one diagnostic and the exit code, never the run.</summary>
public sealed class RuleFailureTests
{
    [Fact]
    public void A_rule_that_failed_is_a_finding_and_exit_code_2()
    {
        var (code, output, error) = Run();
        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains("error[EKS0000]: The rule EKS9998 failed on Service 'web': no ports\\n::error::x\n", output, StringComparison.Ordinal);
        Assert.Equal("ekslint: the rule Thrower failed (--verbose shows where)\n", error);
    }

    [Fact]
    public void The_stack_trace_is_shown_on_request_and_cannot_command_a_log()
    {
        var (code, _, error) = Run("--verbose");
        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains("\n  | System.InvalidOperationException: no ports\n  | ::error::x\n  |    at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_says_that_the_run_was_not_successful() =>
        Assert.Contains("\"executionSuccessful\": false", Run("--format", "sarif").Output, StringComparison.Ordinal);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var project = new TestProject(("bad.yaml", TestProject.Bad()));
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var host = new Host(output, error, project.Root, static _ => null);
        var command = new LintCommand();
        var code = command.Run(command.Command.Parse(["bad.yaml", .. arguments]), [], host, new RuleCatalog(static () => [new Thrower()]));
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private sealed class Thrower : ManifestAnalyzer
    {
#pragma warning disable RS2008 // No rule of ours.
        private static readonly DiagnosticDescriptor Rule =
            new("EKS9998", "Throws", "Throws", "Throws", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "https://example.org", customTags: "throws");
#pragma warning restore RS2008

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context) =>
            context.RegisterObjectAction<Model.Kubernetes.Service>(static _ => throw new InvalidOperationException("no ports\n::error::x"));
    }
}
