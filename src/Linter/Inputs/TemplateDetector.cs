using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Recognises documents that a template engine has yet to render: they are no YAML, or YAML by accident, and say nothing of the objects they
/// will become.</summary>
internal static class TemplateDetector
{
    /// <summary>Whether a file is a template of a chart.</summary>
    /// <remarks>helm.sh/docs/topics/charts, The Chart File Structure: what stands in templates/ is rendered, whether it holds actions or not.</remarks>
    /// <param name="path">The path of the file.</param>
    /// <param name="charts">The directories that hold a Chart.yaml.</param>
    public static bool IsInChart(string path, IReadOnlySet<string> charts)
    {
        for (var at = path.IndexOf(Templates, StringComparison.Ordinal); at >= 0; at = path.IndexOf(Templates, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || path[at - 1] == '/') && path[..Math.Max(at - 1, 0)] is var chart && charts.Contains(chart))
                return true;
        }

        return false;
    }

    /// <summary>A file that stands among the templates of a chart: nothing of it is looked at, and a note stands in its place.</summary>
    public static ParsedFile PassOver(SourceFile file)
    {
        var action = Math.Max(file.Text.IndexOf("{{"u8), 0);
        var span = new SourceSpan(action, Math.Min(action + 2, file.Text.Length));
        return new ParsedFile(file, [], [new SyntaxError(SyntaxErrorKind.Template, new SourceLocation(file, span), "a template of a chart")]);
    }

    /// <summary>Takes unrendered documents out of a file and leaves one note in their place.</summary>
    public static ParsedFile PassOver(ParsedFile parsed)
    {
        // What has an outline is a manifest as it stands.
        if (parsed is { Errors.Count: 0, Documents: [{ Outline: not null }] })
            return parsed;
        var text = parsed.File.Text;
        if (text.IndexOf((byte)'{') < 0 || !parsed.File.Contains("{{"u8))
            return parsed;
        var documents = new List<YamlDocument>();
        var errors = new List<SyntaxError>();
        SourceLocation? first = null;
        foreach (var document in parsed.Documents)
        {
            if (document.Outline is null && FindAction(document) is { } action)
                first = Earlier(first, action);
            else
                documents.Add(document);
        }

        var inTemplates = IsHelmTemplate(parsed.File.Path);
        foreach (var error in parsed.Errors)
        {
            if (error.Kind == SyntaxErrorKind.Malformed && (inTemplates || HoldsActionLine(text)))
                first = Earlier(first, new SourceLocation(parsed.File, new SourceSpan(text.IndexOf("{{"u8), text.IndexOf("{{"u8) + 2)));
            else
                errors.Add(error);
        }

        if (first is { } place)
            errors.Add(new SyntaxError(SyntaxErrorKind.Template, place, "an unrendered template"));
        return first is null ? parsed : parsed with { Documents = documents, Errors = errors };
    }

    private const string Templates = "templates/";

    /// <summary>Whether a path is that of a chart's template: <c>templates/</c> beside a chart's other files.</summary>
    private static bool IsHelmTemplate(string path) => path.Contains("/templates/", StringComparison.Ordinal) || path.StartsWith("templates/", StringComparison.Ordinal);

    private static SourceLocation Earlier(SourceLocation? known, SourceLocation other) =>
        known is { } location && location.Span.Start <= other.Span.Start ? location : other;

    /// <summary><c>image: {{ .Values.image }}</c> parses as a mapping in a mapping; no manifest is written so.</summary>
    private static SourceLocation? FindAction(YamlDocument document)
    {
        var text = document.File.Text;
        for (var i = 0; i < document.NodeCount; i++)
        {
            ref readonly var node = ref document[i];
            if (node is { Kind: NodeKind.Mapping, Style: NodeStyle.Flow } && text[node.Start..].StartsWith("{{"u8))
                return new SourceLocation(document.File, new SourceSpan(node.Start, node.Start + 2));
        }

        return null;
    }

    /// <summary>Whether a line begins with an action or has one as its value: in text that is no YAML that is no accident.</summary>
    private static bool HoldsActionLine(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimStart(" \t-"u8);
            if (line.StartsWith("{{"u8) || line.IndexOf(": {{"u8) >= 0)
                return true;
        }

        return false;
    }
}
