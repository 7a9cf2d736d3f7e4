using EksLint.Schemas;

namespace EksLint.Model;

/// <summary>What all objects of an apiVersion and a kind have in common.</summary>
/// <remarks>A lossy cache without locks, as of <c>StringPool</c>: a run holds thousands of objects and few kinds, and each is found by comparing two strings.</remarks>
internal sealed class ManifestKind
{
    private const int Size = 128;

    private static readonly ManifestKind?[] Known = new ManifestKind?[Size];

    private ManifestKind(string apiVersion, string name)
    {
        ApiVersion = apiVersion;
        Group = SchemaTable.GroupOf(apiVersion);
        Name = name;
        Schema = SchemaTable.Default.FindKind(apiVersion, name);
        IsClusterScoped = Schema is { Scope: not KindScope.Namespaced };
    }

    public string ApiVersion { get; }

    public string Group { get; }

    public string Name { get; }

    public SchemaKind? Schema { get; }

    public bool IsClusterScoped { get; }

    public static ManifestKind Of(string apiVersion, string name)
    {
        ref var slot = ref Known[Hash(apiVersion, name) % Size];
        if (Volatile.Read(ref slot) is { } known && known.Name == name && known.ApiVersion == apiVersion)
            return known;
        var made = new ManifestKind(apiVersion, name);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>Kinds of one length differ at their ends.</summary>
    private static uint Hash(string apiVersion, string name) =>
        name.Length == 0 ? 0 : (uint)(apiVersion.Length + name.Length * 31 + name[0] * 7 + name[^1]);
}
