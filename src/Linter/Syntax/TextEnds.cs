using System.Buffers.Binary;

namespace EksLint.Syntax;

/// <summary>Both ends of a text and its length: all of it where it has up to <see cref="Whole"/> bytes.</summary>
/// <param name="First">Its beginning.</param>
/// <param name="Last">Its end, which overlaps with the beginning in short texts.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct TextEnds(ulong First, ulong Last, int Length)
{
    /// <summary>The longest text that its ends tell apart from all others.</summary>
    public const int Whole = 2 * sizeof(ulong);

    /// <summary>A hash, best in its upper bits.</summary>
    public ulong Hash => (First + (Last * 0xC2B2AE3D27D4EB4F) + (uint)Length) * 0x9E3779B97F4A7C15;

    /// <summary>The ends of a text.</summary>
    public static TextEnds Of(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
            return new(BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]), text.Length);
        if (text.Length >= sizeof(uint))
            return new(BinaryPrimitives.ReadUInt32LittleEndian(text), BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]), text.Length);
        return text.IsEmpty ? default : new(text[0], text[text.Length / 2] | ((uint)text[^1] << 8), text.Length);
    }
}
