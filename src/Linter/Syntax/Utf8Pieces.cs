namespace EksLint.Syntax;

/// <summary>Looks at long texts on all cores, piece by piece; a piece begins where a character does.</summary>
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

    /// <summary>Whether all pieces of a text have a property.</summary>
    /// <param name="text">The text.</param>
    /// <param name="holds">The property, which the text has where all its pieces have it.</param>
    /// <param name="bytes">The size of a piece.</param>
    /// <param name="overlap">How far each piece reaches into the next.</param>
    public static bool All(byte[] text, PieceProperty holds, int bytes = Bytes, int overlap = 0) =>
        text.Length <= bytes ? holds(text) : AllOnAllCores(text, holds, bytes, overlap);

    /// <summary>Whether a word stands in a text.</summary>
    public static bool Contain(byte[] text, ReadOnlySpan<byte> word, int bytes = Bytes) =>
        text.Length <= bytes ? text.AsSpan().IndexOf(word) >= 0 : ContainOnAllCores(text, word.ToArray(), bytes);

    // What a lambda uses is allocated where its method begins, which most texts are too short for.
    private static bool AllOnAllCores(byte[] text, PieceProperty holds, int bytes, int overlap)
    {
        var pieces = (text.Length - 1) / bytes + 1;
        var holdsSoFar = true;
        Cores.For(pieces, i =>
        {
            // Of the very first piece nothing is left out, whatever it begins with.
            var start = i == 0 ? 0 : FindBoundary(text, i * bytes);
            var end = i == pieces - 1 ? text.Length : Math.Min(FindBoundary(text, (i + 1) * bytes) + overlap, text.Length);
            if (holdsSoFar && !holds(text.AsSpan(start, end - start)))
                holdsSoFar = false;
        });
        return holdsSoFar;
    }

    private static bool ContainOnAllCores(byte[] text, byte[] word, int bytes) =>
        !AllOnAllCores(text, piece => piece.IndexOf(word) < 0, bytes, overlap: word.Length);
}

/// <summary>A property of a piece of a text.</summary>
internal delegate bool PieceProperty(ReadOnlySpan<byte> piece);
