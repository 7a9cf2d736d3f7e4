using System.Text;
using BenchmarkDotNet.Attributes;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;
using YamlDotNet.Core;

namespace EksLint.Benchmarks;

/// <summary>What parsing and the schema check of a 10 MB file of mixed kinds cost, beside YamlDotNet's bare events.</summary>
[MemoryDiagnoser]
public class ParseBenchmark
{
    private const int Bytes = 10 * 1024 * 1024;

    private string _text = "";
    private SourceFile _file = null!;
    private ParsedFile _parsed = null!;

    /// <summary>Repeats the application fixtures until they are 10 MB.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Linter.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The benchmarks read the fixtures of the repository.");
        var documents = Directory.GetFiles(Path.Combine(directory.FullName, "tests", "fixtures", "apps"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(static text => !text.Contains('\r', StringComparison.Ordinal) && text.All(static c => c < 128))
            .ToArray();
        var all = new StringBuilder();
        while (all.Length < Bytes)
        {
            foreach (var document in documents)
                all.Append("---\n").Append(document).Append('\n');
        }

        _text = all.ToString();
        _file = new SourceFile("all.yaml", Encoding.UTF8.GetBytes(_text));
        _parsed = YamlParser.Parse(_file);
    }

    /// <summary>YamlDotNet's events, nothing made of them.</summary>
    [Benchmark(Baseline = true)]
    public int YamlDotNetEvents()
    {
        var events = 0;
        foreach (var document in _text.Split("\n---"))
        {
            var parser = new Parser(new StringReader(document));
            try
            {
                while (parser.MoveNext())
                    events++;
            }
            catch (YamlException)
            {
                // A directive of the fixtures needs its marker, which the split took away.
                events--;
            }
        }

        return events;
    }

    /// <summary>Our own parser, to the tape.</summary>
    [Benchmark]
    public int Parse() => YamlParser.Parse(_file).Documents.Count;

    /// <summary>The schema check of what was parsed.</summary>
    [Benchmark]
    public int Validate()
    {
        var misfits = 0;
        var validator = new SchemaValidator(_ => misfits++);
        foreach (var manifest in _parsed.Documents.SelectMany(ManifestReader.Read))
        {
            if (manifest.Schema?.Type is { } type)
                validator.ValidateObject(manifest.Root, type);
        }

        return misfits;
    }
}
