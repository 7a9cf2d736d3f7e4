using EksLint.Inputs.Kustomize;

namespace EksLint.Inputs;

#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.

/// <summary>Reads the files that a kustomization makes ConfigMaps and Secrets of: mostly no YAML, so that nobody has read them yet.</summary>
/// <remarks>As kubectl does: only at or below the directory of the kustomization (kubernetes-sigs/kustomize, api/internal/loader/loadrestrictions.go). Links are
/// not followed.</remarks>
internal sealed class CompanionReader
{
    // No ConfigMap or Secret may be larger.
    private const int MostBytes = 1024 * 1024;

    private readonly Lazy<Dictionary<string, InputText>> _texts;

    public CompanionReader(IEnumerable<InputText> texts) => _texts = new(() =>
    {
        var byPath = new Dictionary<string, InputText>(StringComparer.Ordinal);
        foreach (var text in texts)
            byPath[text.Path] = text;
        return byPath;
    });

    /// <summary>Reads a file; null where it cannot be read.</summary>
    /// <param name="kustomization">The kustomization.</param>
    /// <param name="path">The path, relative to it.</param>
    public byte[]? Read(KustomizationFile kustomization, string path)
    {
        try
        {
            using var stream = Open(kustomization, path);
            if (stream is null)
                return null;
            var bytes = new byte[MostBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > MostBytes ? null : bytes[..length];
        }
        catch (Exception exception) when (InputReader.IsUnreadable(exception))
        {
            return null;
        }
    }

    private Stream? Open(KustomizationFile kustomization, string path)
    {
        var full = kustomization.Combine(path);
        if (path.Contains('\0', StringComparison.Ordinal) || !(kustomization.Directory.Length == 0 ? !full.StartsWith("..", StringComparison.Ordinal) : full.StartsWith(kustomization.Directory + "/", StringComparison.Ordinal)))
            return null;
        if (_texts.Value.TryGetValue(full, out var known))
            return known.Open();
        if (_texts.Value.GetValueOrDefault(kustomization.File.Path)?.File is not { } file)
            return null;
        var current = Path.GetDirectoryName(file)!;
        foreach (var part in full[kustomization.Directory.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is not null)
                return null;
        }

        return File.Exists(current) ? File.OpenRead(current) : null;
    }
}
#pragma warning restore RS0030
