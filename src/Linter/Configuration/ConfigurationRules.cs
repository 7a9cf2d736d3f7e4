using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;
using EksLint.Analysis;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Configuration;

/// <summary>The severities of a configuration file: the last override that names a rule counts, else <c>rules</c>.</summary>
internal sealed class ConfigurationRules : ISeveritySource
{
    private readonly ConfigurationFile _file;
    private readonly Func<string, string?> _projectPath;
    private readonly (RulePattern Pattern, ReportDiagnostic Severity)[] _rules;
    private readonly Part[] _parts;
    private readonly ConcurrentDictionary<string, Part[]> _partsByPath = new(StringComparer.Ordinal);

    /// <summary>Makes the severities of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="projectPath">Gives the path from the project down of a path that is shown; null where it lies elsewhere.</param>
    public ConfigurationRules(ConfigurationFile file, Func<string, string?> projectPath)
    {
        _file = file;
        _projectPath = projectPath;
        _rules = SettingsOf(file.Rules);

        // The last one counts, so it stands first.
        _parts = [.. file.Overrides.Reverse().Select(static written => new Part(written, SettingsOf(written.Rules)))];
    }

    /// <inheritdoc/>
    public GivenSeverity? Find(DiagnosticDescriptor rule, SourceFile? file, ManifestObject? manifest)
    {
        if (file is not null)
        {
            foreach (var part in PartsOf(file.Path))
            {
                if (part.Applies(manifest) && RuleSettings.MostExact(part.Rules, rule) is { } found)
                    return new GivenSeverity(found.Severity, OriginOf(part.Written.Rules[found.Index].Location, part.Written.Reason), found.Exactness, IsForPart: true);
            }
        }

        return RuleSettings.MostExact(_rules, rule) is { } given
            ? new GivenSeverity(given.Severity, OriginOf(_file.Rules[given.Index].Location), given.Exactness, IsForPart: false)
            : null;
    }

    /// <inheritdoc/>
    public bool MayTurnOn(DiagnosticDescriptor rule) =>
        Array.Exists(_parts, part => RuleSettings.MostExact(part.Rules, rule) is { Severity: not ReportDiagnostic.Suppress });

    /// <summary>The overrides that count for objects in a file, the strongest first.</summary>
    public IEnumerable<RuleOverride> ObjectOverridesOf(string path) => PartsOf(path).Where(static part => part.Written.Objects.Count > 0).Select(static part => part.Written);

    /// <summary>The place of a setting, for people.</summary>
    public static string OriginOf(SourceLocation location, string reason = "")
    {
        var place = location.File.GetLinePosition(location.Span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{location.File.Path}({place.Line + 1},{place.Character + 1}){(reason.Length > 0 ? ": " + reason : "")}");
    }

    private Part[] PartsOf(string path) => _parts.Length == 0 ? _parts : _partsByPath.GetOrAdd(path, FindParts);

    private Part[] FindParts(string path)
    {
        var inProject = _projectPath(path);
        return Array.FindAll(_parts, part => part.Written.Files is not { } files || (inProject is not null && files.IsMatch(inProject)));
    }

    private static (RulePattern Pattern, ReportDiagnostic Severity)[] SettingsOf(IReadOnlyList<RuleSeverity> rules) => [.. rules.Select(static rule => (rule.Pattern, rule.Severity))];

    private sealed record Part(RuleOverride Written, (RulePattern Pattern, ReportDiagnostic Severity)[] Rules)
    {
        public bool Applies(ManifestObject? manifest) =>
            Written.Objects.Count == 0 || (manifest is not null && Written.Objects.Any(pattern => IsMeant(pattern, manifest)));

        private static bool IsMeant(ObjectPattern pattern, ManifestObject manifest) =>
            (pattern.Kind is null || pattern.Kind == manifest.Kind)
            && (pattern.Name is null || FileSystemName.MatchesSimpleExpression(pattern.Name, manifest.Name, ignoreCase: false))
            && (pattern.Namespace is null || FileSystemName.MatchesSimpleExpression(pattern.Namespace, manifest.Namespace, ignoreCase: false));
    }
}
