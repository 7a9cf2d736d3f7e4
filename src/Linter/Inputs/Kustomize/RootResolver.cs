using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Resolves one kustomization that no other lists, with all that it lists, as <c>kubectl kustomize</c> does.</summary>
/// <remarks>kubernetes-sigs/kustomize v5.5, api/internal/target/kusttarget.go (resources, generators, components, then transformations) and
/// kusttarget_configplugin.go (in which order).</remarks>
/// <param name="project">What all share.</param>
/// <param name="budget">What may be spent.</param>
internal sealed class RootResolver(KustomizationResolver project, ResolutionBudget budget)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<Resource, (YamlNode Root, SourceFile File)> _origins = [];

    /// <summary>Resolves it.</summary>
    public ResolvedRoot Resolve(KustomizationFile root)
    {
        try
        {
            var resources = new ResourceList();
            Accumulate(root, resources);
            AddHashes(resources);
            NameReferences.Update(resources);
            var objects = new List<ResolvedObject>();
            foreach (var resource in resources.Items)
            {
                if (resource.Root.Find("metadata", "annotations")?.Find("config.kubernetes.io/local-config") is { Text: not "false" })
                    continue;
                objects.Add(Finish(resource));
            }

            return new ResolvedRoot(root, objects, null) { Directories = _directories, Files = _used };
        }
        catch (UnresolvableException exception)
        {
            return new ResolvedRoot(root, null, exception.Message) { Directories = _directories, Files = _used };
        }
    }

    private ResolvedObject Finish(Resource resource)
    {
        var isMade = !_origins.TryGetValue(resource, out var origin);
        if (!resource.Root.Finish() && !isMade && !HasOldBooleans(origin.Root))
            return new ResolvedObject(new YamlNode(origin.Root.Document.Again(), origin.Root.Index), origin.File, IsChanged: false);
        var document = TextComposer.Compose(resource.Root, budget);
        return new ResolvedObject(document.Root, isMade ? resource.Root.Location.ToOrigin().File : origin.File, IsChanged: true);
    }

    private static bool HasOldBooleans(YamlNode root)
    {
        for (var i = root.Index; i < root.Document[root.Index].Next; i++)
        {
            if (root.Document.IsOldBoolean(i))
                return true;
        }

        return false;
    }

    private void Accumulate(KustomizationFile kustomization, ResourceList resources)
    {
        budget.SpendVisit();
        if (!_open.Add(kustomization.Directory))
            throw new UnresolvableException($"lists itself through '{kustomization.Directory}'");
        _directories.Add(kustomization.Directory);
        if (kustomization.FindUnresolved() is { } field)
            throw new UnresolvableException($"has '{field}'");
        var root = kustomization.Root;
        foreach (var path in KustomizationResolver.TextsOf(root["resources"u8]).Concat(KustomizationResolver.TextsOf(root["bases"u8])))
            AddResource(kustomization, path, resources);
        foreach (var (list, kind) in (IEnumerable<(string, string)>)[("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")])
        {
            foreach (var entry in root[list].Children)
                Absorb(resources, Generator.Make(kind, entry, root["generatorOptions"u8], path => ReadFile(kustomization, path), budget));
        }

        foreach (var path in KustomizationResolver.TextsOf(root["components"u8]))
        {
            if (!project.ByDirectory.TryGetValue(kustomization.Combine(path), out var component) || !component.IsComponent)
                throw new UnresolvableException($"lists '{path}', which is no component of the project");
            Accumulate(component, resources);
        }

        Transform(kustomization, resources);
        _open.Remove(kustomization.Directory);
    }

    private void AddResource(KustomizationFile kustomization, string path, ResourceList resources)
    {
        var full = kustomization.Combine(path);
        if (project.ByDirectory.TryGetValue(full, out var inner))
        {
            if (inner.IsComponent)
                throw new UnresolvableException($"lists the component '{path}' as a resource");
            var own = new ResourceList();
            Accumulate(inner, own);
            resources.AppendAll(own);
            return;
        }

        if (path.StartsWith('/') || project.Files.Find(full) is not { } number)
            throw new UnresolvableException($"lists '{path}', which is not read");
        var file = project.Files[number];
        if (file.Errors.Count > 0)
            throw new UnresolvableException($"lists '{path}', which cannot be read");
        _used.Add(full);
        var objects = project.Files.WrittenIn(number);
        if (file.Documents.Count != objects.Select(static manifest => manifest.Root.Document).Distinct().Count())
            throw new UnresolvableException($"lists '{path}', in which not everything is an object");
        foreach (var manifest in objects)
        {
            if (manifest.Name.Length == 0 || !ManifestReader.IsObject(manifest.Root))
                throw new UnresolvableException($"lists '{path}' with an object without name");
            var annotations = manifest.Root["metadata"u8]["annotations"u8];
            if (annotations.Children.Any(static annotation => annotation.Key!.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal)))
                throw new UnresolvableException($"lists '{path}' with annotations for kustomize");
            var resource = new Resource(EditableNode.Of(manifest.Root, budget).AsItem(), budget);
            _origins[resource] = (manifest.Root, file.File);
            resources.Append(resource);
        }
    }

    private static void Absorb(ResourceList resources, Resource generated)
    {
        switch (resources.FindByAnyId(generated.Id))
        {
            case [] when generated.Behavior == GeneratorBehavior.Create:
                resources.Append(generated);
                break;
            case [var old] when generated.Behavior != GeneratorBehavior.Create:
                resources.Replace(old, Generator.Unite(old, generated));
                break;
            default:
                throw new UnresolvableException($"generates {generated}, which does not fit what is there");
        }
    }

    /// <summary>The transformations, in kustomize's order.</summary>
    private void Transform(KustomizationFile kustomization, ResourceList resources)
    {
        var root = kustomization.Root;
        foreach (var entry in root["patchesStrategicMerge"u8].Children)
            MergeUntargeted(resources, ReadPatch(kustomization, entry, entry), copiesMetadata: true);
        foreach (var entry in root["patches"u8].Children)
            Patch(kustomization, resources, entry);
        if (root["namespace"u8] is { Text.Length: > 0 } space)
            SetNamespace(resources, space);
        if (root["namePrefix"u8] is { Text.Length: > 0 } prefix)
            Rename(resources, prefix, static (resource, affix) => resource.Prefixes.Add(affix), static (name, affix) => affix + name);
        if (root["nameSuffix"u8] is { Text.Length: > 0 } suffix)
            Rename(resources, suffix, static (resource, affix) => resource.Suffixes.Add(affix), static (name, affix) => name + affix);
        foreach (var entry in root["labels"u8].Children)
            AddLabels(resources, entry);
        AddPairs(resources, root["commonLabels"u8], FieldSpecs.CommonLabels);
        AddPairs(resources, root["commonAnnotations"u8], FieldSpecs.Annotations);
        foreach (var entry in root["patchesJson6902"u8].Children)
            PatchJson(kustomization, resources, entry);
        foreach (var entry in root["replicas"u8].Children)
            SetReplicas(resources, entry);
        foreach (var entry in root["images"u8].Children.Concat(root["imageTags"u8].Children))
        {
            var image = new ImageOverride(entry);
            foreach (var resource in resources.Items)
                image.Apply(resource);
        }
    }

    private void Patch(KustomizationFile kustomization, ResourceList resources, YamlNode entry)
    {
        var (documents, allowsName, allowsKind) = ReadPatchEntry(kustomization, entry);
        var target = entry["target"u8].IsMapping ? new PatchTarget(entry["target"u8]) : null;
        if (documents is [{ Root.IsSequence: true } operations])
        {
            if (target is null)
                throw new UnresolvableException("has a JSON patch without target");
            foreach (var resource in resources.Items.Where(target.Selects).ToList())
            {
                resource.StoreId();
                JsonPatch.Apply(resource.Root, operations.Root, budget);
            }

            resources.NamesChanged();
            return;
        }

        if (target is null)
        {
            MergeUntargeted(resources, documents, allowsName, allowsKind);
            return;
        }

        if (documents.Count != 1)
            throw new UnresolvableException("has a target for several patches");
        var gone = new HashSet<Resource>();
        foreach (var resource in resources.Items.Where(target.Selects).ToList())
        {
            if (!Merge(resource, documents[0].Root, allowsName, allowsKind, copiesMetadata: true))
                gone.Add(resource);
        }

        resources.RemoveAll(gone);
    }

    private void PatchJson(KustomizationFile kustomization, ResourceList resources, YamlNode entry)
    {
        var (documents, _, _) = ReadPatchEntry(kustomization, entry);
        if (documents is not [{ Root.IsSequence: true } operations] || !entry["target"u8].IsMapping)
            throw new UnresolvableException("has a JSON patch without operations or target");
        var target = new PatchTarget(entry["target"u8]);
        foreach (var resource in resources.Items.Where(target.Selects).ToList())
            JsonPatch.Apply(resource.Root, operations.Root, budget);
        resources.NamesChanged();
    }

    private (IReadOnlyList<YamlDocument> Documents, bool AllowsName, bool AllowsKind) ReadPatchEntry(KustomizationFile kustomization, YamlNode entry)
    {
        foreach (var field in entry.Children)
        {
            if (field.Key is not ("path" or "patch" or "target" or "options"))
                throw new UnresolvableException($"has a patch with '{field.Key}'");
        }

        var options = entry["options"u8];
        return (
            ReadPatch(kustomization, entry["path"u8], entry["patch"u8]),
            options["allowNameChange"u8].Value.Boolean,
            options["allowKindChange"u8].Value.Boolean);
    }

    private IReadOnlyList<YamlDocument> ReadPatch(KustomizationFile kustomization, YamlNode path, YamlNode text)
    {
        ParsedFile? file = null;
        if (path.Text.Length > 0 && !path.Text.Contains('\n', StringComparison.Ordinal) && project.Files.Find(kustomization.Combine(path.Text)) is { } number)
        {
            file = project.Files[number];
            _used.Add(file.File.Path);
        }
        else if (text.Text.Length > 0 && (path.Text.Length == 0 || path == text))
        {
            file = InlineText.Parse(text);
        }

        if (file is not { Errors.Count: 0, Documents.Count: > 0 })
            throw new UnresolvableException($"has a patch that is not read{(path.Text.Length is > 0 and < 200 && path != text ? $", '{path.Text}'" : "")}");
        return file.Documents;
    }

    private void MergeUntargeted(ResourceList resources, IReadOnlyList<YamlDocument> patches, bool allowsName = false, bool allowsKind = false, bool copiesMetadata = false)
    {
        foreach (var patch in patches)
        {
            var root = patch.Root;
            var metadata = root["metadata"u8];
            var id = new ResourceId(root["apiVersion"u8].Text, root["kind"u8].Text, metadata["namespace"u8].Text, metadata["name"u8].Text);
            if (resources.FindByAnyId(id) is not [var resource])
                throw new UnresolvableException($"has a patch for {id.Kind} '{id.Name}', which it does not hold once");
            if (!Merge(resource, root, allowsName, allowsKind, copiesMetadata))
                resources.RemoveAll([resource]);
        }
    }

    /// <summary>Merges a patch, which may change names only where it is allowed to; false when it deletes the object.</summary>
    private bool Merge(Resource resource, YamlNode patchRoot, bool allowsName, bool allowsKind, bool copiesMetadata)
    {
        if (!patchRoot.IsMapping)
            throw new UnresolvableException("has a patch that is no mapping");
        var patch = EditableNode.Of(patchRoot, budget);
        var metadata = patch.Find("metadata");
        patch.Remove("apiVersion");
        if (!allowsKind)
            patch.Remove("kind");
        if (!allowsName)
            metadata?.Remove("name");
        metadata?.Remove("namespace");
        if (copiesMetadata)
        {
            TakeNullsForTexts(metadata?.Find("labels"));
            TakeNullsForTexts(metadata?.Find("annotations"));
        }

        if (allowsName || allowsKind)
            resource.StoreId();
        return StrategicMerge.Merge(resource.Root, patch, MergeKeys.TypeOf(resource.ApiVersion, resource.Kind)) is not null;
    }

    /// <summary>Where kustomize copies a patch before it merges it, a null label or annotation becomes the text that it is written as.</summary>
    /// <remarks>kubernetes-sigs/kustomize, api/resource/resource.go, CopyMergeMetaDataFieldsFrom: a fault, but what ends up in the cluster.</remarks>
    private void TakeNullsForTexts(EditableNode? map)
    {
        if (map is not { IsMapping: true })
            return;
        foreach (var entry in map.Children.Where(static entry => entry.IsNull).ToList())
            map.Set(EditableNode.Scalar(entry.Text, entry.Location, budget).As(entry));
    }

    private static void SetNamespace(ResourceList resources, YamlNode space)
    {
        var text = space.Text;
        var place = space.Location;
        foreach (var resource in resources.Items)
        {
            resource.StoreId();
            var id = resource.Id;
            if (!id.IsClusterScoped)
                resource.SetText(resource.Demand(resource.Root, "metadata", place), "namespace", text, place, space.KeyLocation);
            if (id.Kind is "RoleBinding" or "ClusterRoleBinding" && resource.Root.Find("subjects") is { IsSequence: true } subjects)
            {
                foreach (var subject in subjects.Children.Where(static subject => subject.Find("name")?.Text == "default"))
                    resource.SetText(subject, "namespace", text, place, space.KeyLocation);
            }

            foreach (var field in FieldSpecs.Namespaces)
            {
                if (field.Selects(id))
                    field.Visit(resource, place, (mapping, key) => SetExisting(resource, field, mapping, key, text, space));
            }
        }

        resources.DemandDistinct();
    }

    private static void SetExisting(Resource resource, FieldSpec field, EditableNode mapping, string key, string text, YamlNode node)
    {
        if (field.IsCreated || mapping.Find(key) is { IsNull: false })
            resource.SetText(mapping, key, text, node.Location, node.KeyLocation);
    }

    private static void Rename(ResourceList resources, YamlNode affix, Action<Resource, string> note, Func<string, string, string> rename)
    {
        foreach (var resource in resources.Items)
        {
            var original = resource.OriginalId;
            if (original.Kind is "CustomResourceDefinition" or "Namespace" || original is { Kind: "APIService", Group: "apiregistration.k8s.io" })
                continue;
            note(resource, affix.Text);
            resource.StoreId();
            if (resource.Root.Find("metadata") is { IsMapping: true } metadata && metadata.Find("name") is { IsScalar: true } name)
                resource.SetText(metadata, "name", rename(name.Text, affix.Text), name.Location, name.Location);
        }

        resources.NamesChanged();
    }

    private static void AddLabels(ResourceList resources, YamlNode entry)
    {
        foreach (var field in entry.Children)
        {
            if (field.Key is not ("pairs" or "includeSelectors" or "includeTemplates"))
                throw new UnresolvableException($"has labels with '{field.Key}'");
        }

        var fields = entry["includeSelectors"u8].Value.Boolean ? FieldSpecs.CommonLabels
            : entry["includeTemplates"u8].Value.Boolean ? FieldSpecs.TemplateLabels
            : FieldSpecs.ObjectLabels;
        AddPairs(resources, entry["pairs"u8], fields);
    }

    private static void AddPairs(ResourceList resources, YamlNode pairs, IReadOnlyList<FieldSpec> fields)
    {
        if (pairs.Count == 0)
            return;
        foreach (var pair in pairs.Children)
        {
            if (!pair.IsScalar || pair.Value.Kind is not (ScalarKind.String or ScalarKind.Null))
                throw new UnresolvableException($"has something else than a text for '{pair.Key}'");
        }

        foreach (var resource in resources.Items)
        {
            var id = resource.Id;
            foreach (var field in fields)
            {
                if (!field.Selects(id))
                    continue;
                field.Visit(resource, pairs.KeyLocation, (mapping, key) =>
                {
                    if (!field.IsCreated && mapping.Find(key) is null or { IsNull: true })
                        return;
                    var map = resource.Demand(mapping, key, pairs.KeyLocation);
                    foreach (var pair in pairs.Children)
                        resource.SetText(map, pair.Key!, pair.Text, pair.Location, pair.KeyLocation);
                });
            }
        }
    }

    private static void SetReplicas(ResourceList resources, YamlNode entry)
    {
        var name = entry["name"u8].Text;
        var count = entry["count"u8];
        if (count.Value.Kind != ScalarKind.Integer)
            throw new UnresolvableException("has replicas without count");
        var isFound = false;
        foreach (var resource in resources.Items)
        {
            foreach (var field in FieldSpecs.Replicas)
            {
                if (!resource.AllIds.Any(id => id.Name == name && field.Selects(id)))
                    continue;
                isFound = true;
                field.Visit(resource, count.Location, (mapping, key) =>
                {
                    var old = mapping.Find(key);
                    if (old is null || old.Value != count.Value)
                        mapping.Set(EditableNode.Scalar(count.Text, count.Location, resource.Budget, isBare: true).As(key, count.KeyLocation));
                });
            }
        }

        if (!isFound)
            throw new UnresolvableException($"has replicas for '{name}', which it does not hold");
    }

    private static void AddHashes(ResourceList resources)
    {
        foreach (var resource in resources.Items.Where(static resource => resource.NeedsHash))
        {
            resource.StoreId();
            var metadata = resource.Root.Find("metadata")!;
            var name = metadata.Find("name")!;
            resource.SetText(metadata, "name", name.Text + "-" + Generator.Hash(resource), name.Location, name.Location);
        }

        resources.NamesChanged();
    }

    private byte[] ReadFile(KustomizationFile kustomization, string path)
    {
        if (path.StartsWith('/') || path.Contains("://", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
            throw new UnresolvableException($"reads '{path}', which is not in the project");

        // A file of manifests is read already, but perhaps not with the bytes that it has.
        return project.ReadFile(kustomization, path) ?? throw new UnresolvableException($"reads '{path}', which is not there or too large");
    }
}
