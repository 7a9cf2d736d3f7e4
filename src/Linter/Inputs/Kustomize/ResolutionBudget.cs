namespace EksLint.Inputs.Kustomize;

/// <summary>What resolving the kustomizations of a run may cost, whatever they hold: overlays multiply. Several threads spend of it.</summary>
/// <param name="inputBytes">The size of what was read.</param>
internal sealed class ResolutionBudget(long inputBytes)
{
    private const int MostObjects = 100_000;
    private const int MostVisits = 200_000;
    private const long FreeBytes = 16 * 1024 * 1024;
    private const long FreeNodes = 4_000_000;

    private long _bytes = inputBytes * 8 + FreeBytes;
    private long _nodes = inputBytes + FreeNodes;
    private long _objects = MostObjects;
    private long _visits = MostVisits;

    /// <summary>Whether somebody has spent more than there was.</summary>
    public bool IsExceeded => _bytes < 0 || _nodes < 0 || _objects < 0 || _visits < 0;

    /// <summary>Spends bytes of composed text.</summary>
    public void SpendBytes(long count) => Spend(ref _bytes, count);

    /// <summary>Spends nodes that are looked into or copied.</summary>
    public void SpendNodes(long count) => Spend(ref _nodes, count);

    /// <summary>Spends an object.</summary>
    public void SpendObject() => Spend(ref _objects, 1);

    /// <summary>Spends a look at a kustomization, of which the same may be asked for again and again.</summary>
    public void SpendVisit() => Spend(ref _visits, 1);

    private static void Spend(ref long rest, long count)
    {
        if (Interlocked.Add(ref rest, -count) < 0)
            throw new UnresolvableException("expands to more than ekslint resolves");
    }
}
