using System.Text;
using EksLint.Schemas;

namespace EksLint.Model;

/// <summary>What all objects of an apiVersion and a kind have in common.</summary>
/// <remarks>A lossy cache without locks, as of <c>StringPool</c>: a run holds thousands of objects and few kinds, and each is found by comparing two strings.</remarks>
internal sealed class ManifestKind
{
    private const int Size = 512;

    private static readonly ManifestKind?[] Known = new ManifestKind?[Size];

    private ManifestKind(string apiVersion, string name)
    {
        ApiVersion = apiVersion;
        Group = SchemaTable.GroupOf(apiVersion);
        Name = name;
        Schema = SchemaTable.Default.FindKind(apiVersion, name);
        IsClusterScoped = Schema is { Scope: not KindScope.Namespaced };
        IsList = name.EndsWith("List", StringComparison.Ordinal);
    }

    public string ApiVersion { get; }

    public string Group { get; }

    public string Name { get; }

    public SchemaKind? Schema { get; }

    public bool IsClusterScoped { get; }

    /// <summary>Whether the object may be a list of others.</summary>
    public bool IsList { get; }

    /// <summary>The kind of a name that is not empty.</summary>
    public static ManifestKind Of(string apiVersion, string name)
    {
        ref var slot = ref Known[Hash(apiVersion.Length, name.Length, name[0], name[^1], name[name.Length / 2]) % Size];
        if (Volatile.Read(ref slot) is { } known && known.Name == name && known.ApiVersion == apiVersion)
            return known;
        var made = new ManifestKind(apiVersion, name);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>The same by the bytes of both, so that no strings need to be made; null where the kind is not known yet, or where it is not ASCII.</summary>
    public static ManifestKind? Find(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return null;
        var known = Volatile.Read(ref Known[Hash(apiVersion.Length, name.Length, name[0], name[^1], name[name.Length / 2]) % Size]);
        return known is not null && Ascii.Equals(name, known.Name) && Ascii.Equals(apiVersion, known.ApiVersion) ? known : null;
    }

    /// <summary>Kinds of one length differ at their ends or in their middle.</summary>
    private static uint Hash(int versionLength, int length, int first, int last, int middle) =>
        (uint)((((versionLength * 37 + length) * 37 + first) * 37 + last) * 37 + middle);
}
