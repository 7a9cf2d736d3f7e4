using System.CommandLine;
using EksLint.Analysis;
using EksLint.Cli.Configuration;
using EksLint.Cli.Output;
using EksLint.Configuration;
using EksLint.Inputs;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Commands;

/// <summary><c>ekslint config show|verify|schema</c>: the settings of a path with who made them, the check of a configuration file, and its JSON schema.</summary>
internal sealed class ConfigCommand : ICommand
{
    private static readonly string[] Actions = ["show", "verify", "schema"];

    private readonly Argument<string[]> _words = new("ACTION")
    {
        Description = "'show PATH' prints the settings of a file with the origin of each, 'verify [FILE]' checks a configuration file, 'schema' prints the JSON schema of such files.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ConfigurationOptions _options = new();

    /// <summary>Makes the command.</summary>
    public ConfigCommand() => Command = new Command("config", "Show the settings of a file, check a configuration file, print its schema.") { _words, _options.Config, _options.NoConfig };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("ekslint config show k8s/web.yaml", "what counts for a file, and who says so"),
        ("ekslint config verify", "check the .ekslint.yaml of this project"),
    ];

    /// <inheritdoc/>
    public int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host)
    {
        string[] words = [.. parsed.GetValue(_words) ?? [], .. operands];
        var names = new RuleNames(RuleCatalog.Create().Rules.Select(static rule => rule.Descriptor));
        using var writer = Host.CreateWriter(host.Output);
        switch (words)
        {
            case ["show", { Length: > 0 } path]:
                Show(writer, path, parsed, host, names);
                break;
            case ["verify"]:
                Verify(writer, null, parsed.GetValue(_options.Config), host, names);
                break;
            case ["verify", { Length: > 0 } file]:
                Verify(writer, file, parsed.GetValue(_options.Config), host, names);
                break;
            case ["schema"]:
                writer.Write(ConfigurationSchema.Write());
                break;
            case ["show", ..]:
                throw new UsageException("config show needs one PATH");
            case [var other, ..] when !Actions.Contains(other, StringComparer.Ordinal):
                throw new UsageException($"there is no action '{other}'; valid are {string.Join(", ", Actions)}");
            case [var action, ..]:
                throw new UsageException($"there are too many words behind 'config {action}'");
            default:
                throw new UsageException($"config needs an action: {string.Join(", ", Actions)}");
        }

        return ExitCode.Success;
    }

    private static void Verify(TextWriter writer, string? file, string? option, Host host, RuleNames names)
    {
        var given = file ?? option;
        var path = given is not null ? Path.GetFullPath(given, host.WorkingDirectory)
            : ProjectFinder.FindConfigured(host.WorkingDirectory) is { } found ? Path.Combine(found, ProjectFinder.ConfigurationFile)
            : throw new UsageException($"there is no {ProjectFinder.ConfigurationFile} here or above; 'ekslint init' writes one");
        var read = ConfigurationOptions.Read(path, host, names, given);
        writer.WriteLine($"{SafeText.EscapePath(read.Source.Path)} is in order.");
    }

    private void Show(TextWriter writer, string path, ParseResult parsed, Host host, RuleNames names)
    {
        var full = Path.GetFullPath(path, host.WorkingDirectory);
        var shown = Path.GetRelativePath(host.WorkingDirectory, full).Replace('\\', '/');
        var directory = Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full;
        var loaded = _options.Load(parsed, host, () => names, directory, new RuleSettings());
        var project = loaded.Project;
        var settings = project.Resolve(shown, names);

        Write("path", shown, null);
        Write("configuration", project.File?.Source.Path ?? "none", null);
        Write("kubernetesVersion", settings.KubernetesVersion?.Value.ToString() ?? "that of the nearest ClusterConfig", settings.KubernetesVersion?.Origin ?? "default");
        Write("excluded", settings.Excluded is { } excluded ? $"yes, by {excluded.Value}" : "no", settings.Excluded?.Origin);
        Write("scope", settings.Scope?.Value ?? "none", settings.Scope?.Origin);
        foreach (var (name, value, origin) in project.DescribeCluster())
            Write("cluster." + name, value, origin);
        foreach (var external in project.File?.Externals ?? [])
            Write("externals", $"{external.Value.Kind} {external.Value.Namespace ?? "*"}/{external.Value.Name}", ProjectSettings.OriginOf(external.Location));
        writer.WriteLine($"rules: {(settings.Rules.Count == 0 ? "each as by default" : "as by default, but for")}");
        foreach (var (rule, given) in settings.Rules)
            WriteRule(rule.Id, rule.CustomTags.FirstOrDefault() ?? "", given.Severity, given.Origin);
        foreach (var written in settings.ObjectOverrides)
            WriteObjects(written);
        foreach (var problem in loaded.EditorConfig?.Problems ?? [])
            host.Note(problem);

        void Write(string name, string value, string? origin) =>
            writer.WriteLine($"{name}: {SafeText.Escape(value)}{(origin is null ? "" : $"  # {SafeText.Escape(origin)}")}");

        void WriteRule(string id, string name, ReportDiagnostic severity, string origin) =>
            writer.WriteLine($"  {id}: {ProjectSettings.WordFor(severity)}  # {(name.Length > 0 ? name + ", " : "")}{SafeText.Escape(origin)}");

        void WriteObjects(RuleOverride written)
        {
            var objects = string.Join(", ", written.Objects.Select(static pattern => $"{pattern.Kind ?? "*"} {pattern.Namespace ?? "*"}/{pattern.Name ?? "*"}"));
            writer.WriteLine($"for {SafeText.Escape(objects)}:{(written.Reason.Length > 0 ? $"  # {SafeText.Escape(written.Reason)}" : "")}");
            foreach (var rule in written.Rules)
                WriteRule(rule.Pattern.Text, "", rule.Severity, ProjectSettings.OriginOf(rule.Location));
        }
    }
}
