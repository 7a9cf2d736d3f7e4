namespace EksLint.Values;

/// <summary>The host of a private registry of Amazon ECR: <c>111122223333.dkr.ecr.eu-west-1.amazonaws.com</c>.</summary>
/// <remarks>Amazon ECR user guide, "Amazon ECR private registry"; AWS General Reference, "Amazon ECR endpoints and quotas" (FIPS, China, and the dual-stack
/// names under on.aws, which are left alone). An account of a few digits, or of letters, is left for the reader to fill in and is not judged.</remarks>
public static class EcrHost
{
    private const int AccountLength = 12;

    /// <summary>What is wrong with a host that should be a registry of ECR, in words; null when nothing is, and for all other hosts.</summary>
    public static string? Problem(string host)
    {
        var parts = host.Split('.');
        var ecr = Array.FindIndex(parts, static part => part is "ecr" or "ecr-fips");
        if (ecr < 1 || !host.Contains(".amazon", StringComparison.Ordinal))
            return null;
        if (parts[ecr - 1] != "dkr")
            return ecr == 1 && !parts[0].AsSpan().ContainsAnyExceptInRange('0', '9') ? "has no '.dkr' before '.ecr'" : null;
        if (parts.Length <= ecr + 1 || parts[ecr + 1] is "amazonaws" or "amazon")
            return "has no region after '.ecr'";
        if (AccountProblem(parts[0]) is { } problem)
            return problem;
        var domain = string.Join('.', parts[(ecr + 2)..]);
        var isChina = parts[ecr + 1].StartsWith("cn-", StringComparison.Ordinal);
        return domain switch
        {
            "amazonaws.com" => isChina ? "ends with 'amazonaws.com', but the regions of China have 'amazonaws.com.cn'" : null,
            "amazonaws.com.cn" => isChina || !IsRegion(parts[ecr + 1]) ? null : "ends with 'amazonaws.com.cn', which only the regions of China have",
            "amazon.com" or "amazonaws.co" or "amazonaws" or "amazonaws.net" or "amazonaws.org" => $"ends with '{domain}' and not with 'amazonaws.com'",
            _ => null,
        };
    }

    private static string? AccountProblem(string account) =>
        !account.AsSpan().ContainsAnyExceptInRange('0', '9') && account.Length is AccountLength - 1 or AccountLength + 1
            ? $"has an account of {account.Length} digits, not {AccountLength}"
            : null;

    private static bool IsRegion(string part) => part.Contains('-', StringComparison.Ordinal);
}
