namespace EksLint.Analysis;

/// <summary>What rules.md says of a rule in its heading and its line of facts.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The kebab-case name of the bad pattern.</param>
/// <param name="Category">The category.</param>
/// <param name="Severity">The default severity; two where it depends: <c>error, warning</c>.</param>
/// <param name="Fix">How safe its fix is: <c>safe</c>, <c>offer</c>, both, or <c>none</c>.</param>
/// <param name="Since">The version of ekslint that brought it.</param>
public sealed record RuleReference(string Id, string Name, string Category, string Severity, string Fix, string Since)
{
    private const string Reference = "https://github.com/ekslint/ekslint/blob/main/rules.md";

    /// <summary>The address of the rule's section.</summary>
    public string HelpUri => GetHelpUri(Id, Name);

    /// <summary>The address of a section in rules.md.</summary>
    /// <param name="id">The id of the rule.</param>
    /// <param name="name">The name of the rule.</param>
    public static string GetHelpUri(string id, string name) => $"{Reference}#{id.ToLowerInvariant()}-{name}";
}
