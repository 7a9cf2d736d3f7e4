using System.Buffers.Binary;

namespace EksLint.Syntax;

/// <summary>A hash of keys, made once for each key of a file, so that looking an entry up compares numbers instead of texts.</summary>
/// <remarks>The generator of the views has this file too: it writes the hashes of field names into them.</remarks>
internal static class KeyHash
{
    /// <summary>The hash of a key: of its length and both ends, which costs the same for all lengths. Equal hashes need not mean equal keys.</summary>
    public static ushort Of(ReadOnlySpan<byte> key) => (ushort)((EndsOf(key) + (uint)key.Length) * 0x9E3779B97F4A7C15 >> 48);

    private static ulong EndsOf(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(uint))
            return BinaryPrimitives.ReadUInt32LittleEndian(key) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(key.Slice(key.Length - sizeof(uint))) << 32;
        return key.IsEmpty ? 0 : (uint)(key[0] | key[key.Length / 2] << 8 | key[key.Length - 1] << 16);
    }
}
