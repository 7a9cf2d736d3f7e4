using System.Runtime.CompilerServices;
using Xunit;

namespace EksLint.Linter.Tests.Inputs.Kustomize;

/// <summary>What ekslint makes of a kustomization is what <c>kubectl kustomize</c> makes of it, field for field.</summary>
public sealed class KustomizationComparisonTests
{
    public static TheoryData<string> Projects { get; } = [.. Directory.GetDirectories(Folder).Select(static directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    private static string Folder => FindFolder();

    [KubectlTheory]
    [MemberData(nameof(Projects))]
    public void Objects_are_kubectls(string project)
    {
        var roots = Kubectl.Resolve(Path.Combine(Folder, project));
        Assert.NotEmpty(roots);
        foreach (var root in roots)
        {
            Assert.Null(root.Problem);
            var built = Kubectl.Build(Path.Combine(Folder, project, root.Kustomization.Directory), out var error)!;
            Assert.Null(error);
            Assert.Equal("", Kubectl.Compare(built, root.Objects!));
        }
    }

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "projects");
}
