using EksLint.Configuration;

namespace EksLint.Cli.Configuration;

/// <summary>A configuration file that cannot be used: a line for each error, exit code 2.</summary>
/// <param name="errors">What is wrong with it.</param>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors) : Exception("the configuration is wrong")
{
    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
