using System.Text;
using EksLint.Analysis;
using EksLint.Inputs;

namespace EksLint.Tests;

/// <summary>Reads texts as a run would.</summary>
internal static class Parsed
{
    public static AnalysisInput Read(params (string Path, string Text)[] files) =>
        InputReader.Read(files.Select(static file => new InputText(file.Path, () => new MemoryStream(Encoding.UTF8.GetBytes(file.Text)))));

    public static AnalysisInput Read(string text) => Read(("input.yaml", text));
}
