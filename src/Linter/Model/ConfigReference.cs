using System.Collections.Immutable;
using EksLint.Model.Kubernetes;

namespace EksLint.Model;

/// <summary>What a pod takes from a ConfigMap or Secret.</summary>
public enum ConfigUse
{
    /// <summary>The value of one variable.</summary>
    Variable,

    /// <summary>A variable for each key.</summary>
    Variables,

    /// <summary>Files.</summary>
    Volume,

    /// <summary>The credentials for a registry.</summary>
    ImagePull,
}

/// <summary>A ConfigMap or Secret that a pod names, or one key of it.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>; it is one of the pod's namespace.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">The key; nothing where all of it is meant.</param>
/// <param name="IsOptional">Whether the pod starts without it.</param>
public sealed record ConfigReference(string Kind, ConfigUse Use, StringValue Name, StringValue Key, bool IsOptional);

/// <summary>What pods take from ConfigMaps and Secrets.</summary>
/// <remarks>kubernetes/kubernetes, pkg/api/v1/pod/util.go, VisitPodSecretNames and VisitPodConfigmapNames; volume plugins that name a Secret of their own
/// are left out.</remarks>
internal static class ConfigReferences
{
    /// <summary>The kind of a ConfigMap.</summary>
    public const string ConfigMap = "ConfigMap";

    /// <summary>The kind of a Secret.</summary>
    public const string Secret = "Secret";

    /// <summary>All ConfigMaps and Secrets that pods name.</summary>
    public static ImmutableArray<ConfigReference> Find(PodSource pods)
    {
        // Made with the first of them: most pods name none, or one.
        List<ConfigReference>? found = null;
        var spec = pods.Spec;
        foreach (var container in pods.AllContainers)
        {
            foreach (var source in container.EnvFrom)
                AddAll(source, ref found);
            foreach (var variable in container.Env)
            {
                if (variable.ValueFrom is { IsSet: true } source)
                    AddKeys(source, ref found);
            }
        }

        foreach (var volume in spec.Volumes)
            AddVolume(volume, ref found);
        foreach (var pull in spec.ImagePullSecrets)
            (found ??= new(1)).Add(new ConfigReference(Secret, ConfigUse.ImagePull, pull.Name, default, IsOptional: false));
        return found is null ? [] : [.. found];
    }

    private static void AddAll(EnvFromSource source, ref List<ConfigReference>? found)
    {
        var (config, secret) = (source.ConfigMapRef, source.SecretRef);
        if (config.Name is { IsSet: true } configName)
            (found ??= new(1)).Add(new ConfigReference(ConfigMap, ConfigUse.Variables, configName, default, IsOptional(config.Optional)));
        if (secret.Name is { IsSet: true } secretName)
            (found ??= new(1)).Add(new ConfigReference(Secret, ConfigUse.Variables, secretName, default, IsOptional(secret.Optional)));
    }

    private static void AddKeys(EnvVarSource source, ref List<ConfigReference>? found)
    {
        var (config, secret) = (source.ConfigMapKeyRef, source.SecretKeyRef);
        if (config.Name is { IsSet: true } configName)
            (found ??= new(1)).Add(new ConfigReference(ConfigMap, ConfigUse.Variable, configName, config.Key, IsOptional(config.Optional)));
        if (secret.Name is { IsSet: true } secretName)
            (found ??= new(1)).Add(new ConfigReference(Secret, ConfigUse.Variable, secretName, secret.Key, IsOptional(secret.Optional)));
    }

    private static void AddVolume(Volume volume, ref List<ConfigReference>? found)
    {
        if (volume.ConfigMap is { IsSet: true } config)
            AddFiles(ConfigMap, config.Name, config.Items, config.Optional, ref found);
        if (volume.Secret is { IsSet: true } secret)
            AddFiles(Secret, secret.SecretName, secret.Items, secret.Optional, ref found);
        foreach (var source in volume.Projected.Sources)
        {
            AddFiles(ConfigMap, source.ConfigMap.Name, source.ConfigMap.Items, source.ConfigMap.Optional, ref found);
            AddFiles(Secret, source.Secret.Name, source.Secret.Items, source.Secret.Optional, ref found);
        }
    }

    private static void AddFiles(string kind, StringValue name, ListValue<KeyToPath> items, BooleanValue optional, ref List<ConfigReference>? found)
    {
        if (!name.IsSet)
            return;
        found ??= new(1);
        var isOptional = IsOptional(optional);
        if (items.Count == 0)
            found.Add(new ConfigReference(kind, ConfigUse.Volume, name, default, isOptional));
        foreach (var item in items)
            found.Add(new ConfigReference(kind, ConfigUse.Volume, name, item.Key, isOptional));
    }

    /// <summary>What is not known could be true.</summary>
    private static bool IsOptional(BooleanValue optional) => !optional.Node.IsNull && !optional.IsFalse;
}
