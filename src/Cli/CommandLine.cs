using System.CommandLine;
using System.CommandLine.Parsing;
using EksLint.Cli.Commands;
using EksLint.Cli.Configuration;
using EksLint.Values;

namespace EksLint.Cli;

/// <summary>Reads the arguments and runs the command that they name.</summary>
internal static class CommandLine
{
    /// <summary>The version of ekslint.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>Runs ekslint.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, Host host)
    {
        var isVerbose = arguments.Contains("--verbose", StringComparer.Ordinal);
        try
        {
            return Dispatch(arguments, host);
        }
        catch (UsageException exception)
        {
            host.Note(exception.Message);
        }
        catch (ConfigurationException exception)
        {
            foreach (var error in exception.Errors)
                host.WriteError(error);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            host.Note(exception.Message);
            if (isVerbose)
                host.NoteDetails(exception);
        }
#pragma warning disable CA1031 // Whatever goes wrong is one line for the user; the rest on request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            host.Note($"internal error: {exception.Message}{(isVerbose ? "" : " (--verbose shows where)")}");
            if (isVerbose)
                host.NoteDetails(exception);
        }

        return ExitCode.Failure;
    }

    private static int Dispatch(string[] arguments, Host host)
    {
        ICommand[] commands = [new LintCommand(), new RulesCommand(), new ExplainCommand(), new ConfigCommand(), new InitCommand()];
        var help = new Option<bool>("--help", "-h") { Description = "Show help.", Recursive = true, Arity = ArgumentArity.Zero };
        var version = new Option<bool>("--version") { Description = "Show the version.", Arity = ArgumentArity.Zero };
        var root = new Command("ekslint", "Finds in Kubernetes, eksctl and VPC YAML what will not work on Amazon EKS, before anything is applied.") { help, version };
        foreach (var command in commands)
            root.Add(command.Command);

        var (words, operands) = Split(arguments, commands);

        // File names come from strangers: none may be taken for a file of arguments, a directive or a bundle of options.
        var parsed = CommandLineParser.Parse(root, words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var chosen = Array.Find(commands, command => command.Command == parsed.CommandResult.Command);
        if (parsed.GetValue(help) || parsed.GetValue(version))
        {
            using var writer = Host.CreateWriter(host.Output);
            if (parsed.GetValue(version))
                writer.WriteLine($"ekslint {Version}");
            else if (chosen is null)
                Help.WriteRoot(writer, root, commands);
            else
                Help.Write(writer, chosen);
            return ExitCode.Success;
        }

        if (chosen is null)
            throw new UsageException("no command is given; see 'ekslint --help'");
        RejectUnknownOptions(parsed, chosen.Command);
        if (parsed.Errors is [var error, ..])
            throw new UsageException($"{error.Message.TrimEnd('.')}; see 'ekslint {chosen.Command.Name} --help'");
        return chosen.Run(parsed, operands, host);
    }

    /// <summary>Puts the default command first where no command stands there, and sets aside what stands behind <c>--</c>.</summary>
    private static (string[] Words, string[] Operands) Split(string[] arguments, ICommand[] commands)
    {
        var end = Array.IndexOf(arguments, "--");
        var words = end < 0 ? arguments : arguments[..end];
        var operands = end < 0 ? [] : arguments[(end + 1)..];
        var isComplete = words is [var first, ..] && (first is "--help" or "-h" or "--version" || Array.Exists(commands, command => command.Command.Name == first));
        return (isComplete ? words : ["lint", .. words], operands);
    }

    /// <summary>What begins with a dash and is no option would else be taken for a path.</summary>
    private static void RejectUnknownOptions(ParseResult parsed, Command command)
    {
        var operands = parsed.UnmatchedTokens.Concat(command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(static token => token.Value));
        foreach (var operand in operands)
        {
            if (operand is not ['-', _, ..])
                continue;
            var name = operand.Split('=')[0];
            var nearest = NearestName.Find(name, command.Options.Select(static option => option.Name));
            throw new UsageException($"unknown option '{name}'{(nearest is null ? $"; see 'ekslint {command.Name} --help'" : $"; did you mean '{nearest}'?")}");
        }
    }
}
