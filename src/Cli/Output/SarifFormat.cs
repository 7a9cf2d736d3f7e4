using System.Globalization;
using System.Text;
using System.Text.Json;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Rules;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>SARIF 2.1.0, as code scanning and IDE viewers read it.</summary>
/// <remarks>OASIS Static Analysis Results Interchange Format 2.1.0; GitHub docs, "SARIF support for code scanning".</remarks>
/// <param name="paths">Code scanning knows paths from the root of the repository.</param>
internal sealed class SarifFormat(RepositoryPaths paths) : IReportFormat
{
    private const string RootId = "%SRCROOT%";
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>A snippet is for recognising the place, not for carrying the file.</summary>
    private const int LongestSnippet = 400;

    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        var results = report.Shown().ToList();
        var ids = results.Select(static result => result.Id).ToHashSet(StringComparer.Ordinal);
        var rules = report.Rules.Rules.Where(rule => ids.Contains(rule.Id) || report.SeverityGivenTo(rule) is not null).ToList();
        using (var writer = new Utf8JsonWriter(output, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(writer, rules);
            WriteInvocation(writer, report, rules);
            writer.WriteStartObject("originalUriBaseIds");
            writer.WriteStartObject(RootId);
            WriteMessage(writer, "description", "The root of the repository, or the directory in which ekslint ran.");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteString("columnKind", "utf16CodeUnits");
            WriteResults(writer, report, results, rules);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteTool(Utf8JsonWriter writer, List<RuleEntry> rules)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "ekslint");
        writer.WriteString("organization", "ekslint");
        writer.WriteString("semanticVersion", CommandLine.Version);
        writer.WriteString("informationUri", "https://github.com/ekslint/ekslint");
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
            WriteRule(writer, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, RuleEntry rule)
    {
        var section = RuleHelp.Section(rule.Id) ?? rule.Description;
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("name", ToPascalCase(rule.Name));
        WriteMessage(writer, "shortDescription", EndWithPeriod(rule.Title));
        WriteMessage(writer, "fullDescription", EndWithPeriod(rule.Description));
        writer.WriteStartObject("help");
        writer.WriteText("text", Markdown.Render(section, Palette.Plain));
        writer.WriteText("markdown", section);
        writer.WriteEndObject();
        writer.WriteString("helpUri", rule.Reference.HelpUri);
        writer.WriteStartObject("defaultConfiguration");
        writer.WriteString("level", ToLevel(rule.Descriptor.DefaultSeverity));
        writer.WriteEndObject();
        WriteRuleProperties(writer, rule);
        writer.WriteEndObject();
    }

    private static void WriteRuleProperties(Utf8JsonWriter writer, RuleEntry rule)
    {
        var isSecurity = rule.Descriptor.Category == RuleCategories.Security;
        writer.WriteStartObject("properties");
        writer.WriteString("precision", "high");
        if (isSecurity)
        {
            // GitHub: 7.0 and more is high, 4.0 and more medium, less low.
            var score = rule.Descriptor.DefaultSeverity switch { DiagnosticSeverity.Error => "8.0", DiagnosticSeverity.Warning => "5.0", _ => "2.0" };
            writer.WriteString("security-severity", score);
        }

        writer.WriteStartArray("tags");
        writer.WriteStringValue("kubernetes");
        writer.WriteStringValue("eks");
        writer.WriteStringValue(rule.Descriptor.Category.ToLowerInvariant());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter writer, LintReport report, List<RuleEntry> rules)
    {
        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", report.IsComplete);
        var overridden = rules.Where(rule => report.SeverityGivenTo(rule) is not null).ToList();
        if (overridden.Count > 0)
        {
            writer.WriteStartArray("ruleConfigurationOverrides");
            foreach (var rule in overridden)
                WriteOverride(writer, rule, rules.IndexOf(rule), report.SeverityGivenTo(rule)!.Value);
            writer.WriteEndArray();
        }

        var unread = report.Unread(SyntaxErrorKind.Unreadable).ToList();
        if (unread.Count > 0 || !report.IsComplete)
        {
            writer.WriteStartArray("toolExecutionNotifications");
            foreach (var error in unread)
                WriteNotification(writer, $"The file cannot be read: {EndWithPeriod(error.Message)}", error.Location.File);
            foreach (var failure in report.FailedRules)
                WriteNotification(writer, $"The rule {failure.Analyzer.Name} failed.", file: null);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteOverride(Utf8JsonWriter writer, RuleEntry rule, int index, ReportDiagnostic severity)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("configuration");
        if (severity == ReportDiagnostic.Suppress)
            writer.WriteBoolean("enabled", value: false);
        else
            writer.WriteString("level", severity switch { ReportDiagnostic.Error => "error", ReportDiagnostic.Warn => "warning", _ => "note" });
        writer.WriteEndObject();
        writer.WriteStartObject("descriptor");
        writer.WriteString("id", rule.Id);
        writer.WriteNumber("index", index);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteNotification(Utf8JsonWriter writer, string message, SourceFile? file)
    {
        writer.WriteStartObject();
        writer.WriteString("level", "error");
        WriteMessage(writer, "message", message);
        if (file is not null)
        {
            writer.WriteStartArray("locations");
            writer.WriteStartObject();
            writer.WriteStartObject("physicalLocation");
            WriteArtifact(writer, file);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteResults(Utf8JsonWriter writer, LintReport report, List<ManifestDiagnostic> results, List<RuleEntry> rules)
    {
        var indexes = rules.Select(static (rule, index) => (rule.Id, index)).ToDictionary(static rule => rule.Id, static rule => rule.index, StringComparer.Ordinal);
        var hashes = new Dictionary<SourceFile, IReadOnlyList<string>>();
        writer.WriteStartArray("results");
        foreach (var result in results)
        {
            var file = result.Location.File;
            if (!hashes.TryGetValue(file, out var lines))
                hashes[file] = lines = LineHashes.Of(file);
            WriteResult(writer, report, result, indexes, lines[Math.Min(file.GetLinePosition(result.Location.Span.Start).Line, lines.Count - 1)]);
        }

        writer.WriteEndArray();
    }

    private void WriteResult(Utf8JsonWriter writer, LintReport report, ManifestDiagnostic result, Dictionary<string, int> indexes, string lineHash)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", result.Id);
        if (indexes.TryGetValue(result.Id, out var index))
            writer.WriteNumber("ruleIndex", index);
        writer.WriteString("level", ToLevel(result.Severity));
        WriteMessage(writer, "message", EndWithPeriod(EscapeLinks(result.Message)));
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        WritePhysicalLocation(writer, report, result.Location);
        WriteLogicalLocation(writer, result);
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteRelated(writer, report, result);
        writer.WriteStartObject("partialFingerprints");
        writer.WriteString("ekslint/v1", Fingerprint(result));
        writer.WriteString("primaryLocationLineHash", lineHash);
        writer.WriteEndObject();
        if (report.FixOf(result) is { } fix)
            WriteFix(writer, fix);
        if (result.Suppression is { } suppression)
            WriteSuppression(writer, suppression);
        if (result.Manifest?.RenderedFrom is { } source)
        {
            writer.WriteStartObject("properties");
            writer.WriteText("renderedFrom", source);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WritePhysicalLocation(Utf8JsonWriter writer, LintReport report, SourceLocation location)
    {
        writer.WriteStartObject("physicalLocation");
        WriteArtifact(writer, location.File);
        WriteRegion(writer, "region", location, SnippetOf(report, location));
        writer.WriteEndObject();
    }

    private static void WriteLogicalLocation(Utf8JsonWriter writer, ManifestDiagnostic result)
    {
        if (result.Manifest is not { } manifest)
            return;
        writer.WriteStartArray("logicalLocations");
        writer.WriteStartObject();
        if (manifest.Name.Length > 0)
            writer.WriteText("name", manifest.Name);
        writer.WriteText("fullyQualifiedName", NameOf(manifest, result.Path));
        writer.WriteString("kind", "object");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static string NameOf(ManifestObject manifest, string path)
    {
        var space = manifest.ShownNamespace is { } shown ? shown + "/" : "";
        return $"{manifest.Kind}/{space}{manifest.Name}{(path.Length > 0 ? "/" + path : "")}";
    }

    private void WriteRelated(Utf8JsonWriter writer, LintReport report, ManifestDiagnostic result)
    {
        var places = result.Related.Where(static place => place.Location.File is not null).ToList();
        if (places.Count == 0)
            return;
        writer.WriteStartArray("relatedLocations");
        for (var i = 0; i < places.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", i + 1);
            WritePhysicalLocation(writer, report, places[i].Location);
            WriteMessage(writer, "message", EndWithPeriod(EscapeLinks(places[i].Message)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteFix(Utf8JsonWriter writer, CodeFix fix)
    {
        writer.WriteStartArray("fixes");
        writer.WriteStartObject();
        WriteMessage(writer, "description", EndWithPeriod(EscapeLinks(fix.Title)));
        writer.WriteStartArray("artifactChanges");
        foreach (var edits in fix.Edits.GroupBy(static edit => edit.Location.File))
        {
            writer.WriteStartObject();
            WriteArtifact(writer, edits.Key);
            writer.WriteStartArray("replacements");
            foreach (var edit in edits)
            {
                writer.WriteStartObject();
                WriteRegion(writer, "deletedRegion", edit.Location, snippet: null);
                WriteMessage(writer, "insertedContent", edit.NewText);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteSuppression(Utf8JsonWriter writer, Suppression suppression)
    {
        writer.WriteStartArray("suppressions");
        writer.WriteStartObject();
        writer.WriteString("kind", "inSource");
        if (suppression.Reason.Length > 0)
            writer.WriteText("justification", suppression.Reason);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void WriteArtifact(Utf8JsonWriter writer, SourceFile file)
    {
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", paths.ToUri(file.Path));
        if (paths.Contains(file.Path))
            writer.WriteString("uriBaseId", RootId);
        writer.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter writer, string name, SourceLocation location, string? snippet)
    {
        var span = location.File.GetLineSpan(location.Span);
        writer.WriteStartObject(name);
        writer.WriteNumber("startLine", span.Start.Line + 1);
        writer.WriteNumber("startColumn", span.Start.Character + 1);
        writer.WriteNumber("endLine", span.End.Line + 1);
        writer.WriteNumber("endColumn", span.End.Character + 1);
        if (snippet is not null)
            WriteMessage(writer, "snippet", snippet);
        writer.WriteEndObject();
    }

    /// <summary>The text of a place; null where it is long, and without the secrets in it.</summary>
    private static string? SnippetOf(LintReport report, SourceLocation location)
    {
        if (location.Span.IsEmpty || location.Span.Length > LongestSnippet)
            return null;
        var result = new StringBuilder();
        var position = location.Span.Start;

        // In order, so one behind the place ends the search.
        foreach (var secret in report.SecretsOf(location.File))
        {
            if (secret.Start >= location.Span.End)
                break;
            if (secret.End <= position)
                continue;
            result.Append(location.File.GetText(new SourceSpan(position, Math.Max(position, secret.Start)))).Append(SecretMask.Replacement);
            position = Math.Min(secret.End, location.Span.End);
        }

        return result.Append(location.File.GetText(new SourceSpan(position, location.Span.End))).ToString();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteText("text", text);
        writer.WriteEndObject();
    }

    /// <summary><c>[text](address)</c> in a message is a link; one that a file smuggles in is not ours.</summary>
    private static string EscapeLinks(string message) =>
        message.Contains("](", StringComparison.Ordinal) ? message.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal) : message;

    private static string EndWithPeriod(string text) => text is [.., '.' or '?' or '!'] ? text : text + ".";

    private static string ToLevel(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    private static string ToPascalCase(string name) => string.Concat(name.Split('-').Select(static word => word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : ""));

    /// <summary>Stays the same when the file is re-indented or moved: what the finding is about, not where it stands.</summary>
    private static string Fingerprint(ManifestDiagnostic result)
    {
        var subject = result.Manifest is { } manifest
            ? string.Join('\n', result.Id, manifest.Kind, manifest.Namespace, manifest.Name, result.Path)
            : string.Join('\n', result.Id, result.Location.File.Path);

        // FNV-1a, 64 bits: no need for a hash that withstands attacks, nor for the library that has one.
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(subject))
            hash = unchecked((hash ^ value) * 1099511628211UL);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
