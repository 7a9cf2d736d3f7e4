namespace EksLint.Cli;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCode
{
    /// <summary>Nothing at or above <c>--fail-on</c>.</summary>
    public const int Success = 0;

    /// <summary>Something at or above <c>--fail-on</c>.</summary>
    public const int Findings = 1;

    /// <summary>A usage, configuration or internal error, or a PATH that does not exist.</summary>
    public const int Failure = 2;
}
