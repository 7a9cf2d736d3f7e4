using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>What is deployed: the objects of the files, and in the place of those that kustomizations list, what they make of them.</summary>
internal static class DeployedObjects
{
    /// <summary>Finds the objects to look at, by file. Patches are none.</summary>
    /// <param name="files">All files.</param>
    /// <param name="written">The objects of each, as they are written.</param>
    /// <param name="roots">The kustomizations that no other uses.</param>
    public static List<ManifestObject>[] Find(ParsedFile[] files, List<ManifestObject>[] written, List<ResolvedRoot> roots)
    {
        var resolved = roots.Where(static root => root.Objects is not null).ToList();
        KustomizationSet.Apply(files, written, resolved.Select(static root => root.Kustomization.Directory).ToHashSet(StringComparer.Ordinal));
        if (resolved.Count == 0)
            return Array.ConvertAll(written, static objects => objects.Exists(static manifest => manifest.IsPatch) ? objects.FindAll(static manifest => !manifest.IsPatch) : objects);

        // What a kustomization reaches that is not resolved stays as it is written, whoever else reaches it.
        var replaced = resolved.SelectMany(static root => root.Files).ToHashSet(StringComparer.Ordinal);
        var indexes = new Dictionary<SourceFile, int>();
        var deployed = new List<ManifestObject>[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            indexes[files[i].File] = i;
            var isReplaced = replaced.Contains(files[i].File.Path);
            deployed[i] = written[i].FindAll(manifest => !manifest.IsPatch && (!isReplaced || manifest.Kustomization is not null));
        }

        foreach (var root in resolved)
        {
            var directory = root.Kustomization.Directory;
            var scope = new DeploymentScope(directory);
            foreach (var item in root.Objects!)
            {
                deployed[indexes[item.File]].Add(new ManifestObject(item.Root, item.Root["apiVersion"u8].Text, item.Root["kind"u8].Text)
                {
                    Kustomization = directory,
                    Scope = scope,
                });
            }
        }

        return deployed;
    }
}
