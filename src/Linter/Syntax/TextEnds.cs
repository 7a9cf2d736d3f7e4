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
    public static TextEnds Of(ReadOnlySpan<byte> text) => new(FirstOf(text), LastOf(text), text.Length);

    private static ulong FirstOf(ReadOnlySpan<byte> text) =>
        text.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(text)
        : text.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(text)
        : text.IsEmpty ? 0
        : (ulong)text[0];

    private static ulong LastOf(ReadOnlySpan<byte> text) =>
        text.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..])
        : text.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..])
        : text.IsEmpty ? 0
        : (ulong)(text[text.Length / 2] | (text[^1] << 8));
}
