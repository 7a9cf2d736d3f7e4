namespace EksLint.Cli.Fixes;

/// <summary>Writes the new content of a file: whole or not at all, and only over what was read.</summary>
internal static class FileReplacer
{
    /// <summary>Replaces the content of a file; permissions are kept, and of a symbolic link the target is written.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="expected">What the file held when it was read.</param>
    /// <param name="content">What it is to hold.</param>
    /// <exception cref="IOException">The file cannot be written, or holds something else by now.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write it.</exception>
    public static void Replace(string path, byte[] expected, byte[] content)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

        // A rename asks for no permission on the file itself, and would take the place of one that somebody protected.
        if (File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException("the file is read-only");
        var temporary = TemporaryBeside(target);
        try
        {
            WriteNew(temporary, content, target);

            // As late as can be: an editor may save at any time.
            using (var stream = new FileStream(target, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
            {
                // A file that was named twice, itself and by a link, is written once.
                if (!Holds(stream, expected) && !Holds(stream, content))
                    throw new IOException("the file was changed since it was read");
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Gives a file a content that can be made again, whether there is one or not; where there was a symbolic link, the file takes its place.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">What it is to hold.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write it.</exception>
    public static void Put(string path, byte[] content)
    {
        var temporary = TemporaryBeside(path);
        try
        {
            WriteNew(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string TemporaryBeside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");

    /// <summary>Writes a new file. One that is to take the place of its model has its permissions, and is on the disk when this is done.</summary>
    private static void WriteNew(string path, byte[] content, string? model = null)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(content);
        if (model is null)
            return;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(model));
        stream.Flush(flushToDisk: true);
    }

    private static bool Holds(FileStream stream, byte[] expected)
    {
        if (stream.Length != expected.Length)
            return false;
        stream.Position = 0;
        var found = new byte[expected.Length];
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == expected.Length && found.AsSpan().SequenceEqual(expected);
    }
}
