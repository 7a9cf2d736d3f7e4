using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EksLint.Benchmarks;
using EksLint.Rules.Tests;
using YamlDotNet.Core;

switch (args)
{
    // dotnet run -c Release --project tests/Benchmarks -- cross-objects [COUNT]
    // holds the rules that look across 20,000 objects against reading the same files with YamlDotNet, and shows the COUNT rules that take longest.
    case ["cross-objects", .. var count]:
        Console.WriteLine(CrossObjectTime.Measure(rounds: 5));
        if (count is [var text])
        {
            foreach (var (rule, time) in CrossObjectTime.MeasureRules().Take(int.Parse(text, CultureInfo.InvariantCulture)))
                Console.WriteLine($"{rule} {time.TotalMilliseconds:F0} ms");
        }

        break;

    // What compare.sh measures: YamlDotNet's events of the files of a directory, nothing made of them.
    case ["events", var directory]:
        var events = 0;
        foreach (var file in Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories))
        {
            using var reader = File.OpenText(file);
            var parser = new Parser(reader);
            while (parser.MoveNext())
                events++;
        }

        Console.WriteLine($"{events} events");
        break;

    default:
        // In this process: a project that BenchmarkDotNet writes would not find its way through the build of this one.
        BenchmarkSwitcher.FromAssembly(typeof(ParseBenchmark).Assembly).Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        break;
}
