using System.Text.Json;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Cli.Output;

/// <summary>JSON, version 1: what scripts depend on. Fields that do not apply are left out.</summary>
internal sealed class JsonFormat : IReportFormat
{
    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        using (var writer = new Utf8JsonWriter(output, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartObject("tool");
            writer.WriteString("name", "ekslint");
            writer.WriteString("version", CommandLine.Version);
            writer.WriteEndObject();
            writer.WriteStartArray("diagnostics");
            foreach (var diagnostic in report.Shown(DiagnosticSeverity.Info))
                WriteDiagnostic(writer, report, diagnostic);
            writer.WriteEndArray();
            WriteSummary(writer, report.Summary, report.Profile);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteDiagnostic(Utf8JsonWriter writer, LintReport report, ManifestDiagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("id", diagnostic.Id);
        writer.WriteString("name", diagnostic.Descriptor.CustomTags.FirstOrDefault() ?? "");
        writer.WriteString("category", diagnostic.Descriptor.Category);
        writer.WriteString("severity", diagnostic.Severity.ToName());
        writer.WriteText("message", diagnostic.Message);
        writer.WriteText("helpUri", diagnostic.Descriptor.HelpLinkUri);
        WritePlace(writer, diagnostic.Location);
        if (diagnostic.Manifest is { } manifest)
            WriteObject(writer, manifest);
        if (diagnostic.Path.Length > 0)
            writer.WriteText("path", diagnostic.Path);
        WriteRelated(writer, diagnostic.Related);
        if (report.FixOf(diagnostic) is { } fix)
            WriteFix(writer, fix);
        if (diagnostic.Suppression is { } suppression)
            WriteSuppression(writer, suppression);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, SourceLocation location)
    {
        var lines = location.File.GetLineSpan(location.Span);
        writer.WriteText("file", location.File.Path);
        writer.WriteNumber("line", lines.Start.Line + 1);
        writer.WriteNumber("column", lines.Start.Character + 1);
        writer.WriteNumber("endLine", lines.End.Line + 1);
        writer.WriteNumber("endColumn", lines.End.Character + 1);
    }

    private static void WriteObject(Utf8JsonWriter writer, ManifestObject manifest)
    {
        writer.WriteStartObject("object");
        writer.WriteText("apiVersion", manifest.ApiVersion);
        writer.WriteText("kind", manifest.Kind);
        if (manifest.ShownNamespace is { } space)
            writer.WriteText("namespace", space);
        if (manifest.Name.Length > 0)
            writer.WriteText("name", manifest.Name);
        if (manifest.RenderedFrom is { } source)
            writer.WriteText("renderedFrom", source);
        writer.WriteEndObject();
    }

    private static void WriteRelated(Utf8JsonWriter writer, IReadOnlyList<RelatedPlace> places)
    {
        var known = places.Where(static place => place.Location.File is not null).ToList();
        if (known.Count == 0)
            return;
        writer.WriteStartArray("related");
        foreach (var place in known)
        {
            writer.WriteStartObject();
            WritePlace(writer, place.Location);
            writer.WriteText("message", place.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFix(Utf8JsonWriter writer, CodeFix fix)
    {
        writer.WriteStartObject("fix");
        writer.WriteText("title", fix.Title);
        writer.WriteString("safety", fix.Safety == FixSafety.Safe ? "safe" : "offer");
        writer.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            writer.WriteStartObject();
            WritePlace(writer, edit.Location);
            writer.WriteText("text", edit.NewText);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter writer, Suppression suppression)
    {
        writer.WriteStartObject("suppressed");
        writer.WriteText("kind", suppression.Kind);
        if (suppression.Reason.Length > 0)
            writer.WriteText("reason", suppression.Reason);
        writer.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter writer, ReportSummary summary, RunProfile? profile)
    {
        writer.WriteStartObject("summary");
        writer.WriteNumber("files", summary.Files);
        writer.WriteNumber("documents", summary.Documents);
        writer.WriteNumber("objects", summary.Objects);
        writer.WriteNumber("errors", summary.Errors);
        writer.WriteNumber("warnings", summary.Warnings);
        writer.WriteNumber("infos", summary.Infos);
        writer.WriteNumber("suppressed", summary.Suppressed);
        writer.WriteNumber("baselined", 0);
        writer.WriteNumber("skipped", summary.Skipped);
        if (profile is not null)
            WriteProfile(writer, profile);
        writer.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter writer, RunProfile profile)
    {
        WriteElapsed(writer, profile.Elapsed);
        WriteCosts(writer, "phases", profile.Phases);
        WriteCosts(writer, "rules", profile.Rules);
    }

    private static void WriteCosts(Utf8JsonWriter writer, string name, IEnumerable<ProfileEntry> costs)
    {
        writer.WriteStartArray(name);
        foreach (var cost in costs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", cost.Name);
            WriteElapsed(writer, cost.Time);
            writer.WriteNumber("allocatedBytes", cost.AllocatedBytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteElapsed(Utf8JsonWriter writer, TimeSpan elapsed) => writer.WriteNumber("elapsedMs", Math.Round(elapsed.TotalMilliseconds, 3));
}
