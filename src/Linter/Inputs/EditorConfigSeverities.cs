using System.Text;
using System.Text.RegularExpressions;
using EksLint.Analysis;
using EksLint.Configuration;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Inputs;

/// <summary>
/// Severities from <c>.editorconfig</c>, with the keys of Roslyn's analyzers: <c>dotnet_diagnostic.EKS2002.severity</c>, then
/// <c>dotnet_analyzer_diagnostic.category-Services.severity</c>, then <c>dotnet_analyzer_diagnostic.severity</c>. Read from the directory of a file up to
/// <c>root = true</c> or the root of the repository; without a repository, up to the project's directory.
/// </summary>
/// <remarks>Microsoft Learn, "Configure code analysis rules", severity scope and precedence. Roslyn's AnalyzerConfigSet resolves the sections and the first key;
/// the bulk keys are left to its caller.</remarks>
public sealed class EditorConfigSeverities : ISeveritySource
{
    private const string FileName = ".editorconfig";
    private const string IdKey = "dotnet_diagnostic.";
    private const string BulkKey = "dotnet_analyzer_diagnostic.";

    // A section name becomes a regular expression, and each of these can multiply the ways to match it.
    private const int MostWildcards = 12;

    private readonly string _workingDirectory;
    private readonly string _top;
    private readonly Dictionary<string, Level?> _levels = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Dictionary<string, AnalyzerConfigOptionsResult?>? _options;

    /// <summary>Makes the severities of a run.</summary>
    /// <param name="workingDirectory">The directory to which shown paths belong.</param>
    /// <param name="project">The project's directory.</param>
    public EditorConfigSeverities(string workingDirectory, string project)
    {
        _workingDirectory = workingDirectory;
        _top = ProjectFinder.FindRepository(project) ?? project;
    }

    /// <summary>What is wrong with the files that were read, in order.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <inheritdoc/>
    public bool MayTurnOn(DiagnosticDescriptor rule) => true;

    /// <inheritdoc/>
    public bool LeavesAllOpen => true;

    /// <inheritdoc/>
    public GivenSeverity? Find(DiagnosticDescriptor rule, SourceFile? file, ManifestObject? manifest)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (file is null || file.Path == ProjectSettings.StandardInput || OptionsOf(file.Path) is not { } options)
            return null;
        if (options.TreeOptions.TryGetValue(rule.Id, out var given))
            return Give(given, RulePattern.Exact, $"{IdKey}{rule.Id}.severity");
        var category = $"{BulkKey}category-{rule.Category}.severity";
        return FindBulk(options, category, exactness: 1) ?? FindBulk(options, BulkKey + "severity", exactness: 0);
    }

    private GivenSeverity? FindBulk(AnalyzerConfigOptionsResult options, string key, int exactness)
    {
        if (!options.AnalyzerOptions.TryGetValue(key, out var word) && !options.AnalyzerOptions.TryGetValue(key.ToLowerInvariant(), out word))
            return null;
        ReportDiagnostic? severity = word.ToLowerInvariant() switch
        {
            "error" => ReportDiagnostic.Error,
            "warning" => ReportDiagnostic.Warn,
            "suggestion" => ReportDiagnostic.Info,
            "silent" or "refactoring" or "none" => ReportDiagnostic.Suppress,
            "default" => ReportDiagnostic.Default,
            _ => null,
        };
        if (severity is not { } known)
        {
            _problems.Add($"{FileName}: '{DiagnosticBuilder.Shorten(word)}' is no severity for {key}; valid are error, warning, suggestion, silent, none, default");
            return null;
        }

        return Give(known, exactness, key);
    }

    private static GivenSeverity Give(ReportDiagnostic severity, int exactness, string key) =>
        new(severity == ReportDiagnostic.Hidden ? ReportDiagnostic.Suppress : severity, $"{FileName}: {key}", exactness, IsForPart: false);

    private AnalyzerConfigOptionsResult? OptionsOf(string path)
    {
        lock (_lock)
        {
            _options ??= new(StringComparer.Ordinal);
            if (!_options.TryGetValue(path, out var options))
                _options[path] = options = Read(Path.GetFullPath(path, _workingDirectory));
            return options;
        }
    }

    private AnalyzerConfigOptionsResult? Read(string full)
    {
        var directory = Path.GetDirectoryName(full);
        if (directory is null || !ProjectFinder.IsInside(directory, _top) || LevelOf(directory) is not { Set: { } set } level)
            return null;
        try
        {
            var result = set.GetOptionsForSourcePath(full);
            foreach (var problem in result.Diagnostics)
            {
                // The words of other tools' rules are their own affair.
                if (problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture) is var message && message.Contains("'eks", StringComparison.OrdinalIgnoreCase))
                    _problems.Add(message);
            }

            return result;
        }
        catch (RegexMatchTimeoutException)
        {
            level.Set = null;
            _problems.Add($"{FileName}: a section name takes too long to be compared with {Path.GetFileName(full)}; no severity is taken from there");
            return null;
        }
    }

    /// <summary>The files that count in a directory; null where none of them speaks of severities.</summary>
    private Level? LevelOf(string directory)
    {
        if (_levels.TryGetValue(directory, out var known))
            return known;
        var (text, isRoot) = ReadFile(Path.Combine(directory, FileName));
        var above = isRoot || directory == _top || Path.GetDirectoryName(directory) is not { } parent ? null : LevelOf(parent);
        return _levels[directory] = text is null ? above : new Level([.. above?.Configs ?? [], AnalyzerConfig.Parse(text, Path.Combine(directory, FileName))]);
    }

    /// <summary>The text of a file that speaks of severities, and whether nothing above it counts.</summary>
    private (string? Text, bool IsRoot) ReadFile(string path)
    {
        if (!Path.Exists(path))
            return (null, false);
        var bytes = ConfigurationFinder.TryRead(path, out var problem);
        if (bytes is null || SourceDecoder.Decode(path, bytes, out problem) is not { } file || problem is not null)
        {
            _problems.Add($"{Path.GetRelativePath(_workingDirectory, path).Replace('\\', '/')} cannot be read: {problem}");
            return (null, false);
        }

        var text = Encoding.UTF8.GetString(file.Text);
        var isRoot = IsRoot(text);
        return (text.Contains(IdKey, StringComparison.OrdinalIgnoreCase) || text.Contains(BulkKey, StringComparison.OrdinalIgnoreCase) ? WithoutWildSections(text) : null, isRoot);
    }

    /// <summary>Whether <c>root = true</c> stands before the first section.</summary>
    private static bool IsRoot(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var content = line.Trim();
            if (content is ['[', ..])
                return false;
            var equals = content.IndexOf('=');
            if (equals > 0 && content[..equals].TrimEnd().Equals("root", StringComparison.OrdinalIgnoreCase))
                return content[(equals + 1)..].Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static string WithoutWildSections(string text)
    {
        var result = new StringBuilder(text.Length);
        var isWild = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var content = line.Trim();
            if (content is ['[', ..])
                isWild = content.Count('*') + content.Count('{') > MostWildcards;
            if (!isWild)
                result.Append(line).Append('\n');
        }

        return result.ToString();
    }

    /// <summary>The files that count in a directory, the outermost first.</summary>
    private sealed class Level(IReadOnlyList<AnalyzerConfig> configs)
    {
        public IReadOnlyList<AnalyzerConfig> Configs { get; } = configs;

        public AnalyzerConfigSet? Set { get; set; } = AnalyzerConfigSet.Create(configs.ToList());
    }
}
