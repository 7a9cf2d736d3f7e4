namespace EksLint;

/// <summary>Takes the place of LINQ's Select in this project: what stands in an enclosing namespace goes before what is imported.</summary>
/// <remarks>LINQ's own is a virtual generic method of its iterators. Compiled ahead of time it exists for every pair of types that any two calls could
/// form: with the views, which are structs, that were 9 MB of 24 MB, none of which ran.</remarks>
public static class Sequences
{
    /// <summary>What becomes of each item.</summary>
    /// <typeparam name="TSource">The items.</typeparam>
    /// <typeparam name="TResult">What they become.</typeparam>
    /// <param name="source">The items.</param>
    /// <param name="selector">Makes one from the other.</param>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
            yield return selector(item);
    }
}
