using EksLint.Model;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>The keys of a ConfigMap or Secret.</summary>
internal static class ConfigKeys
{
    /// <summary>The keys that a manifest states; null where there may be others: it states none, so that something fills it in the cluster, or one is not
    /// known.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/apis/core/types.go: the API server merges a Secret's stringData into its data. Token Secrets are filled by
    /// pkg/controller/serviceaccount/tokens_controller.go.</remarks>
    public static IReadOnlySet<string>? Read(ManifestObject config)
    {
        if (config.IsTransformed || config.HasGeneratedConfig || config.Root["type"u8].TextEquals("kubernetes.io/service-account-token"u8))
            return null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in (ReadOnlySpan<string>)["data", "binaryData", "stringData"])
        {
            var entries = config.Root[field];
            if (!entries.IsNull && !entries.IsMapping)
                return null;
            foreach (var entry in entries.Children)
            {
                if (entry.Key is not { } key || Placeholder.IsUnknown(key))
                    return null;
                keys.Add(key);
            }
        }

        return keys.Count > 0 ? keys : null;
    }
}
