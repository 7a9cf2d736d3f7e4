using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;

namespace EksLint.Cli.Output;

/// <summary>For people: each finding with its lines, what to do and where to read on.</summary>
/// <param name="palette">The colours.</param>
internal sealed class TextFormat(Palette palette) : IReportFormat
{
    /// <summary>A second place this near is shown in the same frame.</summary>
    private const int NearLines = 12;

    /// <summary>Further places are named only.</summary>
    private const int MostFrames = 3;

    /// <inheritdoc/>
    public void Write(LintReport report, Stream output)
    {
        using var writer = Host.CreateWriter(output);
        foreach (var diagnostic in report.Shown())
            Write(writer, report, diagnostic);
        if (!report.Options.IsQuiet)
            writer.WriteLine(palette.Strong(ClosingLine.Of(report)));
    }

    private void Write(TextWriter writer, LintReport report, ManifestDiagnostic diagnostic)
    {
        var file = diagnostic.Location.File;
        var id = palette.Link(diagnostic.Descriptor.HelpLinkUri, diagnostic.Id);
        var state = diagnostic.Suppression is null ? "" : " (suppressed)";
        writer.WriteLine($"{palette.Severity(diagnostic.Severity, $"{diagnostic.Severity.ToName()}[{id}]{state}")}{palette.Strong(": " + SafeText.Escape(diagnostic.Message))}");

        var labels = new List<FrameLabel> { new(diagnostic.Location.Span, "", IsPrimary: true) };
        labels.AddRange(diagnostic.Related.Where(related => IsNear(diagnostic, related)).Select(static related => new FrameLabel(related.Location.Span, related.Message, IsPrimary: false)));
        var far = diagnostic.Related.Where(related => related.Location.File is not null && !IsNear(diagnostic, related)).ToList();
        var gutter = CodeFrame.GutterWidth(file, labels);
        foreach (var related in far.Take(MostFrames))
            gutter = Math.Max(gutter, CodeFrame.GutterWidth(related.Location.File, [new FrameLabel(related.Location.Span, "", IsPrimary: false)]));

        var frame = new CodeFrame(palette, text => palette.Severity(diagnostic.Severity, text));
        frame.Write(writer, file, labels, report.SecretsOf(file), gutter);
        foreach (var related in far.Take(MostFrames))
        {
            writer.WriteLine($"{new string(' ', gutter)} {palette.Gutter("|")}");
            frame.Write(writer, related.Location.File, [new FrameLabel(related.Location.Span, related.Message, IsPrimary: false)], report.SecretsOf(related.Location.File), gutter);
        }

        WriteNotes(writer, diagnostic, far, new string(' ', gutter));
        writer.WriteLine();
    }

    private void WriteNotes(TextWriter writer, ManifestDiagnostic diagnostic, List<RelatedPlace> far, string margin)
    {
        if (diagnostic.Location.File.Length > 0)
            writer.WriteLine($"{margin} {palette.Gutter("|")}");
        foreach (var related in far.Skip(MostFrames))
        {
            var place = related.Location.File.GetLinePosition(related.Location.Span.Start);
            WriteNote("note", $"{SafeText.EscapePath(related.Location.File.Path)}:{place.Line + 1}:{place.Character + 1}: {SafeText.Escape(related.Message)}");
        }

        if (diagnostic.Manifest is { } manifest)
        {
            WriteNote("where", Where(manifest, diagnostic.Path));
            if (manifest.RenderedFrom is { } source)
                WriteNote("rendered from", SafeText.EscapePath(source));
        }

        if (diagnostic.Help is { } help)
        {
            var safety = diagnostic.Fix switch { null => "", { Safety: FixSafety.Safe } => " (safe fix)", _ => " (possible fix)" };
            WriteNote("help", palette.Help(SafeText.Escape(help)) + safety);
        }

        if (diagnostic.Suppression is { } suppression)
            WriteNote("suppressed", SafeText.Escape($"by {(suppression.Kind is ['a', ..] ? "an" : "a")} {suppression.Kind}{(suppression.Reason.Length > 0 ? ": " + suppression.Reason : "")}"));
        WriteNote("docs", palette.Link(diagnostic.Descriptor.HelpLinkUri, diagnostic.Descriptor.HelpLinkUri));

        void WriteNote(string title, string text) => writer.WriteLine($"{margin} {palette.Gutter("=")} {palette.Strong(title)}: {text}");
    }

    private static string Where(ManifestObject manifest, string path)
    {
        var space = manifest.ShownNamespace is { } shown ? shown + "/" : "";
        return SafeText.Escape($"{manifest.Kind}{(manifest.Name.Length > 0 ? $"/{space}{manifest.Name}" : "")}{(path.Length > 0 ? " › " + path : "")}");
    }

    private static bool IsNear(ManifestDiagnostic diagnostic, RelatedPlace related) =>
        related.Location.File == diagnostic.Location.File
        && Math.Abs(related.Location.File.GetLinePosition(related.Location.Span.Start).Line - related.Location.File.GetLinePosition(diagnostic.Location.Span.Start).Line) <= NearLines;
}
