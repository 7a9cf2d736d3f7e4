using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>Colours and links for a terminal; where they are off, the text alone.</summary>
/// <param name="UsesColor">Whether text is coloured.</param>
/// <param name="UsesLinks">Whether links are written as such: only a terminal hides their escape sequences.</param>
internal sealed record Palette(bool UsesColor, bool UsesLinks)
{
    private const string RedBold = "1;31";
    private const string YellowBold = "1;33";
    private const string CyanBold = "1;36";

    /// <summary>No colours, no links.</summary>
    public static Palette Plain { get; } = new(UsesColor: false, UsesLinks: false);

    /// <summary>What a message begins with, and what points at the place.</summary>
    public string Severity(DiagnosticSeverity severity, string text) =>
        Paint(severity switch { DiagnosticSeverity.Error => RedBold, DiagnosticSeverity.Warning => YellowBold, _ => CyanBold }, text);

    /// <summary>What matters most.</summary>
    public string Strong(string text) => Paint("1", text);

    /// <summary>What surrounds the text of a file: line numbers and bars.</summary>
    public string Gutter(string text) => Paint("1;34", text);

    /// <summary>A second place.</summary>
    public string Related(string text) => Paint("34", text);

    /// <summary>What to do.</summary>
    public string Help(string text) => Paint("32", text);

    /// <summary>What is beside the point.</summary>
    public string Faint(string text) => Paint("2", text);

    /// <summary>Source text in prose.</summary>
    public string Code(string text) => Paint("36", text);

    /// <summary>A text that leads to an address.</summary>
    public string Link(string address, string text) => UsesLinks ? $"\e]8;;{address}\e\\{text}\e]8;;\e\\" : text;

    private string Paint(string code, string text) => UsesColor && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
