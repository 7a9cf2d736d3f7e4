using System.CommandLine;
using EksLint.Analysis;
using EksLint.Cli.Configuration;
using EksLint.Cli.Fixes;
using EksLint.Cli.Output;
using EksLint.CodeFixes;
using EksLint.Configuration;
using EksLint.Inputs;
using EksLint.Schemas;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Commands;

/// <summary><c>ekslint [lint] [PATH...]</c>: the default command.</summary>
internal sealed class LintCommand : ICommand
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files, directories and globs; '-' reads standard input. Without PATH: the project, which is the nearest directory upward with an .ekslint.yaml, else the git repository, else the working directory.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _format = new("--format")
    {
        Description = $"How to write the findings: {ReportFormats.Names}; into FILE, else to standard output. Repeatable.",
        HelpName = "F[=FILE]",
    };

    private readonly Option<string> _failOn = new("--fail-on") { Description = "The lowest severity that makes exit code 1: error, warning (default), info, never.", HelpName = "S" };

    private readonly Option<string> _minSeverity = new("--min-severity") { Description = "The lowest severity shown: error, warning (default), info.", HelpName = "S" };

    private readonly Option<string[]> _select = new("--select") { Description = "Run only these rules: ids, prefixes of ids (EKS2), names, categories. Repeatable, or a list with commas.", HelpName = "RULES" };

    private readonly Option<string[]> _ignore = new("--ignore") { Description = "Do not run these rules; named as for --select, and stronger.", HelpName = "RULES" };

    private readonly Option<string[]> _severity = new("--severity") { Description = "Give rules another severity: error, warning, info, off. Repeatable.", HelpName = "RULE=S" };

    private readonly Option<string> _kubernetesVersion = new("--kubernetes-version")
    {
        Description = "The version to check against, such as 1.33. Default: that of the nearest ClusterConfig, else " + KubernetesVersion.DefaultVersion + ".",
        HelpName = "V",
    };

    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Apply the safe fixes of the findings shown, and report what remains. Of standard input, the fixed text goes to standard output, and the findings to standard error.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> _unsafeFixes = new("--unsafe-fixes") { Description = "With --fix or --diff: apply also the fixes that are offered, which probably do what is meant.", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _diff = new("--diff")
    {
        Description = "Write nothing: show on standard output what --fix would change, as patch -p0 reads it, and the findings on standard error.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string[]> _context = new("--context")
    {
        Description = "Where the objects are that the named files refer to: a directory whose files are read, and not reported on. Repeatable. Default: the project of each file that is named.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _noContext = new("--no-context") { Description = "Read nothing but the PATHs: what they refer to elsewhere is unknown.", Arity = ArgumentArity.Zero };

    private readonly Option<string> _cache = new("--cache")
    {
        Description = "Keep in FILE what is known of the files of the context, so that the next run reads only those that have changed. Made where there is none; one for each project.",
        HelpName = "FILE",
    };

    private readonly ConfigurationOptions _configuration = new();

    private readonly Option<bool> _helm = new("--helm")
    {
        Description = "Render charts with the helm program and lint what they render to; with which values, 'helm' in the configuration says.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string> _stdinFilename = new("--stdin-filename") { Description = "The path to show for standard input.", HelpName = "NAME" };

    private readonly Option<bool> _showSuppressed = new("--show-suppressed") { Description = "Show suppressed findings too, marked as such.", Arity = ArgumentArity.Zero };

    private readonly Option<string> _color = ColorOption.Create();

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Say more on standard error: what is linted, what is passed over, where a rule failed.", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show findings only: no closing line, no notes.", Arity = ArgumentArity.Zero };

    private readonly Option<bool> _profile = new("--profile")
    {
        Description = "Say on standard error, and in the summary of the JSON format, what each phase and each rule costs.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Makes the command.</summary>
    public LintCommand() =>
        Command = new Command("lint", "Lint Kubernetes, eksctl and VPC YAML. The default command: 'ekslint k8s/' is 'ekslint lint k8s/'.")
        {
            _paths,
            _format,
            _failOn,
            _minSeverity,
            _select,
            _ignore,
            _severity,
            _kubernetesVersion,
            _fix,
            _unsafeFixes,
            _diff,
            _configuration.Config,
            _configuration.NoConfig,
            _context,
            _noContext,
            _cache,
            _helm,
            _stdinFilename,
            _showSuppressed,
            _color,
            _verbose,
            _quiet,
            _profile,
        };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("ekslint", "lint the project"),
        ("ekslint k8s/ cluster.yaml", "lint a directory and a file"),
        ("ekslint --fix k8s/", "mend what can be mended without a doubt"),
        ("helm template chart/ | ekslint -", "lint what a chart renders to"),
        ("ekslint --select EKS2,Capacity k8s/", "run the rules on Services and on capacity only"),
        ("ekslint --format text --format sarif=ekslint.sarif", "show the findings, and write them for code scanning"),
        ("ekslint -- -odd-name.yaml", "lint a file whose name begins with a dash"),
    ];

    /// <inheritdoc/>
    public int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host)
    {
        // Finding files takes one core; another can open the tables by then.
        _ = Task.Run(static () => { _ = SchemaTable.Default; });
        return Run(parsed, operands, host, RuleCatalog.Create());
    }

    /// <summary>Runs given rules.</summary>
    internal int Run(ParseResult parsed, IReadOnlyList<string> operands, Host host, RuleCatalog rules)
    {
        string[] paths = [.. parsed.GetValue(_paths) ?? [], .. operands];
        var fixes = ReadFixes(parsed);
        var isOutputTaken = fixes is not null && (fixes.ShowsDiff || paths.Contains("-", StringComparer.Ordinal));
        var targets = ReportFormats.Read(parsed.GetValue(_format) ?? [], host, ColorOption.Read(parsed.GetValue(_color)), isOutputTaken);
        var options = new ReportOptions(
            FailOn: ReadSeverity(parsed, _failOn, "never") ?? DiagnosticSeverity.Warning,
            MinSeverity: ReadSeverity(parsed, _minSeverity),
            ShowsSuppressed: parsed.GetValue(_showSuppressed),
            IsQuiet: parsed.GetValue(_quiet));
        var ruleSettings = ReadSettings(parsed, rules);
        KubernetesVersion? version = parsed.GetValue(_kubernetesVersion) is { } text
            ? KubernetesVersion.TryParse(text, out var read) ? read : throw new UsageException($"'{text}' is no Kubernetes version; write --kubernetes-version 1.33")
            : null;
        var isVerbose = parsed.GetValue(_verbose);

        var profile = parsed.GetValue(_profile) ? new RunProfile() : null;
        var settings = _configuration.Load(parsed, host, () => rules.Names, DirectoryOf(paths, parsed, host), ruleSettings, version);

        // While files are found and read, another core can ready the rules.
        var driver = Task.Run(() => new LintDriver(rules.Analyzers, ruleSettings) { Profile = profile });
        if (isVerbose && settings.Project.File is { } configuration)
            host.Note($"the configuration is {configuration.Source.Path}");
        var cache = parsed.GetValue(_cache) is { } cacheName ? CacheFile.Open(cacheName, host) : null;
        var (texts, isPartial) = FindTexts(paths, parsed, settings.Project, host, isVerbose, cache is not null);
        HeapGrowth.Prepare(texts);
        var renderer = parsed.GetValue(_helm) ? new ChartRenderer(settings.Project, host) : null;
        if (renderer is not null && fixes is not null)
            throw new UsageException("--helm does not go with --fix and --diff: what is rendered is no file that could be changed");
        texts = renderer?.Render(texts) ?? texts;
        profile?.EndPhase("find files");
        var session = fixes is null ? null : new FixSession(texts, fixes, Lint, host);
        var report = session is null ? Lint(texts) : session.Run();
        foreach (var target in targets)
            target.Write(report, host);
        profile?.EndPhase("report");
        WriteNotes(report, settings.EditorConfig, host, isVerbose);
        if (profile is not null)
            ProfileTable.Write(profile, host.Error);
        if (!report.IsComplete || session is { IsComplete: false } || renderer is { IsComplete: false })
            return ExitCode.Failure;
        return report.Fails ? ExitCode.Findings : ExitCode.Success;

        LintReport Lint(IEnumerable<InputText> read)
        {
            if (cache is null)
                return LintWith(read, known: null);
            try
            {
                var cached = LintWith(read, cache.Outlines);
                if (!cache.Outlines.IsMistaken)
                {
                    cache.Save();
                    return cached;
                }
            }
            catch (Exception) when (cache.Outlines.IsMistaken)
            {
                // What needed the text of a file that is another one now.
            }

            return LintWith(read, known: null);
        }

        LintReport LintWith(IEnumerable<InputText> read, OutlineCache? known)
        {
            var input = InputReader.Read(read, settings.Project, profile, known) with { IsPartial = isPartial };
            return new LintReport(driver.GetAwaiter().GetResult().Run(input), input, rules, ruleSettings, options) { Profile = profile };
        }
    }

    private FixOptions? ReadFixes(ParseResult parsed)
    {
        var (applies, isUnsafe, showsDiff) = (parsed.GetValue(_fix), parsed.GetValue(_unsafeFixes), parsed.GetValue(_diff));
        if (isUnsafe && !applies && !showsDiff)
            throw new UsageException("--unsafe-fixes goes with --fix or --diff");
        return applies || showsDiff ? new FixOptions(isUnsafe ? FixSafety.Offer : FixSafety.Safe, showsDiff) : null;
    }

    /// <summary>The directory that holds all that is linted: from there the configuration is looked for.</summary>
    private string DirectoryOf(IReadOnlyList<string> paths, ParseResult parsed, Host host)
    {
        var named = paths.Select(path => path == "-" ? parsed.GetValue(_stdinFilename) : path).OfType<string>().Select(path => Path.GetFullPath(BeforeGlob(path), host.WorkingDirectory));
        return ProjectFinder.FindCommonDirectory(named) ?? host.WorkingDirectory;
    }

    private static string BeforeGlob(string path)
    {
        var glob = path.AsSpan().IndexOfAny('*', '?');
        return glob < 0 ? path : Path.GetDirectoryName(path[..glob] + "x") ?? "";
    }

    /// <summary>The texts to read, and whether some of their project was left out on purpose.</summary>
    private (IReadOnlyCollection<InputText> Texts, bool IsPartial) FindTexts(IReadOnlyList<string> paths, ParseResult parsed, ProjectSettings settings, Host host, bool isVerbose, bool takesStamps)
    {
        var finder = new FileFinder(host.WorkingDirectory) { IsExcluded = (path, _) => settings.IsExcluded(path), TakesStamps = takesStamps };
        if (paths.Count == 0)
        {
            var project = ProjectFinder.FindProject(host.WorkingDirectory);
            if (isVerbose)
                host.Note($"linting the project {project}");
            finder.Add(project);
            return (finder.Found, false);
        }

        var stdinFilename = parsed.GetValue(_stdinFilename);
        InputText? input = null;
        var named = new List<string>();
        foreach (var path in paths)
        {
            if (path == "-")
            {
                input = new InputText(StdinPath(stdinFilename, host), host.OpenInput);
                if (!string.IsNullOrEmpty(stdinFilename))
                    named.Add(stdinFilename);
            }
            else if (path.Length == 0)
            {
                throw new UsageException("a PATH is empty");
            }
            else
            {
                switch (finder.Add(path))
                {
                    case PathKind.Nothing:
                        throw new UsageException($"{path}: there is no such file or directory");
                    case PathKind.LinkOut:
                        throw new UsageException($"{path}: this is a link that leads out of the project; name what it leads to");
                    case PathKind.File:
                        named.Add(path);
                        break;
                }
            }
        }

        foreach (var excluded in finder.Excluded)
            host.Note($"{excluded} is excluded");
        var isPartial = !AddContext(finder, named, parsed, host, isVerbose);

        // An editor sends what it has not saved yet: its text counts, not the file's.
        return (input is null ? finder.Found : [.. finder.Found.Where(text => text.Path != input.Path), input], isPartial);
    }

    /// <summary>A Service among three changed files selects pods in a fourth.</summary>
    /// <returns>Whether the rest of the project is read.</returns>
    private bool AddContext(FileFinder finder, IReadOnlyList<string> named, ParseResult parsed, Host host, bool isVerbose)
    {
        string[] given = parsed.GetValue(_context) ?? [];
        if (parsed.GetValue(_noContext))
        {
            if (given.Length > 0)
                throw new UsageException("--no-context and --context exclude each other");
            return false;
        }

        foreach (var path in given)
        {
            if (!Directory.Exists(Path.GetFullPath(path, host.WorkingDirectory)))
                throw new UsageException($"{path}: there is no such directory, which --context names");
        }

        var projects = given.Length > 0
            ? given
            : [.. named.Select(path => ProjectFinder.FindProjectOf(Path.GetFullPath(path, host.WorkingDirectory), host.WorkingDirectory)).OfType<string>()];
        var isWhole = true;
        foreach (var project in projects.Distinct(StringComparer.Ordinal))
        {
            if (isVerbose)
                host.Note($"reading the rest of {project} for what the files refer to");
            if (finder.AddContext(project))
                continue;
            isWhole = false;
            host.Note($"{project} holds more than {FileFinder.MostContextFiles} files, so what the files refer to there is unknown; name a smaller part with --context");
        }

        return isWhole;
    }

    private static string StdinPath(string? name, Host host)
    {
        if (string.IsNullOrEmpty(name))
            return ProjectSettings.StandardInput;
        return Path.GetRelativePath(host.WorkingDirectory, Path.GetFullPath(name, host.WorkingDirectory)).Replace('\\', '/');
    }

    private static DiagnosticSeverity? ReadSeverity(ParseResult parsed, Option<string> option, string? also = null)
    {
        if (parsed.GetValue(option) is not { } name)
            return null;
        if (name == also)
            return SeverityNames.Never;
        return SeverityNames.Parse(name)
            ?? throw new UsageException($"'{name}' is no severity for {option.Name}; valid are error, warning, info{(also is null ? "" : ", " + also)}");
    }

    private RuleSettings ReadSettings(ParseResult parsed, RuleCatalog rules)
    {
        var settings = new RuleSettings();
        foreach (var pattern in ReadPatterns(parsed, _select, rules))
            settings.Select(pattern);
        foreach (var pattern in ReadPatterns(parsed, _ignore, rules))
            settings.Ignore(pattern);
        foreach (var setting in (parsed.GetValue(_severity) ?? []).SelectMany(SplitList))
        {
            if (setting.Split('=', StringSplitOptions.TrimEntries) is not [var pattern, var severity])
                throw new UsageException($"'{setting}' is no setting for --severity; write --severity EKS2003=warning");
            rules.CheckPattern(pattern, _severity.Name);
            settings.Override(pattern, ReadReportSeverity(severity));
        }

        return settings;
    }

    private static IEnumerable<string> ReadPatterns(ParseResult parsed, Option<string[]> option, RuleCatalog rules)
    {
        var patterns = (parsed.GetValue(option) ?? []).SelectMany(SplitList).ToList();
        foreach (var pattern in patterns)
            rules.CheckPattern(pattern, option.Name);
        if (patterns.Count == 0 && parsed.GetResult(option) is not null)
            throw new UsageException($"{option.Name} names no rule");
        return patterns;
    }

    private static string[] SplitList(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ReportDiagnostic ReadReportSeverity(string name) => name switch
    {
        "error" => ReportDiagnostic.Error,
        "warning" => ReportDiagnostic.Warn,
        "info" => ReportDiagnostic.Info,
        "off" => ReportDiagnostic.Suppress,
        _ => throw new UsageException($"'{name}' is no severity for --severity; valid are error, warning, info, off"),
    };

    /// <summary>Whether a path may stand in a command that somebody copies: no shell reads anything into it.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        foreach (var character in path)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('/' or '.' or '_' or '-'))
                return false;
        }

        return path[0] != '-';
    }

    private static void WriteNotes(LintReport report, EditorConfigSeverities? editorConfig, Host host, bool isVerbose)
    {
        foreach (var failure in report.FailedRules)
        {
            host.Note($"the rule {failure.Analyzer.Name} failed{(isVerbose ? "" : " (--verbose shows where)")}");
            if (isVerbose)
                host.NoteDetails(failure.Exception);
        }

        if (report.Options.IsQuiet)
            return;
        foreach (var problem in editorConfig?.Problems ?? [])
            host.Note(problem);
        var templates = report.UnrenderedTemplates().ToList();
        if (templates is [var first, ..])
        {
            var others = templates.Count > 1 ? $" and {templates.Count - 1} more" : "";
            var path = first.Location.File.Path;
            var chart = path.LastIndexOf("/templates/", StringComparison.Ordinal) is > 0 and var end && IsPlain(path.AsSpan(0, end)) ? path[..end] : "…";
            host.Note($"passed over unrendered templates (EKS0005): {path}{others}; lint what they render to: helm template {chart} | ekslint -");
        }

        var unresolved = report.UnresolvedKustomizations;
        if (unresolved is [var kustomization, ..] && !isVerbose)
        {
            var others = unresolved.Count > 1 ? $" and {unresolved.Count - 1} more (--verbose lists them)" : "";
            host.Note($"did not resolve {kustomization.Path}, which {kustomization.Problem}{others}; its files were linted one by one: kubectl kustomize … | ekslint -");
        }

        if (isVerbose)
        {
            foreach (var (path, problem) in unresolved)
                host.Note($"did not resolve {path}, which {problem}");
            foreach (var template in templates)
                host.Note($"passed over {template.Location.File.Path}: {template.Message}");
        }
    }
}
