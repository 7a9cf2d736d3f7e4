using BenchmarkDotNet.Running;
using EksLint.Benchmarks;
using YamlDotNet.Core;

if (args is not ["events", var directory])
{
    BenchmarkSwitcher.FromAssembly(typeof(ParseBenchmark).Assembly).Run(args);
    return;
}

// What compare.sh measures: YamlDotNet's events of the files of a directory, nothing made of them.
var events = 0;
foreach (var file in Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories))
{
    using var reader = File.OpenText(file);
    var parser = new Parser(reader);
    while (parser.MoveNext())
        events++;
}

Console.WriteLine($"{events} events");
