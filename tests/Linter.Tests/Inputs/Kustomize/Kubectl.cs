using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using EksLint.Inputs.Kustomize;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Linter.Tests.Inputs.Kustomize;

/// <summary>Compares what ekslint makes of a kustomization with what kubectl makes of it.</summary>
internal static class Kubectl
{
    /// <summary>Resolves the kustomizations of a project on disk.</summary>
    public static IReadOnlyList<ResolvedRoot> Resolve(string project)
    {
        var files = new List<ParsedFile>();
        foreach (var path in Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal)
                && !path.EndsWith(".json", StringComparison.Ordinal) && Path.GetFileName(path) != "Kustomization")
                continue;
            var file = SourceDecoder.Decode(Path.GetRelativePath(project, path).Replace('\\', '/'), File.ReadAllBytes(path), out var problem);
            if (problem is null)
                files.Add(YamlParser.Parse(file));
        }

        var objects = files.ConvertAll(static file => ManifestReader.Read(file.Documents));
        var all = new ProjectFiles(files, objects, files.Select(KustomizationFile.Find).OfType<KustomizationFile>());
        return new KustomizationResolver(all, (kustomization, path) => ReadFile(Path.Combine(project, kustomization.Directory, path))).ResolveAll();
    }

    /// <summary>What <c>kubectl kustomize</c> prints; null where there is no kubectl.</summary>
    /// <param name="directory">The kustomization.</param>
    /// <param name="error">What it says instead when it fails.</param>
    public static byte[]? Build(string directory, out string? error)
    {
        error = null;
        try
        {
            var start = new ProcessStartInfo("kubectl", ["kustomize", directory]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            if (process.ExitCode != 0)
                error = errors.GetAwaiter().GetResult();
            return output.ToArray();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The differences between kubectl's objects and ekslint's, one a line; empty where they are the same.</summary>
    public static string Compare(byte[] built, IReadOnlyList<ResolvedObject> resolved)
    {
        var differences = new StringBuilder();
        var expected = YamlParser.Parse(new SourceFile("kubectl", built)).Documents.Select(static document => document.Root).ToLookup(Identify);
        var actual = resolved.Select(static item => item.Root).ToLookup(Identify);
        foreach (var objects in expected)
        {
            if (actual[objects.Key].Count() != objects.Count())
                differences.AppendLine(CultureInfo.InvariantCulture, $"{objects.Key}: {actual[objects.Key].Count()} instead of {objects.Count()}");
            else
                Compare(objects.First(), actual[objects.Key].First(), objects.Key, differences);
        }

        foreach (var objects in actual.Where(objects => !expected.Contains(objects.Key)))
            differences.AppendLine(CultureInfo.InvariantCulture, $"{objects.Key}: not in kubectl's");
        return differences.ToString();
    }

    private static byte[]? ReadFile(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private static string Identify(YamlNode root)
    {
        var metadata = root["metadata"u8];
        return $"{root["apiVersion"u8].Text} {root["kind"u8].Text} {metadata["namespace"u8].Text}/{metadata["name"u8].Text}";
    }

    private static void Compare(YamlNode expected, YamlNode actual, string path, StringBuilder differences)
    {
        if (expected.IsNull && actual.IsNull)
            return;
        if (expected.IsNull != actual.IsNull || expected.Kind != actual.Kind)
        {
            differences.AppendLine(CultureInfo.InvariantCulture, $"{path}: {Show(actual)} instead of {Show(expected)}");
            return;
        }

        switch (expected.Kind)
        {
            case NodeKind.Scalar:
                var same = expected.Value.Kind == ScalarKind.String ? actual.Value.Kind == ScalarKind.String && actual.Text == expected.Text : expected.Value == actual.Value;
                if (!same)
                    differences.AppendLine(CultureInfo.InvariantCulture, $"{path}: {Show(actual)} instead of {Show(expected)}");
                break;
            case NodeKind.Mapping:
                foreach (var key in expected.Children.Concat(actual.Children).Select(static child => child.Key!).Distinct(StringComparer.Ordinal))
                    Compare(expected[key], actual[key], $"{path}.{key}", differences);
                break;
            default:
                if (expected.Count != actual.Count)
                {
                    differences.AppendLine(CultureInfo.InvariantCulture, $"{path}: {actual.Count} items instead of {expected.Count}");
                    break;
                }

                var index = 0;
                foreach (var (one, other) in expected.Children.Zip(actual.Children))
                    Compare(one, other, $"{path}[{index++}]", differences);
                break;
        }
    }

    private static string Show(YamlNode node) => !node.Exists ? "nothing" : node.IsScalar ? $"'{node.Text}' ({node.Value.Kind})" : node.Kind.ToString();
}
