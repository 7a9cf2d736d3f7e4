using System.CommandLine;
using EksLint.Cli.Commands;

namespace EksLint.Cli;

/// <summary>Writes the help of a command from its arguments and options, with examples.</summary>
internal static class Help
{
    private const int Width = 100;
    private const string Indent = "  ";

    /// <summary>Writes the help of ekslint: the commands, and the default command's own.</summary>
    public static void WriteRoot(TextWriter writer, Command root, IReadOnlyList<ICommand> commands)
    {
        writer.WriteLine(root.Description);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine("  ekslint [lint] [PATH...] [options]");
        foreach (var command in commands.Skip(1))
            writer.WriteLine($"  ekslint {UsageOf(command.Command)}");
        WriteRows(writer, "Commands:", commands.Select(static command => (command.Command.Name, command.Command.Description ?? "")));
        WriteRows(writer, "Options:", root.Options.Select(RowOf));
        WriteRows(writer, "Examples:", commands.SelectMany(static command => command.Examples));
        WriteRows(
            writer,
            "Exit codes:",
            [
                ("0", "nothing at or above --fail-on"),
                ("1", "something at or above --fail-on"),
                ("2", "a usage, configuration or internal error, or a PATH that does not exist"),
            ]);
        writer.WriteLine();
        writer.WriteLine("'ekslint COMMAND --help' shows the options of a command.");
    }

    /// <summary>Writes the help of a command.</summary>
    public static void Write(TextWriter writer, ICommand command)
    {
        writer.WriteLine(command.Command.Description);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine($"  ekslint {UsageOf(command.Command)}");
        WriteRows(writer, "Arguments:", command.Command.Arguments.Select(static argument => (argument.Name, argument.Description ?? "")));
        WriteRows(writer, "Options:", command.Command.Options.Select(RowOf).Append(("-h, --help", "Show help.")));
        WriteRows(writer, "Examples:", command.Examples);
    }

    private static string UsageOf(Command command) =>
        $"{command.Name}{string.Concat(command.Arguments.Select(static argument => argument.Arity.MaximumNumberOfValues > 1 ? $" [{argument.Name}...]" : " " + argument.Name))} [options]";

    private static (string, string) RowOf(Option option) =>
        (string.Join(", ", option.Aliases.Append(option.Name)) + (option.HelpName is { } value ? " " + value : ""), option.Description ?? "");

    private static void WriteRows(TextWriter writer, string heading, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(heading);
        var left = all.Max(static row => row.Left.Length);
        foreach (var row in all)
        {
            var lines = Wrap(row.Right, Width - left - (2 * Indent.Length));
            writer.WriteLine($"{Indent}{row.Left.PadRight(left)}{Indent}{lines[0]}");
            foreach (var line in lines.Skip(1))
                writer.WriteLine(new string(' ', left + (2 * Indent.Length)) + line);
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return lines;
    }
}
