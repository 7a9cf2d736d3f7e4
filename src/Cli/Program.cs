namespace EksLint.Cli;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Section names of .editorconfig become regular expressions, and they come from strangers.
        AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));
        using var host = Host.OfProcess();
        return CommandLine.Run(arguments, host);
    }
}
