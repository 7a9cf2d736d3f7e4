using BenchmarkDotNet.Attributes;
using EksLint.Inputs;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;

namespace EksLint.Benchmarks;

/// <summary>What each question across objects costs when all 10,000 objects ask it of a new set, the index behind it included.</summary>
[MemoryDiagnoser]
public class IndexBenchmark
{
    private IReadOnlyList<ManifestObject> _objects = [];

    /// <summary>Reads the objects.</summary>
    [GlobalSetup]
    public void Setup() => _objects = InputReader.Read(Corpus.Apps(3334)).Manifests.Objects;

    /// <summary>The set itself.</summary>
    [Benchmark(Baseline = true)]
    public int Set() => new ManifestSet(_objects).Objects.Count;

    /// <summary>The objects of a name.</summary>
    [Benchmark]
    public int ByName() => Ask(static (set, manifest) => set.FindAllNearest("", "Service", manifest.Namespace, manifest.Name, manifest.Place).Count > 0);

    /// <summary>The objects of a namespace.</summary>
    [Benchmark]
    public int ByNamespace() => Ask(static (set, manifest) => set.FindAll("", "Service", manifest.Namespace).Count > 0);

    /// <summary>The objects of an apiVersion.</summary>
    [Benchmark]
    public int ByVersion() => Ask(static (set, manifest) => set.FindNearest("apps/v1", "Deployment", manifest.Place).Count > 0);

    /// <summary>The pods behind Services.</summary>
    [Benchmark]
    public int PodsBySelector() => Ask(static (set, manifest) => manifest.Is("", "Service") && set.PodsSelectedBy(new Service(manifest)).AreKnown);

    /// <summary>The Services in front of pods.</summary>
    [Benchmark]
    public int TargetedPorts() => Ask(static (set, manifest) => manifest.Pods is { } pods && set.IsTargeted(pods, pods.RunningContainers[0].Ports.AsEnumerable().First()));

    /// <summary>The pods that a selector without a match was meant for.</summary>
    [Benchmark]
    public int NearMisses() => Ask(static (set, manifest) => manifest.Is("", "Service") && set.FindNearMiss(Selector.From(new Service(manifest).Spec.Selector), manifest) is not null);

    /// <summary>Whether something is missing for certain.</summary>
    [Benchmark]
    public int Missing() => Ask(static (set, manifest) => set.Lacks("", "Service", "nobody", manifest));

    /// <summary>The kinds that the set defines.</summary>
    [Benchmark]
    public int CustomKinds() => Ask(static (set, manifest) => set.CustomKinds.Find(manifest).Count > 0);

    private int Ask(Func<ManifestSet, ManifestObject, bool> question)
    {
        var set = new ManifestSet(_objects);
        var yes = 0;
        foreach (var manifest in _objects)
            yes += question(set, manifest) ? 1 : 0;
        return yes;
    }
}
