using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace EksLint.Cli.Tests;

/// <summary>
/// Compares a text with the file <c>Class.Method.verified.txt</c> beside the test. What differs is written to <c>.received.txt</c> and shown as a diff;
/// with EKSLINT_ACCEPT=1 it becomes what is expected.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var name = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}");
        MatchFile(text, name + ".verified.txt", name + ".received.txt");
    }

    /// <summary>Compares a text with a file.</summary>
    public static void MatchFile(string text, string verified, string received)
    {
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == text && File.Exists(verified))
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("EKSLINT_ACCEPT") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{received}\ndiffers from the verified text (EKSLINT_ACCEPT=1 accepts it):\n{Diff(expected, text)}");
    }

    private static string Diff(string expected, string found)
    {
        var result = new StringBuilder();
        foreach (var line in new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, found).Lines)
        {
            var mark = line.Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };
            result.Append(mark).Append(' ').Append(line.Text).Append('\n');
        }

        return result.ToString();
    }
}
