using System.CommandLine;
using System.Text.Json;
using EksLint.Cli.Output;

namespace EksLint.Cli.Commands;

/// <summary><c>ekslint rules</c>: every rule.</summary>
internal sealed class RulesCommand : ICommand
{
    private readonly Option<string> _format = new("--format") { Description = "How to write the list: table (default), json, markdown.", HelpName = "F" };

    private readonly Option<string> _color = ColorOption.Create();

    /// <summary>Makes the command.</summary>
    public RulesCommand() => Command = new Command("rules", "List every rule: id, name, category, severity, fix, since.") { _format, _color };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("ekslint rules", "list every rule"),
        ("ekslint rules --format json", "the same for scripts"),
    ];

    /// <inheritdoc/>
    public int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host)
    {
        var color = ColorOption.Read(parsed.GetValue(_color));
        var format = parsed.GetValue(_format) ?? "table";
        var rules = RuleCatalog.Create().Rules;
        using var writer = Host.CreateWriter(host.Output);
        switch (format)
        {
            case "table":
                WriteTable(writer, rules, new Palette(host.UsesColor(color), host.IsTerminal));
                break;
            case "json":
                WriteJson(host.Output, rules);
                break;
            case "markdown":
                WriteMarkdown(writer, rules);
                break;
            default:
                throw new UsageException($"there is no format '{format}'; valid are table, json, markdown");
        }

        return ExitCode.Success;
    }

    /// <summary>What is said of a rule in every format, in this order.</summary>
    private static string[] FactsOf(RuleEntry rule) =>
        [rule.Id, rule.Name, rule.Reference.Category, rule.Reference.Severity, rule.Reference.Fix, rule.Reference.Since];

    private static void WriteTable(TextWriter writer, IReadOnlyList<RuleEntry> rules, Palette palette)
    {
        string[] heading = ["id", "name", "category", "severity", "fix", "since"];
        var rows = rules.Select(FactsOf).Prepend(heading).ToList();
        var widths = Enumerable.Range(0, heading.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].Select((cell, column) => cell.PadRight(widths[column])).ToArray();
            if (i > 0)
                cells[0] = palette.Link(rules[i - 1].Reference.HelpUri, cells[0]);
            var line = string.Join("  ", cells).TrimEnd();
            writer.WriteLine(i == 0 ? palette.Strong(line) : line);
        }
    }

    private static void WriteMarkdown(TextWriter writer, IReadOnlyList<RuleEntry> rules)
    {
        writer.WriteLine("| id | name | category | severity | fix | since |");
        writer.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var rule in rules)
        {
            var facts = FactsOf(rule);
            facts[0] = $"[{rule.Id}]({rule.Reference.HelpUri})";
            writer.WriteLine($"| {string.Join(" | ", facts)} |");
        }
    }

    private static void WriteJson(Stream output, IReadOnlyList<RuleEntry> rules)
    {
        using (var writer = new Utf8JsonWriter(output, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("rules");
            foreach (var rule in rules)
            {
                writer.WriteStartObject();
                RuleJson.WriteFacts(writer, rule);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
