using System.CommandLine;

namespace EksLint.Cli.Commands;

/// <summary><c>--color</c>, which several commands have.</summary>
internal static class ColorOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Create() =>
        new("--color") { Description = "When to use colours: auto (default), always, never. NO_COLOR and FORCE_COLOR are heeded.", HelpName = "WHEN" };

    /// <summary>Whether colours are wanted; null where the terminal decides.</summary>
    public static bool? Read(string? value) => value switch
    {
        null or "auto" => null,
        "always" => true,
        "never" => false,
        _ => throw new UsageException($"'{value}' is no value for --color; valid are auto, always, never"),
    };
}
