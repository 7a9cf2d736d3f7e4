using System.Buffers.Binary;
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

        ref var slot = ref _strings[Hash(text) % Size];
        var pooled = Volatile.Read(ref slot);
        if (pooled is not null && Matches(pooled, text))
            return pooled;
        var made = Encoding.UTF8.GetString(text);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>A hash of both ends and the length: names differ at their end, label keys at both.</summary>
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var (first, last) = text.Length >= sizeof(ulong)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]))
            : (ReadFew(text), 0ul);
        var hash = ((first * 0x9E3779B97F4A7C15) ^ last ^ (uint)text.Length) * 0xC2B2AE3D27D4EB4F;
        return (uint)(hash >> 32);
    }

    private static ulong ReadFew(ReadOnlySpan<byte> text)
    {
        var value = 0ul;
        foreach (var b in text)
            value = (value << 8) | b;
        return value;
    }

    private static bool Matches(string pooled, ReadOnlySpan<byte> text) => Ascii.Equals(text, pooled);
}
