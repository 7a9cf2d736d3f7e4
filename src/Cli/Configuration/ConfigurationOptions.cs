using System.CommandLine;
using EksLint.Analysis;
using EksLint.Configuration;
using EksLint.Inputs;
using EksLint.Values;

namespace EksLint.Cli.Configuration;

/// <summary>The options that say which configuration counts, and what comes of them.</summary>
internal sealed class ConfigurationOptions
{
    /// <summary><c>--config</c>.</summary>
    public Option<string> Config { get; } = new("--config")
    {
        Description = "Use this configuration file; the patterns in it count from the root of the repository. Default: the nearest .ekslint.yaml upward.",
        HelpName = "FILE",
    };

    /// <summary><c>--no-config</c>.</summary>
    public Option<bool> NoConfig { get; } = new("--no-config") { Description = "Read neither .ekslint.yaml nor .editorconfig.", Arity = ArgumentArity.Zero };

    /// <summary>Puts the settings of a run together.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="host">The world around the run.</param>
    /// <param name="names">Names the rules that exist; asked where there is a configuration file.</param>
    /// <param name="directory">The directory that holds all that the run is about.</param>
    /// <param name="rules">The rules as the command line sets them.</param>
    /// <param name="version">The version that the command line names.</param>
    public LoadedSettings Load(ParseResult parsed, Host host, Func<RuleNames> names, string directory, RuleSettings rules, KubernetesVersion? version = null)
    {
        var given = parsed.GetValue(Config);
        if (parsed.GetValue(NoConfig))
        {
            if (given is not null)
                throw new UsageException("--no-config and --config exclude each other");
            return new LoadedSettings(new ProjectSettings(host.WorkingDirectory, directory, file: null, rules, version), EditorConfig: null);
        }

        var found = given is null ? ProjectFinder.FindConfigured(directory) : null;
        var root = found ?? ProjectFinder.FindRepository(directory) ?? (given is null ? directory : host.WorkingDirectory);
        var path = given is not null ? Path.GetFullPath(given, host.WorkingDirectory) : found is not null ? Path.Combine(found, ProjectFinder.ConfigurationFile) : null;
        var settings = new ProjectSettings(host.WorkingDirectory, root, path is null ? null : Read(path, host, names(), given), rules, version);
        var editorConfig = new EditorConfigSeverities(host.WorkingDirectory, root);
        rules.Add(editorConfig);
        return new LoadedSettings(settings, editorConfig);
    }

    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="host">The world around the run.</param>
    /// <param name="names">The rules that exist.</param>
    /// <param name="given">How the user names it; null where it was found.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static ConfigurationFile Read(string path, Host host, RuleNames names, string? given)
    {
        if (given is not null && !File.Exists(path))
            throw new UsageException($"{given}: there is no such file");
        return ConfigurationFinder.Read(path, host.WorkingDirectory, names, out var errors) ?? throw new ConfigurationException(errors);
    }
}

/// <summary>The settings of a run.</summary>
/// <param name="Project">All of them.</param>
/// <param name="EditorConfig">The severities of <c>.editorconfig</c> files; null where they are not read.</param>
internal sealed record LoadedSettings(ProjectSettings Project, EditorConfigSeverities? EditorConfig);
