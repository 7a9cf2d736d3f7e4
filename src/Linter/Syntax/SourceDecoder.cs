using System.Text;
using System.Text.Unicode;

namespace EksLint.Syntax;

/// <summary>Turns the bytes of a file into UTF-8 text, or says why they are no text.</summary>
/// <remarks>YAML 1.2.2, section 5.2: UTF-8, or UTF-16 with a byte order mark. UTF-32 is not read: nothing writes manifests in it.</remarks>
public static class SourceDecoder
{
    // Enough to recognise an archive or an image without reading all of it.
    private const int BinaryProbe = 8000;

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="path">The path to show.</param>
    /// <param name="bytes">What the file holds; used as it is when it is UTF-8 without byte order mark.</param>
    /// <param name="problem">Why it is no text, as the rest of a sentence; null when it is.</param>
    /// <returns>The file; an empty one where there is a problem.</returns>
    public static SourceFile Decode(string path, byte[] bytes, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        problem = null;
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return DecodeUtf16(path, text, out problem);

        if (text[..Math.Min(text.Length, BinaryProbe)].Contains((byte)0))
        {
            problem = "it is a binary file";
            return new SourceFile(path, []);
        }

        var isAscii = Utf8Pieces.All(bytes, Ascii.IsValid);
        if (!isAscii && !Utf8Pieces.All(bytes, Utf8.IsValid))
        {
            problem = "it is neither UTF-8 nor UTF-16 with a byte order mark";
            return new SourceFile(path, []);
        }

        return text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? new SourceFile(path, bytes[3..]) : new SourceFile(path, bytes, isAscii);
    }

    /// <summary>Turns text back into bytes as those of a file: same encoding, and a byte order mark where the file has one.</summary>
    /// <param name="original">The bytes of the file that the text belongs to.</param>
    /// <param name="text">UTF-8 without byte order mark; given back as it is where the file is that.</param>
    public static byte[] Encode(ReadOnlySpan<byte> original, byte[] text)
    {
        if (original.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return [0xEF, 0xBB, 0xBF, .. text];
        if (!original.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && !original.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return text;
        var encoding = new UnicodeEncoding(bigEndian: original[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(text))];
    }

    private static SourceFile DecodeUtf16(string path, ReadOnlySpan<byte> text, out string? problem)
    {
        problem = null;
        try
        {
            var encoding = new UnicodeEncoding(bigEndian: text[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
            var decoded = Encoding.UTF8.GetBytes(encoding.GetString(text[2..]));
            if (!decoded.AsSpan().Contains((byte)0))
                return new SourceFile(path, decoded);

            // Among others UTF-32, whose byte order mark begins like this one.
            problem = "it is a binary file";
            return new SourceFile(path, []);
        }
        catch (ArgumentException)
        {
            problem = "its UTF-16 is damaged";
            return new SourceFile(path, []);
        }
    }
}
