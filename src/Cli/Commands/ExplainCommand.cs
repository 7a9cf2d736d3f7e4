using System.CommandLine;
using System.Text.Json;
using EksLint.Cli.Output;
using EksLint.Rules;

namespace EksLint.Cli.Commands;

/// <summary><c>ekslint explain RULE</c>: the reference of one rule.</summary>
internal sealed class ExplainCommand : ICommand
{
    private readonly Argument<string> _rule = new("RULE") { Description = "The id or the name of a rule, in any case.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string> _format = new("--format")
    {
        Description = "How to write it: markdown, json. Default: Markdown, rendered on a terminal.",
        HelpName = "F",
    };

    private readonly Option<string> _color = ColorOption.Create();

    /// <summary>Makes the command.</summary>
    public ExplainCommand() => Command = new Command("explain", "Explain a rule: why, what is wrong, what is right, how to fix it.") { _rule, _format, _color };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("ekslint explain EKS2003", "by id"),
        ("ekslint explain target-port-name-missing", "by name"),
    ];

    /// <inheritdoc/>
    public int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host)
    {
        string[] named = [.. parsed.GetValue(_rule) is { } word ? [word] : Array.Empty<string>(), .. operands];
        if (named is not [var name])
            throw new UsageException("explain needs one RULE; 'ekslint rules' lists them");
        var color = ColorOption.Read(parsed.GetValue(_color));
        var rule = RuleCatalog.Create().Get(name);
        var section = RuleHelp.Section(rule.Id) ?? rule.Description + "\n";
        using var writer = Host.CreateWriter(host.Output);
        switch (parsed.GetValue(_format))
        {
            case null when host.UsesColor(color):
                writer.Write(Markdown.Render(section, new Palette(UsesColor: true, host.IsTerminal)));
                break;
            case null or "markdown":
                writer.Write(section);
                break;
            case "json":
                WriteJson(host.Output, rule, section);
                break;
            case var format:
                throw new UsageException($"there is no format '{format}'; valid are markdown, json");
        }

        return ExitCode.Success;
    }

    private static void WriteJson(Stream output, RuleEntry rule, string section)
    {
        using (var writer = new Utf8JsonWriter(output, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            RuleJson.WriteFacts(writer, rule);
            writer.WriteText("markdown", section);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
