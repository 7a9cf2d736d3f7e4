using System.CommandLine;

namespace EksLint.Cli.Commands;

/// <summary>A command of ekslint.</summary>
internal interface ICommand
{
    /// <summary>Its name, arguments and options.</summary>
    Command Command { get; }

    /// <summary>Lines that show how it is used, each a command line and what it does.</summary>
    IReadOnlyList<(string CommandLine, string Meaning)> Examples { get; }

    /// <summary>Runs it.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="operands">What stands behind <c>--</c>.</param>
    /// <param name="host">The world around the run.</param>
    /// <returns>The exit code.</returns>
    int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host);
}
