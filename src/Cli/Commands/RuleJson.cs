using System.Text.Json;
using EksLint.Cli.Output;

namespace EksLint.Cli.Commands;

/// <summary>A rule in JSON, as <c>rules</c> and <c>explain</c> write it.</summary>
internal static class RuleJson
{
    /// <summary>Writes the properties of a rule.</summary>
    public static void WriteFacts(Utf8JsonWriter writer, RuleEntry rule)
    {
        writer.WriteString("id", rule.Id);
        writer.WriteString("name", rule.Name);
        writer.WriteString("category", rule.Reference.Category);
        writer.WriteString("severity", rule.Reference.Severity);
        writer.WriteString("fix", rule.Reference.Fix);
        writer.WriteString("since", rule.Reference.Since);
        writer.WriteText("title", rule.Title);
        writer.WriteText("description", rule.Description);
        writer.WriteText("helpUri", rule.Reference.HelpUri);
    }
}
