using EksLint.Model;

namespace EksLint.Manifests;

/// <summary>The objects that something in the set makes, though no manifest holds them.</summary>
internal sealed class MadeObjects
{
    private const string Any = "*";

    private readonly ScopedNames _names = new();

    /// <summary>Gathers what objects make.</summary>
    public MadeObjects(ReadOnlySpan<ManifestObject> objects)
    {
        foreach (var manifest in objects)
        {
            if (HiddenMakers.MayMake(manifest))
            {
                foreach (var made in HiddenMakers.Of(manifest))
                    _names.Add(KeyOf(made.Kind ?? Any, made.Namespace ?? Any, made.Name ?? Any), manifest.Place);
            }

            if (!manifest.HasGeneratedConfig)
                continue;
            _names.Add(KeyOf("ConfigMap", manifest.Namespace, Any), manifest.Place);
            _names.Add(KeyOf("Secret", manifest.Namespace, Any), manifest.Place);
        }
    }

    /// <summary>Whether something may make any object in a namespace, seen from a place.</summary>
    public bool MayHoldAny(string objectNamespace, Place near) =>
        !_names.IsEmpty && (_names.Contains(KeyOf(Any, objectNamespace, Any), near) || _names.Contains(KeyOf(Any, Any, Any), near));

    /// <summary>Whether something makes an object, seen from a place, or may make it.</summary>
    public bool MayHold(string kind, string objectNamespace, string name, Place near) =>
        !_names.IsEmpty
        && (MayHoldAny(objectNamespace, near)
        || Names(kind, objectNamespace, name, near)
        || _names.Contains(KeyOf(kind, objectNamespace, Any), near)
        || _names.Contains(KeyOf(kind, Any, Any), near)
        || (kind == "PersistentVolumeClaim" && _names.Contains(KeyOf(kind, objectNamespace, WithoutOrdinal(name)), near)));

    /// <summary>Whether something names an object that it makes or writes into, seen from a place.</summary>
    public bool Names(string kind, string objectNamespace, string name, Place near) =>
        !_names.IsEmpty && (_names.Contains(KeyOf(kind, objectNamespace, name), near) || _names.Contains(KeyOf(kind, Any, name), near));

    private static string WithoutOrdinal(string name) => name.AsSpan().TrimEnd("0123456789").ToString();

    private static string KeyOf(string kind, string objectNamespace, string name) => $"{kind}/{objectNamespace}/{name}";
}
