namespace EksLint.Syntax;

/// <summary>Cuts long texts where a character begins.</summary>
internal static class Utf8Pieces
{
    private const int Bytes = 256 * 1024;

    /// <summary>Where the first character begins at or behind an offset. In what is no UTF-8 at most three bytes behind it.</summary>
    public static int FindBoundary(ReadOnlySpan<byte> text, int offset)
    {
        var end = Math.Min(offset + 3, text.Length);
        while (offset < end && (text[offset] & 0xC0) == 0x80)
            offset++;
        return offset;
    }

    /// <summary>Whether all pieces of a text have a property; they are looked at on all cores.</summary>
    /// <param name="text">The text.</param>
    /// <param name="holds">The property, which the text has where all its pieces have it.</param>
    /// <param name="bytes">The size of a piece.</param>
    /// <param name="overlap">How far each piece reaches into the next.</param>
    public static bool All(byte[] text, Func<ReadOnlySpan<byte>, bool> holds, int bytes = Bytes, int overlap = 0) =>
        text.Length <= bytes ? holds(text) : AllOnAllCores(text, holds, bytes, overlap);

    /// <summary>Whether a word stands in a text; a long one is searched on all cores.</summary>
    public static bool Contain(byte[] text, ReadOnlySpan<byte> word, int bytes = Bytes)
    {
        if (text.Length <= bytes)
            return text.AsSpan().IndexOf(word) >= 0;
        return ContainOnAllCores(text, word.ToArray(), bytes);
    }

    private static bool AllOnAllCores(byte[] text, Func<ReadOnlySpan<byte>, bool> holds, int bytes, int overlap)
    {
        var pieces = (text.Length - 1) / bytes + 1;
        return Parallel.For(0, pieces, (i, loop) =>
        {
            // Of the very first piece nothing is left out, whatever it begins with.
            var start = i == 0 ? 0 : FindBoundary(text, i * bytes);
            var end = i == pieces - 1 ? text.Length : Math.Min(FindBoundary(text, (i + 1) * bytes) + overlap, text.Length);
            if (!holds(text.AsSpan(start, end - start)))
                loop.Stop();
        }).IsCompleted;
    }

    private static bool ContainOnAllCores(byte[] text, byte[] word, int bytes) => !All(text, piece => piece.IndexOf(word) < 0, bytes, overlap: word.Length);
}
