using System.Runtime.CompilerServices;

namespace EksLint;

/// <summary>Work on all cores.</summary>
internal static class Cores
{
    /// <summary>Does something for each number below a count. One thing alone needs nothing of what shares work out, which takes its time to load.</summary>
    public static void For(int count, Action<int> action)
    {
        if (count > 1)
            Share(count, action);
        else if (count == 1)
            action(0);
    }

    // What a method names is loaded when the method is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Share(int count, Action<int> action) => Parallel.For(0, count, action);
}
