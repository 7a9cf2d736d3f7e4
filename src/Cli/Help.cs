using System.CommandLine;

namespace EksLint.Cli;

/// <summary>Writes the help of a command.</summary>
internal static class Help
{
    /// <summary>Writes the help.</summary>
    public static int Write(Command root, Command command, Host host)
    {
        using var writer = Host.CreateWriter(host.Output);
        writer.WriteLine(root == command ? root.Description : command.Description);
        return ExitCode.Success;
    }
}
