using Xunit;

namespace EksLint.Linter.Tests.Inputs.Kustomize;

/// <summary>A theory that asks kubectl; skipped where there is none.</summary>
internal sealed class KubectlTheoryAttribute : TheoryAttribute
{
    private static readonly bool IsInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(static directory => File.Exists(Path.Combine(directory, "kubectl")) || File.Exists(Path.Combine(directory, "kubectl.exe")));

    public KubectlTheoryAttribute()
    {
        if (!IsInstalled)
            Skip = "kubectl is not installed";
    }
}
