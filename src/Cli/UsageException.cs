namespace EksLint.Cli;

/// <summary>An error that the user can mend: one line on standard error, exit code 2.</summary>
/// <param name="message">What is wrong, and what would have been right.</param>
internal sealed class UsageException(string message) : Exception(message);
