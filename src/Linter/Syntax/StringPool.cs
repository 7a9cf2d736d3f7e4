using System.Text;

namespace EksLint.Syntax;

/// <summary>Short strings that manifests repeat, made once: keys, kinds, label values.</summary>
/// <remarks>A lossy cache without locks: two threads may make the same string twice, which costs memory and nothing else.</remarks>
internal sealed class StringPool
{
    private const int Size = 4096;
    private const int LongestText = 64;

    private readonly Entry?[] _entries = new Entry?[Size];

    public static StringPool Shared { get; } = new();

    /// <summary>The string for UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > LongestText)
            return Encoding.UTF8.GetString(text);

        var ends = TextEnds.Of(text);
        ref var slot = ref _entries[(ends.Hash >> 32) % Size];
        var pooled = Volatile.Read(ref slot);
        if (pooled is not null && pooled.Ends == ends && (text.Length <= TextEnds.Whole || Ascii.Equals(text, pooled.Text)))
            return pooled.Text;
        var made = Encoding.UTF8.GetString(text);
        Volatile.Write(ref slot, new Entry(ends, made));
        return made;
    }

    private sealed class Entry(TextEnds ends, string text)
    {
        public readonly TextEnds Ends = ends;
        public readonly string Text = text;
    }
}
