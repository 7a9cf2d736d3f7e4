using System.Globalization;
using EksLint.Syntax;

namespace EksLint.Cli.Output;

/// <summary>A hash for each line of a file that stays the same when lines are added above: what code scanning tells old findings from new ones by.</summary>
/// <remarks>The algorithm of github/codeql-action, src/fingerprints.ts, to the bit: a rolling hash over the next 100 characters (UTF-16 units) that are
/// no blanks or tabs, from the start of the line on, with line breaks as LF and 65535 for the end of the file; then the how manieth line of this hash it is.</remarks>
internal sealed class LineHashes
{
    private const int BlockSize = 100;
    private const ulong Multiplier = 37;
    private const char EndOfFile = '\uFFFF';

    private static readonly ulong FirstFactor = ComputeFirstFactor();

    private readonly List<string> _hashes = [];
    private readonly Dictionary<ulong, int> _counts = [];
    private readonly char[] _window = new char[BlockSize];
    private readonly bool[] _startsLine = new bool[BlockSize];
    private ulong _hash;
    private int _index;

    private LineHashes()
    {
    }

    /// <summary>The hashes of the lines of a file, in order.</summary>
    public static IReadOnlyList<string> Of(SourceFile file)
    {
        var hashes = new LineHashes();
        hashes.Read(file.GetText(file.Span));
        return hashes._hashes;
    }

    private static ulong ComputeFirstFactor()
    {
        var factor = 1UL;
        for (var i = 0; i < BlockSize; i++)
            factor = unchecked(factor * Multiplier);
        return factor;
    }

    private void Read(string text)
    {
        var isLineStart = true;
        for (var i = 0; i <= text.Length; i++)
        {
            var current = i < text.Length ? text[i] : EndOfFile;
            if (current is ' ' or '\t' || (current == '\n' && i > 0 && text[i - 1] == '\r'))
                continue;
            if (current == '\r')
                current = '\n';
            TakeLine();
            _startsLine[_index] = isLineStart;
            isLineStart = current == '\n';
            Push(current);
        }

        for (var i = 0; i < BlockSize; i++)
        {
            TakeLine();
            Push('\0');
        }
    }

    /// <summary>The window is about to move beyond the start of a line: all its characters are in.</summary>
    private void TakeLine()
    {
        if (!_startsLine[_index])
            return;
        _startsLine[_index] = false;
        var count = _counts[_hash] = _counts.GetValueOrDefault(_hash) + 1;
        _hashes.Add(string.Create(CultureInfo.InvariantCulture, $"{_hash:x}:{count}"));
    }

    private void Push(char current)
    {
        var first = _window[_index];
        _window[_index] = current;
        _hash = unchecked((_hash * Multiplier) + current - (FirstFactor * first));
        _index = (_index + 1) % BlockSize;
    }
}
