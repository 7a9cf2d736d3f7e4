using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>The files of a run as kustomizations name them: by their paths. Most runs hold no kustomization, so nothing is made before somebody asks.</summary>
internal sealed class ProjectFiles
{
    private readonly IReadOnlyList<ParsedFile> _files;
    private readonly IReadOnlyList<List<ManifestObject>> _written;
    private readonly Lazy<Dictionary<string, int>> _byPath;

    /// <param name="files">All files.</param>
    /// <param name="written">The objects of each, as they are written.</param>
    /// <param name="kustomizations">The kustomizations among the files, in their order.</param>
    public ProjectFiles(IReadOnlyList<ParsedFile> files, IReadOnlyList<List<ManifestObject>> written, IEnumerable<KustomizationFile> kustomizations)
    {
        _files = files;
        _written = written;
        Kustomizations = [.. kustomizations];
        _byPath = new(IndexPaths);
    }

    /// <summary>The kustomizations among the files, in their order.</summary>
    public IReadOnlyList<KustomizationFile> Kustomizations { get; }

    /// <summary>The number of files.</summary>
    public int Count => _files.Count;

    /// <summary>The bytes of all files.</summary>
    public long Bytes => _files.Sum(static file => (long)file.File.Length);

    /// <summary>A file by its number.</summary>
    public ParsedFile this[int number] => _files[number];

    /// <summary>The objects of a file, as they are written.</summary>
    public List<ManifestObject> WrittenIn(int number) => _written[number];

    /// <summary>The number of the file that has a path; null where none is read.</summary>
    public int? Find(string path) => _byPath.Value.TryGetValue(path, out var number) ? number : null;

    private Dictionary<string, int> IndexPaths()
    {
        var byPath = new Dictionary<string, int>(_files.Count, StringComparer.Ordinal);
        for (var i = 0; i < _files.Count; i++)
            byPath[_files[i].File.Path] = i;
        return byPath;
    }
}
