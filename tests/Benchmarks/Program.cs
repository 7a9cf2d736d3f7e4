using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(EksLint.Benchmarks.ParseBenchmark).Assembly).Run(args);
