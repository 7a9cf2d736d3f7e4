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
public readonly record struct ConfigReference(string Kind, ConfigUse Use, StringValue Name, StringValue Key, bool IsOptional);

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
    public static IEnumerable<ConfigReference> Find(PodSource pods)
    {
        var spec = pods.Spec;
        foreach (var container in pods.AllContainers)
        {
            foreach (var reference in OfContainer(container))
                yield return reference;
        }

        foreach (var volume in spec.Volumes)
        {
            foreach (var reference in OfVolume(volume))
                yield return reference;
        }

        foreach (var pull in spec.ImagePullSecrets)
            yield return new ConfigReference(Secret, ConfigUse.ImagePull, pull.Name, default, IsOptional: false);
    }

    private static IEnumerable<ConfigReference> OfContainer(Container container)
    {
        foreach (var source in container.EnvFrom)
        {
            if (source.ConfigMapRef.Name.IsSet)
                yield return new ConfigReference(ConfigMap, ConfigUse.Variables, source.ConfigMapRef.Name, default, IsOptional(source.ConfigMapRef.Optional));
            if (source.SecretRef.Name.IsSet)
                yield return new ConfigReference(Secret, ConfigUse.Variables, source.SecretRef.Name, default, IsOptional(source.SecretRef.Optional));
        }

        foreach (var variable in container.Env)
        {
            var (config, secret) = (variable.ValueFrom.ConfigMapKeyRef, variable.ValueFrom.SecretKeyRef);
            if (config.Name.IsSet)
                yield return new ConfigReference(ConfigMap, ConfigUse.Variable, config.Name, config.Key, IsOptional(config.Optional));
            if (secret.Name.IsSet)
                yield return new ConfigReference(Secret, ConfigUse.Variable, secret.Name, secret.Key, IsOptional(secret.Optional));
        }
    }

    private static IEnumerable<ConfigReference> OfVolume(Volume volume)
    {
        foreach (var reference in OfFiles(ConfigMap, volume.ConfigMap.Name, volume.ConfigMap.Items, volume.ConfigMap.Optional))
            yield return reference;
        foreach (var reference in OfFiles(Secret, volume.Secret.SecretName, volume.Secret.Items, volume.Secret.Optional))
            yield return reference;
        foreach (var source in volume.Projected.Sources)
        {
            foreach (var reference in OfFiles(ConfigMap, source.ConfigMap.Name, source.ConfigMap.Items, source.ConfigMap.Optional))
                yield return reference;
            foreach (var reference in OfFiles(Secret, source.Secret.Name, source.Secret.Items, source.Secret.Optional))
                yield return reference;
        }
    }

    private static IEnumerable<ConfigReference> OfFiles(string kind, StringValue name, ListValue<KeyToPath> items, BooleanValue optional)
    {
        if (!name.IsSet)
            yield break;
        if (items.Count == 0)
            yield return new ConfigReference(kind, ConfigUse.Volume, name, default, IsOptional(optional));
        foreach (var item in items)
            yield return new ConfigReference(kind, ConfigUse.Volume, name, item.Key, IsOptional(optional));
    }

    /// <summary>What is not known could be true.</summary>
    private static bool IsOptional(BooleanValue optional) => !optional.Node.IsNull && !optional.IsFalse;
}
