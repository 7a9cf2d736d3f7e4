using System.Text;

namespace EksLint.Syntax;

/// <summary>Short strings that manifests repeat, made once: keys, kinds, label values.</summary>
/// <remarks>A lossy cache without locks: two threads may make the same string twice, which costs memory and nothing else.</remarks>
internal sealed class StringPool
{
    private const int Size = 4096;
    private const int LongestText = 64;

    private readonly string?[] _strings = new string?[Size];

    public static StringPool Shared { get; } = new();

    /// <summary>The string for UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > LongestText)
            return Encoding.UTF8.GetString(text);

        var hash = (uint)text.Length;
        foreach (var b in text)
            hash = (hash ^ b) * 16777619;
        ref var slot = ref _strings[(hash ^ (hash >> 15)) % Size];
        var pooled = Volatile.Read(ref slot);
        if (pooled is not null && Matches(pooled, text))
            return pooled;
        var made = Encoding.UTF8.GetString(text);
        Volatile.Write(ref slot, made);
        return made;
    }

    private static bool Matches(string pooled, ReadOnlySpan<byte> text) => Ascii.Equals(text, pooled);
}
