using System.Text;
using EksLint.Syntax;

namespace EksLint.Analysis;

/// <summary><c># ekslint: ignore[EKS2002] reason</c>: at the end of a line for that line, on a line of its own for the next node with all that it holds.</summary>
internal sealed class SuppressionComments
{
    private readonly Dictionary<SourceFile, List<Ignore>> _ignores = [];

    /// <summary>The comment that silences a finding, or null.</summary>
    public Suppression? Find(ParsedFile file, ManifestDiagnostic diagnostic)
    {
        if (!_ignores.TryGetValue(file.File, out var ignores))
            _ignores[file.File] = ignores = Read(file);
        if (ignores.Count == 0)
            return null;
        var line = file.File.GetLinePosition(diagnostic.Location.Span.Start).Line;
        foreach (var ignore in ignores)
        {
            if (ignore.FirstLine <= line && line <= ignore.LastLine && Array.Exists(ignore.Rules, rule => RuleSettings.Applies(diagnostic.Descriptor, rule)))
                return new Suppression("comment", ignore.Reason);
        }

        return null;
    }

    private static List<Ignore> Read(ParsedFile parsed)
    {
        var ignores = new List<Ignore>();
        var file = parsed.File;
        if (file.Text.IndexOf("ekslint:"u8) < 0)
            return ignores;
        foreach (var document in parsed.Documents)
        {
            foreach (var comment in document.Comments)
            {
                if (!TryParse(file.Text[comment.Start..comment.End], out var rules, out var reason))
                    continue;
                var line = file.GetLinePosition(comment.Start).Line;
                var standsAlone = !file.Text[file.GetLine(line).Start..comment.Start].ContainsAnyExcept((byte)' ', (byte)'\t');
                var (first, last) = standsAlone ? LinesOfNextNode(document, comment) : (line, line);
                ignores.Add(new Ignore(first, last, rules, reason));
            }
        }

        return ignores;
    }

    /// <summary>The records stand in document order, so the first that begins behind the comment is the outermost one there.</summary>
    private static (int First, int Last) LinesOfNextNode(YamlDocument document, SourceSpan comment)
    {
        for (var i = 0; i < document.NodeCount; i++)
        {
            ref readonly var record = ref document[i];
            var start = record.HasKey ? record.KeyStart : record.Start;
            if (start >= comment.End)
                return (document.File.GetLinePosition(start).Line, document.File.GetLinePosition(Math.Max(start, record.End)).Line);
        }

        return (int.MaxValue, int.MaxValue);
    }

    /// <summary>Reads <c># ekslint: ignore[ID, ID] reason</c>.</summary>
    private static bool TryParse(ReadOnlySpan<byte> comment, out string[] rules, out string reason)
    {
        rules = [];
        reason = "";
        var text = Encoding.UTF8.GetString(comment).AsSpan().TrimStart('#').Trim();
        if (!text.StartsWith("ekslint:", StringComparison.Ordinal))
            return false;
        text = text["ekslint:".Length..].TrimStart();
        if (!text.StartsWith("ignore[", StringComparison.Ordinal) || text.IndexOf(']') is var close && close < 0)
            return false;
        rules = text["ignore[".Length..close].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        reason = text[(close + 1)..].Trim().ToString();
        return rules.Length > 0;
    }

    private readonly record struct Ignore(int FirstLine, int LastLine, string[] Rules, string Reason);
}
