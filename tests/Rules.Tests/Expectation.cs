using System.Globalization;
using System.Text.RegularExpressions;
using EksLint.Analysis;
using Microsoft.CodeAnalysis.Text;

namespace EksLint.Rules.Tests;

/// <summary>A finding as a fixture states it, or as the linter made it: places are 1-based, columns in UTF-16 units, ends exclusive.</summary>
internal sealed partial record Expectation(string File, int Line, int Column, int EndLine, int EndColumn, string Id, string Message)
{
    /// <summary>The expectations that stand in a file as comments with carets under the exact span, and in a <c>.expected</c> file beside it.</summary>
    public static IEnumerable<Expectation> Read(string path, string shownPath)
    {
        var lines = System.IO.File.ReadAllLines(path);
        var subject = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (Carets().Match(lines[i]) is { Success: true } match)
            {
                var carets = match.Groups["carets"];
                yield return new Expectation(
                    shownPath, subject, carets.Index + 1, subject, carets.Index + carets.Length + 1, match.Groups["id"].Value, match.Groups["message"].Value);
            }
            else
            {
                subject = i + 1;
            }
        }

        if (!System.IO.File.Exists(path + ".expected"))
            yield break;
        foreach (var line in System.IO.File.ReadLines(path + ".expected"))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var match = Place().Match(line);
            Assert.True(match.Success, $"{path}.expected: cannot read '{line}'");
            yield return new Expectation(
                shownPath, Number("line"), Number("column"), Number("endLine"), Number("endColumn"), match.Groups["id"].Value, match.Groups["message"].Value);

            int Number(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A finding in the form of an expectation.</summary>
    public static Expectation From(ManifestDiagnostic diagnostic)
    {
        var span = diagnostic.Location.File?.GetLineSpan(diagnostic.Location.Span) ?? default(LinePositionSpan);
        return new Expectation(
            diagnostic.Location.File?.Path ?? "",
            span.Start.Line + 1,
            span.Start.Character + 1,
            span.End.Line + 1,
            span.End.Character + 1,
            diagnostic.Id,
            diagnostic.Message);
    }

    /// <summary>Whether a finding is what is expected here: same rule, same span, and the message holds the text.</summary>
    public bool IsMetBy(Expectation found) =>
        (File, Line, Column, EndLine, EndColumn, Id) == (found.File, found.Line, found.Column, found.EndLine, found.EndColumn, found.Id)
        && found.Message.Contains(Message, StringComparison.Ordinal);

    public override string ToString() => $"{File} {Line}:{Column}-{EndLine}:{EndColumn} {Id} {Message}";

    [GeneratedRegex(@"^\s*#\s*(?<carets>\^+)\s+(?<id>EKS\d{4})(\s+(?<message>.*\S))?\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Carets();

    [GeneratedRegex(@"^(?<line>\d+):(?<column>\d+)-(?<endLine>\d+):(?<endColumn>\d+) (?<id>EKS\d{4})( (?<message>.*))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
