namespace EksLint.Values;

/// <summary>Finds the name that was probably meant by one that does not exist.</summary>
/// <remarks>Distances are optimal string alignment distances (restricted Damerau-Levenshtein): an insertion, a deletion, a substitution or a swap of
/// two neighbours costs one, and no part is edited twice. L. Boytsov, "Indexing methods for approximate dictionary searching", ACM JEA 16, 2011,
/// section 2.2.</remarks>
public static class NearestName
{
    private const int LongestName = 200;
    private const int DefaultMaxDistance = 2;

    /// <summary>The candidate nearest to a wrong name; null when none is near.</summary>
    /// <remarks>First a name that differs in case only, then one that differs by a final <c>s</c>, then one that is spelt with other separators
    /// (<c>listenPorts</c>, <c>listen-ports</c>), then the smallest distance. Among equals the first in ordinal order.</remarks>
    /// <param name="wrong">The name that does not exist.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <param name="maxDistance">The largest distance, two unless told; never more than a third of the name's length.</param>
    public static string? Find(string wrong, IEnumerable<string> candidates, int? maxDistance = null)
    {
        if (wrong.Length is 0 or > LongestName)
            return null;
        var bound = Math.Min(maxDistance ?? DefaultMaxDistance, wrong.Length / 3);
        string? nearest = null;
        var nearestRank = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (candidate.Length is 0 or > LongestName || candidate == wrong)
                continue;
            var rank = Rank(wrong, candidate, bound);
            if (rank < nearestRank || (rank == nearestRank && rank != int.MaxValue && string.CompareOrdinal(candidate, nearest) < 0))
                (nearest, nearestRank) = (candidate, rank);
        }

        return nearest;
    }

    /// <summary>How many edits lead from one name to the other, whatever the case of their ASCII letters.</summary>
    /// <returns>The distance, or one more than the bound when it is larger or a name is too long to compare.</returns>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound || left.Length > LongestName || right.Length > LongestName)
            return bound + 1;
        Span<int> rows = stackalloc int[3 * (LongestName + 1)];
        var beforePrevious = rows.Slice(0, right.Length + 1);
        var previous = rows.Slice(LongestName + 1, right.Length + 1);
        var current = rows.Slice(2 * (LongestName + 1), right.Length + 1);
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var smallest = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = AreSame(left[i - 1], right[j - 1]) ? 0 : 1;
                var distance = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && AreSame(left[i - 1], right[j - 2]) && AreSame(left[i - 2], right[j - 1]))
                    distance = Math.Min(distance, beforePrevious[j - 2] + 1);
                current[j] = distance;
                smallest = Math.Min(smallest, distance);
            }

            // A swap reaches two rows back, but costs no less than the deletion that leads from there into this row.
            if (smallest > bound)
                return bound + 1;
            var spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }

        return Math.Min(previous[right.Length], bound + 1);
    }

    /// <summary>The kind of likeness, the surest first, then the distance.</summary>
    private static int Rank(string wrong, string candidate, int bound)
    {
        const int CaseOnly = -3;
        const int PluralOnly = -2;
        const int SeparatorsOnly = -1;
        if (wrong.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            return CaseOnly;
        if (IsPlural(wrong, candidate) || IsPlural(candidate, wrong))
            return PluralOnly;
        if (AreSameWithoutSeparators(wrong, candidate))
            return SeparatorsOnly;
        var distance = Distance(wrong, candidate, bound);
        return distance <= bound ? distance : int.MaxValue;
    }

    private static bool IsPlural(ReadOnlySpan<char> plural, ReadOnlySpan<char> singular) =>
        plural is [.. var stem, 's' or 'S'] && stem.Equals(singular, StringComparison.OrdinalIgnoreCase);

    private static bool AreSameWithoutSeparators(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = left.TrimStart("-_");
            right = right.TrimStart("-_");
            if (left.IsEmpty || right.IsEmpty)
                return left.IsEmpty && right.IsEmpty;
            if (!AreSame(left[0], right[0]))
                return false;
            left = left[1..];
            right = right[1..];
        }
    }

    private static bool AreSame(char left, char right) => left == right || (char.IsAsciiLetter(left) && (left ^ right) == 0x20);
}
