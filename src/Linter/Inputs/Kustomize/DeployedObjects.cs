using EksLint.Model;

namespace EksLint.Inputs.Kustomize;

/// <summary>What is deployed: the objects of the files, and in the place of those that kustomizations list, what they make of them.</summary>
internal static class DeployedObjects
{
    /// <summary>Finds the objects to look at, by file. Patches are none.</summary>
    /// <param name="files">The files of the run.</param>
    /// <param name="roots">The kustomizations that no other uses.</param>
    /// <returns>The list of the written objects itself where nothing changes it.</returns>
    public static List<ManifestObject>[] Find(ProjectFiles files, IReadOnlyList<ResolvedRoot> roots)
    {
        var resolved = roots.Where(static root => root.Objects is not null).ToList();
        KustomizationSet.Apply(files, resolved.Select(static root => root.Kustomization.Directory).ToHashSet(StringComparer.Ordinal));

        // What a kustomization reaches that is not resolved stays as it is written, whoever else reaches it.
        var replaced = resolved.SelectMany(static root => root.Files).Select(path => files.Find(path)!.Value).ToHashSet();
        var deployed = new List<ManifestObject>[files.Count];
        for (var i = 0; i < deployed.Length; i++)
        {
            var isReplaced = replaced.Contains(i);
            var written = files.WrittenIn(i);
            deployed[i] = isReplaced || written.Exists(static manifest => manifest.IsPatch)
                ? written.FindAll(manifest => !manifest.IsPatch && (!isReplaced || manifest.Kustomization is not null))
                : written;
        }

        foreach (var root in resolved)
        {
            var directory = root.Kustomization.Directory;
            var scope = new DeploymentScope(directory);
            foreach (var item in root.Objects!)
            {
                var number = files.Find(item.File.Path)!.Value;
                if (deployed[number] == files.WrittenIn(number))
                    deployed[number] = [.. deployed[number]];
                deployed[number].Add(new ManifestObject(item.Root, item.Root["apiVersion"u8].Text, item.Root["kind"u8].Text)
                {
                    Kustomization = directory,
                    Scope = scope,
                });
            }
        }

        return deployed;
    }
}
