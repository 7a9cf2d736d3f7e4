using System.Runtime.InteropServices;
using EksLint.Inputs;

namespace EksLint.Cli;

/// <summary>Readies the heap for a run over many files, which keeps nearly all that it makes of them until its end.</summary>
internal static partial class HeapGrowth
{
    private const int BytesOfFile = 20 * 1024;
    private const int FewFiles = 512;

    // A few files are worth asking for their size.
    private const int VeryFewFiles = 4;
    private const int BytesOfByte = 5;
    private const long LeastBytes = BytesOfFile * FewFiles;
    private const long MostBytes = 240 * 1024 * 1024;

    // <sys/mman.h> of Linux, the same on all its platforms.
    private const int HugePages = 14;

    /// <summary>Puts collections off until more is made than most runs over so many files need, as they take one core's time and find little; and asks for
    /// this memory in huge pages, as each page of 4 kB costs a fault. Where either is refused, the run takes a little longer.</summary>
    /// <remarks>Linux, Documentation/admin-guide/mm/transhuge.rst: where the setting is <c>madvise</c>, as most distributions have it, memory comes in huge
    /// pages only where that was asked for. In runs over 10,000 files that takes five of six page faults away.</remarks>
    /// <param name="texts">What is read.</param>
    public static void Prepare(IReadOnlyCollection<InputText> texts)
    {
        var bytes = Math.Min(Estimate(texts), MostBytes);
        if (bytes <= LeastBytes)
            return;
        try
        {
            if (GC.TryStartNoGCRegion(bytes) && OperatingSystem.IsLinux())
                UseHugePages((nint)bytes);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Memory is limited to less.
        }
    }

    private static long Estimate(IReadOnlyCollection<InputText> texts)
    {
        if (texts.Count > VeryFewFiles)
            return (long)BytesOfFile * texts.Count(static text => !text.IsContext);
        var bytes = 0L;
        foreach (var text in texts)
            bytes += text.File is { } path && new FileInfo(path) is { Exists: true } file ? file.Length * BytesOfByte : 0;
        return bytes;
    }

    /// <summary>The memory that was set aside lies below or above what is made next; advice about what is not part of it does no harm.</summary>
    private static void UseHugePages(nint bytes)
    {
        var handle = GCHandle.Alloc(new byte[1], GCHandleType.Pinned);
        var page = handle.AddrOfPinnedObject() & ~(nint)(Environment.SystemPageSize - 1);
        handle.Free();
        _ = Advise(page - bytes, 2 * bytes, HugePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
