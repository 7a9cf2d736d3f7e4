namespace EksLint.Inputs.Kustomize;

/// <summary>What resolving the kustomizations of a run may cost, whatever they hold: overlays multiply.</summary>
/// <param name="inputBytes">The size of what was read.</param>
internal sealed class ResolutionBudget(long inputBytes)
{
    private const int MostObjects = 100_000;
    private const int MostVisits = 200_000;
    private const long FreeBytes = 16 * 1024 * 1024;
    private const long FreeNodes = 4_000_000;

    private long _bytes = inputBytes * 8 + FreeBytes;
    private long _nodes = inputBytes + FreeNodes;
    private int _objects = MostObjects;
    private int _visits = MostVisits;

    /// <summary>Spends bytes of composed text.</summary>
    public void SpendBytes(long count)
    {
        if ((_bytes -= count) < 0)
            throw TooLarge();
    }

    /// <summary>Spends nodes that are looked into or copied.</summary>
    public void SpendNodes(long count)
    {
        if ((_nodes -= count) < 0)
            throw TooLarge();
    }

    /// <summary>Spends an object.</summary>
    public void SpendObject()
    {
        if (--_objects < 0)
            throw TooLarge();
    }

    /// <summary>Spends a look at a kustomization, of which the same may be asked for again and again.</summary>
    public void SpendVisit()
    {
        if (--_visits < 0)
            throw TooLarge();
    }

    private static UnresolvableException TooLarge() => new("expands to more than ekslint resolves");
}
