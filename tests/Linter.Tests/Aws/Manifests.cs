using System.Text;
using EksLint.Inputs;
using EksLint.Manifests;
using EksLint.Model;

namespace EksLint.Tests.Aws;

/// <summary>Sets of objects from texts.</summary>
internal static class Manifests
{
    public static ManifestSet Read(params string[] documents) =>
        InputReader.Read([new InputText("set.yaml", () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\n---\n", documents))))]).Manifests;

    public static ManifestObject First(this ManifestSet manifests, string kind) =>
        manifests.Objects.First(manifest => manifest.Kind == kind);
}
