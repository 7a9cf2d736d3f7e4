namespace EksLint.Syntax;

/// <summary>The bounds that keep hostile input harmless.</summary>
public static class YamlLimits
{
    /// <summary>The deepest nesting of collections.</summary>
    public const int Depth = 1000;

    /// <summary>The longest scalar in bytes: what the API server takes as a whole request.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apiserver/pkg/server/config.go, MaxRequestBodyBytes.</remarks>
    public const int ScalarBytes = 3 * 1024 * 1024;

    /// <summary>The largest file in bytes.</summary>
    public const int FileBytes = 128 * 1024 * 1024;

    /// <summary>The broken documents of a file that are reported; the file is not read any further.</summary>
    public const int BrokenDocuments = 1000;

    /// <summary>Whether a document of <paramref name="nodes"/> nodes may expand to <paramref name="expanded"/> nodes through its aliases.</summary>
    /// <remarks>The API server's own bound: go-yaml, decode.go, allowedAliasRatio.</remarks>
    internal static bool AllowsExpansion(int nodes, long expanded)
    {
        const long generous = 400_000;
        const long strict = 4_000_000;
        if (expanded <= 100)
            return true;
        var ratio = (double)(expanded - nodes) / expanded;
        var allowed = expanded switch
        {
            <= generous => 0.99,
            >= strict => 0.10,
            _ => 0.99 - 0.89 * ((double)(expanded - generous) / (strict - generous)),
        };
        return ratio <= allowed;
    }
}
