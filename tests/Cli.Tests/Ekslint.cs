using System.Diagnostics;
using System.Text;

namespace EksLint.Cli.Tests;

/// <summary>What a run of the program gave back.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n');

    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}

/// <summary>Runs the program under test: the managed one beside the tests, or what EKSLINT_UNDER_TEST names (the native one).</summary>
internal static class Ekslint
{
    private static readonly string[] ColourVariables = ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM"];

    private static string Program { get; } =
        Environment.GetEnvironmentVariable("EKSLINT_UNDER_TEST") is { Length: > 0 } path
            ? Path.GetFullPath(path)
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ekslint.exe" : "ekslint");

    /// <summary>Runs the program in a directory.</summary>
    public static RunResult Run(string directory, params string[] arguments) => Run(directory, input: [], variables: [], arguments);

    /// <summary>Runs the program with something on standard input and in an environment.</summary>
    public static RunResult Run(string directory, byte[] input, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in ColourVariables)
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "ekslint does not end");
        return new RunResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
