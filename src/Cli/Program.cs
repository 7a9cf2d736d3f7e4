namespace EksLint.Cli;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var host = Host.OfProcess();
        return CommandLine.Run(arguments, host);
    }
}
