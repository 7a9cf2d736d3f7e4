using System.Reflection;

namespace EksLint.Rules;

/// <summary>The reference of the rules: rules.md, which the assembly carries.</summary>
public static class RuleHelp
{
    private static readonly Lazy<string> Reference = new(Read);

    /// <summary>The address of a rule's section.</summary>
    /// <param name="id">The id of a rule that has a section.</param>
    /// <exception cref="ArgumentException">rules.md has no such section.</exception>
    public static string Uri(string id) =>
        RuleList.References.FirstOrDefault(reference => reference.Id == id)?.HelpUri ?? throw new ArgumentException($"rules.md has no section {id}.", nameof(id));

    /// <summary>The section of a rule in Markdown, heading included; null where there is none.</summary>
    public static string? Section(string id)
    {
        var text = Reference.Value;
        var start = text.IndexOf($"### {id}: ", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var next = text.IndexOf("\n### ", start, StringComparison.Ordinal);
        var category = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        var end = new[] { next, category }.Where(static position => position >= 0).DefaultIfEmpty(text.Length).Min();
        return text[start..end].TrimEnd() + "\n";
    }

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("rules.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
